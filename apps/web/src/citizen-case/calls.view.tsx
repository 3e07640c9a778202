import type { Catalogue } from '@app/catalogue';
import type { Progress } from '@app/lookups';
import { dateTimeWords } from '@app/platform';
import { notedRows } from '../case-parts/noted-call.js';
import { casePartsWords } from '../case-parts/words.js';
import { SummaryList, useSite } from '../site/index.js';
import { citizenCaseWords } from './words.js';

interface HerCallsProps {
  progress: Progress;
  catalogue: Pick<Catalogue, 'unit' | 'organisation'>;
}

/** What was noted when she called or came. */
export function HerCalls({ progress: { calls, file }, catalogue }: HerCallsProps) {
  const { locale } = useSite();
  const channels: Record<string, string> = casePartsWords[locale].statuses.channel;
  if (calls.length === 0) return null;
  return (
    <>
      <h2>{citizenCaseWords[locale].calls}</h2>
      {calls.toReversed().map((call) => (
        <div key={call.id}>
          <h3>
            {channels[call.channel]} {dateTimeWords(call.at, locale)}
          </h3>
          <SummaryList rows={notedRows(call, file.organisationId, catalogue, locale)} />
        </div>
      ))}
    </>
  );
}
