import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES, STATUSES, type ShownEarlierDate } from '@app/cases';
import { loadConfig, type Catalogue, type ClockEntry } from '@app/catalogue';
import type { ShownClock } from '@app/lookups';
import { dateWords, shortDate } from '@app/platform';
import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { SiteContext } from '../site/site.js';
import { CaseTable, type CaseRow } from './case-table.js';
import { ConfirmMail, Resent } from './confirm-mail.js';
import { decisionRows } from './decision.js';
import { EarlierDateTable } from './earlier-dates.js';
import { NotedCallList } from './noted-call-list.js';
import { PromiseCard } from './promise-card.js';
import { ReferralWork } from './referral-work.js';
import { ChaseTag, ClockTag, CoHandlingTag, ReferralTag, StatusTag } from './status-tag.js';
import { casePartsWords } from './words.js';

const said = casePartsWords['zh-TW'];
const NOW = Date.parse('2026-08-19T10:00:00+08:00');
const { commitments } = loadConfig('config', { events: EVENT_TYPES });
const PETITION = commitments.find(({ id }) => id === 'law.petition') as ClockEntry;
const catalogue = {
  commitment: () => PETITION,
  unit: () => undefined,
  organisation: () => undefined,
} as unknown as Catalogue;

function drawn(children: ComponentChildren, query = ''): string {
  const here = { locale: 'zh-TW' as const, path: '/', query: new URLSearchParams(query) };
  const site = { ...here, address: '', now: NOW, csrfToken: () => '', demo: false };
  return render(<SiteContext.Provider value={site}>{children}</SiteContext.Provider>);
}
const part = (text: string, from: string, to: string): string =>
  text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)) + to.length);

describe('the card of a promise says', () => {
  const clock = {
    ...{
      startedAt: NOW,
      endedAt: null,
      dueAt: Date.parse('2026-10-03T00:00:00+08:00'),
      dueDate: '2026-10-02',
    },
    ...{ extensions: [], pauses: [] },
  };
  const card = (more: object = {}, of: object = {}) => {
    const shown = {
      ...{ clock: { ...clock, ...of }, entry: PETITION, state: 'RUNNING', left: null, days: [] },
      ...{ usedDays: null, changed: null, extendable: false, earlier: null, ...more },
    };
    return (
      <PromiseCard shown={shown as unknown as ShownClock} holder="示範輔導組" reason="須函詢他機關" used />
    );
  };

  it('who must act, where it is not the unit of the case', () =>
    expect(drawn(card())).toContain(said.promise.holder('示範輔導組')));

  it('until when it is paused: by the last of its pauses', () => {
    const pauses = [{ until: '2026-08-21' }, { until: '2026-08-28' }];
    expect(drawn(card({ state: 'PAUSED' }, { pauses }))).toContain(
      said.promise.pausedUntil(shortDate('2026-08-28', { locale: 'zh-TW', now: NOW })),
    );
  });

  it('on which day it was kept', () =>
    expect(drawn(card({ state: 'ON_TIME' }, { endedAt: NOW }))).toContain(
      said.promise.ended(dateWords(NOW, 'zh-TW')),
    ));

  it('from where to where the date was moved, and why, without unfolding anything', () => {
    const changed = { kind: 'EXTENDED', at: NOW, before: '2026-10-02', after: '2026-11-13' };
    const head = drawn(card({ changed })).split('<details')[0]!;
    expect(head).toContain(
      said.promise.movedBecause('10月2日（五）', '11月13日（五）', said.promise.changed.EXTENDED),
    );
    expect(head).toContain('須函詢他機關');
  });

  it('each extension, the assumption behind the days, and the earlier date that waits for consent', () => {
    const extensions = [{ at: NOW, before: '2026-10-02', after: '2026-11-13' }];
    const text = drawn(card({ earlier: '2026-10-01' }, { extensions }));
    const [before, after, earlier] = ['2026-10-02', '2026-11-13', '2026-10-01'].map((day) =>
      dateWords(day, 'zh-TW'),
    );
    expect(text).toContain(said.promise.extended(before!, after!));
    expect(text).toContain(PETITION.assumption!['zh-TW']);
    expect(text).toContain(said.promise.earlierWaits(earlier!));
  });
});

describe('an earlier date that waits for consent', () => {
  const date = {
    ...{ clockId: 'c', caseNumber: 'N', commitmentId: 'law.petition' },
    ...{ promised: '2026-10-02', earlier: '2026-10-01' },
  } as ShownEarlierDate;
  const table = (back?: 'approvals') =>
    drawn(<EarlierDateTable dates={[date]} catalogue={catalogue} {...(back && { back })} />);

  it('stands after the one that was promised', () => {
    const [promised, earlier] = [date.promised, date.earlier].map((day) =>
      table().indexOf(dateWords(day, 'zh-TW')),
    );
    expect(promised).toBeGreaterThan(0);
    expect(earlier).toBeGreaterThan(promised!);
  });

  it('leads back to the page on which it was agreed to', () => {
    expect(table()).not.toContain('name="back"');
    expect(table('approvals')).toContain('name="back" value="approvals"');
  });
});

