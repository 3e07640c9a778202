import type { CitizenActName } from '@app/cases';
import type { Progress } from '@app/lookups';
import { Banner, useSite } from '../site/index.js';
import { citizenCaseWords } from './words.js';

interface InfectedProps {
  progress: Pick<Progress, 'attachments' | 'file'>;
  offered: readonly CitizenActName[];
}

/** Acts with which a clean file can be sent, the asked one first. */
const WITH_FILE = ['answer', 'message'] as const;

/** Files in which harmful content was found: what she is to do about hers, and that ours come again. */
export function InfectedFiles({ progress: { attachments, file }, offered }: InfectedProps) {
  const { locale } = useSite();
  const { infected, acts, join } = citizenCaseWords[locale];
  const bad = attachments.filter(({ state }) => state === 'INFECTED');
  if (bad.length === 0) return null;
  const [hers, ours] = [bad.filter(({ byCitizen }) => byCitizen), bad.filter(({ byCitizen }) => !byCitizen)];
  const names = (files: typeof bad) => files.map(({ name }) => infected.named(name)).join(join);
  const act = WITH_FILE.find((name) => offered.includes(name));
  return (
    <Banner kind="warning">
      {hers.length > 0 ? (
        <p>
          {infected.hers(names(hers))}{' '}
          {act ? <a href={`/cases/${file.caseNumber}/${act}`}>{acts[act]}</a> : infected.call}
        </p>
      ) : null}
      {ours.length > 0 ? <p>{infected.ours(names(ours))}</p> : null}
    </Banner>
  );
}
