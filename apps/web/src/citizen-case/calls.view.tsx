import type { Catalogue } from '@app/catalogue';
import type { Progress } from '@app/lookups';
import { NotedCallList } from '../case-parts/noted-call-list.js';
import { useSite } from '../site/index.js';
import { citizenCaseWords } from './words.js';

interface HerCallsProps {
  progress: Progress;
  catalogue: Pick<Catalogue, 'unit' | 'organisation'>;
}

/** What was noted when she called or came. */
export function HerCalls({ progress: { calls, file }, catalogue }: HerCallsProps) {
  const { locale } = useSite();
  if (calls.length === 0) return null;
  return (
    <>
      <h2>{citizenCaseWords[locale].calls}</h2>
      <NotedCallList calls={calls} organisationId={file.organisationId} catalogue={catalogue} />
    </>
  );
}
