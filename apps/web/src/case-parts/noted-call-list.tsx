import { dateTimeWords } from '@app/platform';
import { SummaryList } from '../site/pieces/summary-list.js';
import { useSite } from '../site/site.js';
import { notedRows, type Names, type Noted } from './noted-call.js';
import { casePartsWords } from './words.js';

interface Props {
  calls: readonly Noted[];
  organisationId: string;
  catalogue: Names;
}

/** What was noted of each call or visit, the newest first. */
export function NotedCallList({ calls, organisationId, catalogue }: Props) {
  const { locale } = useSite();
  const channels: Record<string, string> = casePartsWords[locale].statuses.channel;
  return calls.toReversed().map((call) => (
    <div key={`${call.at} ${call.channel}`}>
      <h3>
        {channels[call.channel]} {dateTimeWords(call.at, locale)}
      </h3>
      <SummaryList rows={notedRows(call, organisationId, catalogue, locale)} />
    </div>
  ));
}