describe('the mail to confirm', () => {
  const mail = (left: number) =>
    drawn(
      <ConfirmMail
        {...{ left, email: 'm***@example.tw', action: '/here' }}
        file={{ caseNumber: 'N', confirmBy: '2026-08-22' }}
      />,
    );

  it('can be sent again while some are left, and no more then', () => {
    expect(mail(1)).toContain('action="/here"');
    expect(mail(0)).not.toContain('action="/here"');
    expect(mail(0)).toContain(said.confirmMail.noneLeft);
  });

  it.each([
    ['mail=sent', said.confirmMail.again],
    ['mail=full', said.confirmMail.full],
    ['mail=x', ''],
    ['', ''],
  ])('says after %j what came of it', (query, words) =>
    expect(
      drawn(<Resent />, query)
        .replaceAll(/<[^>]*>/g, '')
        .replace(/^(完成|請注意)/, ''),
    ).toBe(words),
  );
});

describe('a recorded decision', () => {
  it('has its amount, and number and date of its document', () => {
    const recorded = {
      ...{ decision: 'APPROVED', amount: '50000', documentNumber: '中企字第1號', documentDate: '2026-08-18' },
    };
    const labels = decisionRows(recorded as never, 'zh-TW').map(({ label }) => label);
    const { fields } = said;
    expect(labels).toEqual([fields.decision, fields.amount, fields.documentNumber, fields.documentDate]);
    expect(JSON.stringify(decisionRows(recorded as never, 'zh-TW'))).toContain('50,000');
    expect(decisionRows(null, 'zh-TW')).toEqual([]);
  });
});

describe('a row of a list of cases', () => {
  const row = {
    ...{ href: '/x', caseNumber: 'N', subject: '路燈', status: 'IN_PROGRESS', waitsFor: 'HANDLER' },
    ...{ unit: '示範輔導組', handler: '王小明', channel: 'PHONE', receivedAt: NOW },
  } as unknown as CaseRow;
  const table = (more: Partial<CaseRow>) => drawn(<CaseTable caption="c" rows={[{ ...row, ...more }]} />);

  it('is marked where the reader stands in for its handler', () => {
    expect(table({ deputised: true })).toContain(`title="${said.holder.deputyTitle}"`);
    expect(table({})).not.toContain(said.holder.deputyTitle);
    expect(table({ handler: null })).not.toContain(said.holder.deputyTitle);
  });

  it('names the nearest task beside what it waits for', () =>
    expect(part(table({ task: '訪視' }), 'class="waits"', '</td>')).toContain('訪視'));
});

describe('what was noted of calls', () => {
  it('stands the newest first', () => {
    const calls = [1, 2].map((n) => ({ at: NOW + n * 60_000, channel: 'PHONE' }));
    const text = drawn(<NotedCallList calls={calls as never} organisationId="demo" catalogue={catalogue} />);
    expect(text.indexOf('10:02')).toBeGreaterThan(0);
    expect(text.indexOf('10:02')).toBeLessThan(text.indexOf('10:01'));
  });
});

describe('the work of a team', () => {
  it('says how it was tried and with what outcome', () => {
    const facts = { how: 'PHONE', outcome: 'UNANSWERED', attemptedAt: NOW };
    const events = [{ seq: 1, at: NOW, type: 'REFERRAL_ATTEMPTED', text: null, facts }];
    const { way, outcome } = said.statuses;
    const text = drawn(<ReferralWork events={events as never} />);
    expect(text).toContain(`${way.PHONE} · ${outcome.UNANSWERED}`);
  });
});

/** By hand: what looks bad, and what asks to be looked at. */
const TONES = {
  bad: ['OVERDUE', 'LATE'],
  warn: ['AWAITING_CONFIRMATION', 'AWAITING_CORRECTION', 'PAUSED', 'WARNING', 'OFFERED', 'OPEN'],
  good: ['REPLIED', 'CLOSED', 'ON_TIME', 'ANSWERED'],
} as const;
const toneOf = (state: string): string =>
  Object.entries(TONES).find(([, states]) => (states as readonly string[]).includes(state))?.[0] ??
  'quiet or active';
const toneIn = (html: string): string => /tag-(bad|warn|good)/.exec(html)?.[1] ?? 'quiet or active';

describe('the mark of a state has the tone of what it means', () => {
  it.each([
    ...STATUSES.map((status) => [status, <StatusTag key="x" status={status} />] as const),
    ...(['RUNNING', 'PAUSED', 'WARNING', 'OVERDUE', 'ON_TIME', 'LATE', 'CANCELLED'] as const).map(
      (state) => [state, <ClockTag key="x" state={state} />] as const,
    ),
    ...(['OFFERED', 'ACCEPTED', 'RETURNED', 'RECALLED'] as const).map(
      (status) =>
        [status === 'ACCEPTED' ? 'accepted' : status, <ReferralTag key="x" status={status} />] as const,
    ),
    ...(['OPEN', 'ANSWERED', 'RECALLED', 'VOID'] as const).map(
      (state) => [state, <CoHandlingTag key="x" state={state} />] as const,
    ),
    ...(['OPEN', 'ANSWERED', 'VOID', 'UNDONE'] as const).map(
      (state) => [state, <ChaseTag key="x" state={state} />] as const,
    ),
  ])('%s', (state, tag) => expect(toneIn(drawn(tag))).toBe(toneOf(state)));
});
