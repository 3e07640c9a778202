import type { CaseDetail } from '@app/lookups';
import { shortDateTime } from '../site/dates.js';
import { Tag, type Tone } from '../site/pieces/tag.js';
import type { CaseViewProps } from './case-view-props.js';

const TONES: Record<string, Tone> = { ACCEPTED: 'good', DELIVERED: 'good', FAILED: 'bad', UNKNOWN: 'warn' };

/** What was sent, when, and whether it arrived. Recipients are not shown: the address is under contact. */
export function CaseNotices({ detail, site }: CaseViewProps) {
  const { words, lang } = site;
  const said = words.desk.case;
  if (detail.notices.length === 0) return null;
  return (
    <section aria-labelledby="notices-title">
      <h2 id="notices-title">{said.notices}</h2>
      <ul class="rows rows-dense">
        {detail.notices.map((notice) => (
          <li key={notice.id}>
            <span>
              {words.desk.noticeKinds[notice.kind as keyof typeof words.desk.noticeKinds] ?? notice.kind}
            </span>{' '}
            <span class="hint">{words.statuses.channel[notice.channel]}</span>{' '}
            <Tag tone={TONES[notice.state] ?? 'quiet'}>{words.statuses.notice[notice.state]}</Tag>{' '}
            <span class="hint">{shortDateTime(notice.sentAt ?? notice.createdAt, lang)}</span>
            {notice.ambiguous ? <span class="hint"> {said.ambiguous}</span> : null}
            <Why notice={notice} site={site} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Shown = Pick<CaseViewProps, 'site'> & { notice: CaseDetail['notices'][number] };

/** Why it has not gone out, and what to do. */
function Why({ notice: { state, reason, heldUntil }, site: { words, lang } }: Shown) {
  const { noticeReasons, noticeHeld, noticeFailed } = words.desk;
  if (reason === null) return null;
  if (state === 'PENDING' && reason === 'TOO_MANY' && heldUntil !== null)
    return <p class="hint">{noticeHeld(shortDateTime(heldUntil, lang))}</p>;
  if (!['SUPPRESSED', 'FAILED', 'UNKNOWN'].includes(state)) return null;
  const known = Object.hasOwn(noticeReasons, reason);
  return (
    <p class="hint">
      {known ? noticeReasons[reason as keyof typeof noticeReasons] : <bdi>{noticeFailed(reason)}</bdi>}
    </p>
  );
}
