import { shortDateTime } from '@app/platform';
import { nameOfKind } from '@app/notices';
import type { CaseDetail } from '@app/lookups';
import { Tag, type Tone } from '../site/pieces/tag.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';

const TONES: Record<string, Tone> = { ACCEPTED: 'good', DELIVERED: 'good', FAILED: 'bad', UNKNOWN: 'warn' };

/** What was sent, when, and whether it arrived. Recipients are not shown: the address is under contact. */
export function CaseNotices({ detail, site }: CaseViewProps) {
  const { locale } = site;
  const { case: said, noticeStates } = casesWords[locale];
  if (detail.notices.length === 0) return null;
  return (
    <section aria-labelledby="notices-title">
      <h2 id="notices-title">{said.notices}</h2>
      <ul class="rows rows-dense">
        {detail.notices.map((notice) => (
          <li key={notice.id}>
            <span>{nameOfKind(notice.kind)?.[locale] ?? notice.kind}</span>{' '}
            <span class="hint">{casePartsWords[locale].statuses.channel[notice.channel]}</span>{' '}
            <Tag tone={TONES[notice.state] ?? 'quiet'}>{noticeStates[notice.state]}</Tag>{' '}
            <span class="hint">{shortDateTime(notice.sentAt ?? notice.createdAt, locale)}</span>
            {notice.ambiguous ? <span class="hint"> {said.ambiguous}</span> : null}
            <Why notice={notice} site={site} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Shown = Pick<CaseViewProps, 'site'> & { notice: CaseDetail['notices'][number] };

/** Why a message has not been sent, and what to do. */
function Why({ notice: { state, reason, heldUntil }, site: { locale } }: Shown) {
  const { noticeReasons, noticeHeld, noticeFailed } = casesWords[locale];
  if (reason === null) return null;
  if (state === 'PENDING' && reason === 'TOO_MANY' && heldUntil !== null)
    return <p class="hint">{noticeHeld(shortDateTime(heldUntil, locale))}</p>;
  if (!['SUPPRESSED', 'FAILED', 'UNKNOWN'].includes(state)) return null;
  const known = Object.hasOwn(noticeReasons, reason);
  return (
    <p class="hint">
      {known ? noticeReasons[reason as keyof typeof noticeReasons] : <bdi>{noticeFailed(reason)}</bdi>}
    </p>
  );
}
