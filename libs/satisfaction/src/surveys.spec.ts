import {
  CaseFile,
  HistoryEvent,
  type CaseAccess,
  type CaseContext,
  type EventDraft,
  type EventType,
  type History,
  type HistoryListener,
} from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import {
  days,
  derivedToken,
  derivedTokenHash,
  hours,
  Keyring,
  newDataKey,
  Reader,
  SetTime,
  type UnitOfWork,
} from '@app/platform';
import type { Timer, TimerBook, TimerHandler, TimerRunner, WantedTimer } from '@app/sla/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventRow } from '../../../test/support/case-rows.js';
import { refusal } from '../../../test/support/story.js';
import { surveyRow } from '../../../test/support/survey-rows.js';
import { tablesInMemory, type Tables } from '../../../test/support/tables.js';
import { Survey } from './survey.entity.js';
import { Surveys } from './surveys.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const CITIZEN = { kind: 'citizen', caseId: 'case' } as const;

describe('questionnaires', () => {
  let tables: Tables;
  let surveys: Surveys;
  let told: HistoryListener;
  let fires: Map<string, TimerHandler>;
  let armed: WantedTimer[];
  let cancelled: string[];
  let added: EventDraft[];
  let file: CaseFile;
  /** What another person does between the reading of the row and its change. */
  let meanwhile: () => Promise<unknown>;
  const keyring = new Keyring('the secret of this spec');
  const key = newDataKey();
  const service = { kind: 'HEAD_MAILBOX', surveyDelayHours: 24, surveyValidDays: 7 };
  const tokenOf = (id: string) => derivedToken(keyring, 'survey-token', id);
  const context = () => ({ manager: tables.manager, file, key: async () => key }) as unknown as CaseContext;

  function build(): Surveys {
    const history = {
      listen: (listener: HistoryListener) => void (told = listener),
      append: async (_context: unknown, drafts: EventDraft[]) => void added.push(...drafts),
    } as unknown as History;
    const runner = {
      handle: (kind: string, handler: TimerHandler) => void fires.set(kind, handler),
      lateness: () => ({}),
    } as unknown as TimerRunner;
    const timers = {
      arm: async (wanted: WantedTimer[]) => void armed.push(...wanted),
      cancel: async (id: string, kinds: string[]) => void cancelled.push(`${id} ${kinds.join()}`),
    } as unknown as TimerBook;
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const access = {
      enter: async () => (await meanwhile(), context()),
    } as unknown as CaseAccess;
    const catalogue = { serviceOfCase: () => service } as unknown as Catalogue;
    const rest = [new Reader(tables.manager), catalogue, keyring, new SetTime(NOW), {} as never] as const;
    return new Surveys(history, runner, timers, work, access, ...rest);
  }
  const happened = (...types: EventType[]) =>
    tables.put(HistoryEvent, ...types.map((type, at) => eventRow({ seq: at + 1, type })));
  const happens = (type: EventType, at = NOW) => told(eventRow({ seq: 9, type, at }), context());
  const sent = (id: string, more: Partial<Survey> = {}) => {
    const tokenHash = derivedTokenHash(keyring, 'survey-token', tokenOf(id));
    return surveyRow({ id, tokenHash, state: 'SENT', sentAt: NOW - 1, expiresAt: NOW + 1, ...more });
  };
  const row = (id: string) => tables.manager.findOneByOrFail(Survey, { id });
  const all = () => tables.manager.find(Survey, { order: { id: 'ASC' } });

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent, Survey);
  });
  beforeEach(async () => {
    await tables.empty();
    told = () => Promise.reject(new Error('nothing listens'));
    fires = new Map();
    [armed, cancelled, added] = [[], [], []];
    meanwhile = async () => undefined;
    file = { ...{ id: 'case', organisationId: 'demo', serviceId: 'demo.head-mailbox' } } as CaseFile;
    Object.assign(file, { status: 'REPLIED', repliedAt: NOW });
    surveys = build();
    surveys.onModuleInit();
  });
  afterAll(() => tables.close());

  describe('the link on her case', () => {
    const asked = async (...rows: Survey[]) => {
      await tables.put(Survey, ...rows);
      return surveys.askedOf(CITIZEN);
    };

    it('leads to the one that was sent and is still open', async () => {
      expect(await asked(sent('open'))).toBe(tokenOf('open'));
      expect(await surveys.find(tokenOf('open'))).toMatchObject({ id: 'open' });
    });

    it('is there until it expires, not from then on', async () => {
      expect(await asked(sent('over', { expiresAt: NOW }))).toBeUndefined();
      expect(await asked(sent('open', { expiresAt: NOW + 1 }))).toBe(tokenOf('open'));
    });

    it.each(['PLANNED', 'ANSWERED', 'EXPIRED', 'CANCELLED'] as const)(
      'is not there when %s',
      async (state) => {
        expect(await asked(sent('one', { state }))).toBeUndefined();
      },
    );

    it('is not there without one, nor of another case, nor for who is of no case', async () => {
      expect(await asked()).toBeUndefined();
      expect(await asked(sent('other', { caseId: 'other' }))).toBeUndefined();
      await tables.put(Survey, sent('one'));
      expect(await surveys.askedOf({ kind: 'citizen', caseId: null })).toBeUndefined();
    });
  });

  describe('an answer', () => {
    const rate = (id: string, score: number) => surveys.answer(tokenOf(id), { score });
    beforeEach(() => tables.put(Survey, sent('one')));

    it('is kept, ends the waiting, and is told', async () => {
      await rate('one', 4);
      expect(await row('one')).toMatchObject({ state: 'ANSWERED', score: 4, answeredAt: NOW, comment: null });
      expect(cancelled).toEqual(['one survey.expires']);
      const facts = { surveyId: 'one', score: 4 };
      expect(added).toEqual([{ type: 'SURVEY_ANSWERED', at: NOW, actor: CITIZEN, facts }]);
    });

    it('is given once: the second is refused, and the first stays', async () => {
      await rate('one', 4);
      added = [];
      expect(await refusal(rate('one', 1))).toMatchObject({ kind: 'NOT_ALLOWED', code: 'survey-answered' });
      expect(await row('one')).toMatchObject({ score: 4 });
      expect(added).toEqual([]);
    });

    it('is refused when another one comes first after the row was read', async () => {
      meanwhile = () => tables.manager.update(Survey, { id: 'one' }, { state: 'ANSWERED', score: 5 });
      expect(await refusal(rate('one', 1))).toMatchObject({ kind: 'NOT_ALLOWED', code: 'survey-answered' });
      expect(await row('one')).toMatchObject({ score: 5 });
      expect([added, cancelled]).toEqual([[], []]);
    });

    it.each<[string, EventType[], CaseFile['status'], boolean]>([
      ['after a reply', ['REPLIED'], 'REPLIED', true],
      ['of a case that is reopened', ['REPLIED', 'REOPENED'], 'REPLIED', false],
      ['of a case reopened and replied to again', ['REPLIED', 'REOPENED', 'REPLIED'], 'REPLIED', true],
      ['of a case that is worked on', ['REPLIED'], 'IN_PROGRESS', false],
    ])('that is poor, %s: %j in %s requires an explanation: %j', async (_what, types, status, owed) => {
      await happened(...types);
      file.status = status;
      await rate('one', 2);
      expect(added.map(({ type }) => type)).toEqual(['SURVEY_ANSWERED', ...(owed ? ['DISSATISFIED'] : [])]);
    });
  });

  describe('planned', () => {
    it('with the reply of a mailbox, at once, by a link of its own', async () => {
      await happens('REPLIED');
      const [made] = await all();
      expect(made).toMatchObject({
        ...{ caseId: 'case', organisationId: 'demo', mode: 'LINK', state: 'PLANNED', plannedAt: NOW },
        tokenHash: derivedTokenHash(keyring, 'survey-token', tokenOf(made!.id)),
      });
      const dueAt = NOW;
      expect(armed).toMatchObject([{ kind: 'survey.goes-out', caseId: 'case', subjectId: made!.id, dueAt }]);
    });

    it('at the closing only where the last reply has none', async () => {
      await tables.put(Survey, sent('of the reply', { plannedAt: NOW }));
      await happens('CLOSED');
      expect(await all()).toHaveLength(1);
      file.repliedAt = NOW + 1;
      await happens('CLOSED');
      expect((await all()).map(({ plannedAt }) => plannedAt).toSorted()).toEqual([NOW, NOW + hours(24)]);
    });

    it('not while her data may not be used, and again once that is lifted', async () => {
      await happened('RESTRICTED');
      await happens('REPLIED');
      expect(await all()).toEqual([]);
      await tables.put(HistoryEvent, eventRow({ seq: 2, type: 'RESTRICTION_LIFTED' }));
      await happens('REPLIED');
      expect(await all()).toHaveLength(1);
    });

    it.each(['REOPENED', 'WITHDRAWN', 'MERGED', 'RESTRICTED'] as const)(
      'and then %s: cancelled',
      async (type) => {
        await tables.put(
          Survey,
          surveyRow({ id: 'one' }),
          sent('two'),
          surveyRow({ id: 'three', caseId: 'other' }),
        );
        await happens(type);
        expect((await all()).map(({ id, state }) => `${id} ${state}`)).toEqual([
          ...['one CANCELLED', 'three PLANNED', 'two SENT'],
        ]);
        expect(cancelled).toEqual(['one survey.goes-out']);
      },
    );
  });

  describe('by its timers', () => {
    const fire = (kind: string) => fires.get(kind)!({ subjectId: 'one', caseId: 'case' } as Timer, NOW);

    it('sent, with the time until it expires', async () => {
      await tables.put(Survey, surveyRow({ id: 'one' }));
      await fire('survey.goes-out');
      expect(await row('one')).toMatchObject({ state: 'SENT', sentAt: NOW, expiresAt: NOW + days(7) });
      const dueAt = NOW + days(7);
      expect(armed).toMatchObject([{ kind: 'survey.expires', caseId: 'case', subjectId: 'one', dueAt }]);
      expect(added).toMatchObject([{ type: 'SURVEY_SENT', facts: { surveyId: 'one' } }]);
    });

    it('expired, once', async () => {
      await tables.put(Survey, sent('one'));
      for (let time = 0; time < 2; time++) await fire('survey.expires');
      expect(await row('one')).toMatchObject({ state: 'EXPIRED' });
      expect(added).toMatchObject([{ type: 'SURVEY_EXPIRED', facts: { surveyId: 'one' } }]);
    });

    it.each(['SENT', 'ANSWERED', 'CANCELLED', 'EXPIRED'] as const)('not sent when %s', async (state) => {
      await tables.put(Survey, sent('one', { state }));
      await fire('survey.goes-out');
      expect([await row('one'), added, armed]).toMatchObject([{ state }, [], []]);
    });
  });
});
