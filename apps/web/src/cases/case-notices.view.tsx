import { shortDateTime } from '@app/platform';
import { nameOfKind } from '@app/notices';
import type { CaseDetail } from '@app/lookups';
import { AsWritten } from '../site/pieces/as-written.js';
import { Tag, type Tone } from '../site/pieces/tag.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';

type ShownNotice = CaseDetail['notices'][number];

const TONES: Record<string, Tone> = { ACCEPTED: 'good', DELIVERED: 'good', FAILED: 'bad', UNKNOWN: 'warn' };
/** Not sent, or perhaps not: someone has to look. */
const UNSENT = ['SUPPRESSED', 'FAILED', 'UNKNOWN'];
const isUnsent = ({ state }: ShownNotice): boolean => UNSENT.includes(state);

/** What was sent, by kind: to whom (masked), when, and whether it arrived; folded, with a mark where it did not. */
export function CaseNotices(props: CaseViewProps) {
  const { detail, site } = props;
  const { case: said } = casesWords[site.locale];
  if (detail.notices.length === 0) return null;
  const kinds = Map.groupBy(detail.notices.toReversed(), ({ kind }) => kind);
  return (
    <section class="no-print" aria-labelledby="notices-title">
      <h2 id="notices-title">{said.notices}</h2>
      {[...kinds].map(([kind, notices]) => (
        <details key={kind} class="notices">
          <summary>
            {nameOfKind(kind)?.[site.locale] ?? said.otherNotice} <Total notices={notices} {...props} />
          </summary>
          <ul class="rows rows-dense">
            {notices.map((notice) => (
              <Row key={notice.id} notice={notice} {...props} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function Total({ notices, site: { locale } }: CaseViewProps & { notices: readonly ShownNotice[] }) {
  const { case: said } = casesWords[locale];
  const unsent = notices.filter(isUnsent).length;
  return (
    <>
      <span class="hint">{said.times(notices.length)}</span>
      {unsent > 0 ? (
        <>
          {' '}
          <Tag tone="warn">{said.unsent(unsent)}</Tag>
        </>
      ) : null}
    </>
  );
}

function Row({ notice, detail, site }: CaseViewProps & { notice: ShownNotice }) {
  const { locale } = site;
  const { case: said, noticeStates } = casesWords[locale];
  const receiver = detail.receivers.get(notice.id);
  return (
    <li>
      <span class="hint">{shortDateTime(notice.sentAt ?? notice.createdAt, site)}</span>{' '}
      <span>{casePartsWords[locale].statuses.channel[notice.channel]}</span>{' '}
      {receiver ? (
        <>
          <bdi class="number">{receiver}</bdi>{' '}
        </>
      ) : null}
      <Tag tone={TONES[notice.state] ?? 'quiet'}>{noticeStates[notice.state]}</Tag>
      {notice.ambiguous ? <span class="hint"> {said.ambiguous}</span> : null}
      <Why notice={notice} site={site} />
    </li>
  );
}

/** Why a message has not been sent, and what to do. */
function Why({ notice: { state, reason, heldUntil }, site: { locale, now } }: Shown) {
  const { noticeReasons, noticeHeld, noticeFailed } = casesWords[locale];
  if (reason === null) return null;
  if (state === 'PENDING' && reason === 'TOO_MANY' && heldUntil !== null)
    return <p class="hint">{noticeHeld(shortDateTime(heldUntil, { locale, now }))}</p>;
  if (!UNSENT.includes(state)) return null;
  if (Object.hasOwn(noticeReasons, reason))
    return <p class="hint">{noticeReasons[reason as keyof typeof noticeReasons]}</p>;
  return (
    <p class="hint">
      {noticeFailed} <AsWritten>{reason}</AsWritten>
    </p>
  );
}

type Shown = Pick<CaseViewProps, 'site'> & { notice: ShownNotice };
