import { CaseFile, type CaseContext, type EventType, type History, type HistoryListener } from '@app/cases';
import { derivedToken, DraftRow, Drafts, Keyring, Reader, SetTime, type UnitOfWork } from '@app/platform';
import type { TimerBook } from '@app/sla/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventRow } from '../../../test/support/case-rows.js';
import { surveyRow } from '../../../test/support/survey-rows.js';
import { tablesInMemory, type Tables } from '../../../test/support/tables.js';
import { ErasedSurveys } from './erased-surveys.js';
import { surveyDraft } from './survey-draft.js';
import { Survey } from './survey.entity.js';

describe('the questionnaires of an erased case', () => {
  let tables: Tables;
  let drafts: Drafts;
  let told: HistoryListener;
  let cancelled: string[];
  const keyring = new Keyring('the secret of this spec');
  const linkOf = (id: string) => surveyDraft(derivedToken(keyring, 'survey-token', id));
  const happens = (type: EventType) =>
    told(eventRow({ seq: 1, type }), {
      manager: tables.manager,
      file: { id: 'case' },
    } as unknown as CaseContext);
  const rows = () => tables.manager.find(Survey, { order: { id: 'ASC' } });
  const stateOfDraft = async (id: string) => (await drafts.find(linkOf(id))).state;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, Survey, DraftRow);
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const settings = { DRAFT_HOURS: 72 } as never;
    drafts = new Drafts(work, new Reader(tables.manager), keyring, {} as never, new SetTime(1_000), settings);
  });
  beforeEach(async () => {
    told = () => Promise.reject(new Error('nothing listens'));
    cancelled = [];
    const history = { listen: (listener: HistoryListener) => void (told = listener) } as History;
    const timers = {
      cancel: async (id: string, kinds: string[]) => void cancelled.push(`${id} ${kinds.join()}`),
    } as unknown as TimerBook;
    new ErasedSurveys(history, timers, drafts, keyring).onModuleInit();
    await tables.empty();
    await tables.put(
      Survey,
      surveyRow({ id: 'answered', state: 'ANSWERED', score: 2, comment: 'sealed', answeredAt: 700 }),
      surveyRow({ id: 'planned', state: 'PLANNED' }),
      surveyRow({ id: 'sent', state: 'SENT', sentAt: 600 }),
      surveyRow({ id: 'elsewhere', state: 'PLANNED', comment: 'sealed', caseId: 'other' }),
    );
    for (const id of ['sent', 'elsewhere']) await drafts.save(linkOf(id), { comment: '回覆太慢' });
  });
  afterAll(() => tables.close());

  it('keep scores and dates for the figures, and lose what she wrote', async () => {
    await happens('ERASED');
    expect((await rows()).filter(({ caseId }) => caseId === 'case')).toMatchObject([
      { id: 'answered', state: 'ANSWERED', score: 2, comment: null, answeredAt: 700 },
      { id: 'planned', state: 'CANCELLED', comment: null },
      { id: 'sent', state: 'SENT', comment: null, sentAt: 600 },
    ]);
  });

  it('are not sent any more', async () => {
    await happens('ERASED');
    expect(cancelled.toSorted()).toEqual(
      ['answered', 'planned', 'sent'].map((id) => `${id} survey.goes-out`),
    );
  });

  it('lose the drafts of their links, too', async () => {
    expect(await stateOfDraft('sent')).toBe('kept');
    await happens('ERASED');
    expect(await stateOfDraft('sent')).toBe('none');
  });

  it('of another case keep everything', async () => {
    await happens('ERASED');
    expect((await rows()).find(({ id }) => id === 'elsewhere')).toMatchObject({
      state: 'PLANNED',
      comment: 'sealed',
    });
    expect(await stateOfDraft('elsewhere')).toBe('kept');
  });

  it.each(['CLOSED', 'RESTRICTED'] as const)('are left alone by %s', async (type) => {
    const before = await rows();
    await happens(type);
    expect(await rows()).toEqual(before);
    expect(cancelled).toEqual([]);
    expect(await stateOfDraft('sent')).toBe('kept');
  });
});

describe('the draft of a questionnaire', () => {
  it('is kept with its link, apart from the drafts of other forms of the same owner', () => {
    expect(surveyDraft('token')).toEqual({ owner: { token: 'token' }, place: 'survey' });
  });
});
