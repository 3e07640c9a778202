import type { StaffActor } from '@app/people';
import { Keyring, SetTime } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, eventRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History } from '../history/history.js';
import { CaseContext } from '../record/case-context.js';
import { CaseFile, CaseKey, Petitioner } from '../record/case-file.entity.js';
import type { EventType } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { petitionerRow } from '../record/petitioner-row.js';
import { Seals } from '../record/seals.js';
import { DataCorrections, type Corrected } from './data-corrections.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const KNOWN = { name: '王小明', email: 'ming@example.tw', phone: '+886912345678' };
const ACTOR = { kind: 'staff', id: 'id-handler' } as StaffActor;

describe('personal data corrected on request', () => {
  let tables: Tables;
  let added: EventDraft[];
  let corrections: DataCorrections;
  const seals = new Seals(new Keyring('the secret of this spec'));
  const context = async () =>
    new CaseContext(tables.manager, await tables.manager.findOneByOrFail(CaseFile, { id: 'case' }), seals);

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CaseKey, Petitioner, HistoryEvent);
  });
  beforeEach(async () => {
    await tables.empty();
    added = [];
    const history = {
      append: async (within: CaseContext, drafts: EventDraft[]) => {
        await within.save();
        added.push(...drafts);
      },
    } as unknown as History;
    corrections = new DataCorrections(history, seals, new SetTime(NOW));
    const { key, row } = seals.make('case');
    await tables.put(CaseKey, row);
    const file = caseRow({ id: 'case', subject: '路燈不亮', district: '信義區', erasedAt: null });
    await tables.put(CaseFile, file);
    const other = petitionerRow('other', seals.make('other').key, KNOWN, seals);
    await tables.put(Petitioner, petitionerRow('case', key, KNOWN, seals), other);
  });
  afterAll(() => tables.close());

  const correct = async (corrected: Corrected) =>
    corrections.correct(await context(), { actor: ACTOR, request: 'N-1', why: '經查屬實' }, corrected);
  const known = async () => (await context()).petitioner();
  const happened = (...events: [EventType, string | undefined][]) =>
    tables.put(
      HistoryEvent,
      // stored in another order than they happened
      ...events
        .map(([type, partner], at) => eventRow({ seq: at + 1, type, facts: { ...(partner && { partner }) } }))
        .toReversed(),
    );
  const told = () => added.slice(1).map(({ facts }) => facts!.partner);

  it.each<[string, Corrected]>([
    ['a name', { name: '王曉明' }],
    ['an address and a number', { email: 'new@example.tw', phone: '+886223456789' }],
    ['an address that is not hers taken away', { email: null }],
  ])('replaces %s and keeps the rest', async (_what, corrected) => {
    await correct(corrected);
    expect(await known()).toEqual({ ...KNOWN, ...corrected });
    expect((await context()).file).toMatchObject({ subject: '路燈不亮', district: '信義區' });
  });

  it.each<[string, Corrected]>([
    ['subject', { subject: '路燈閃爍' }],
    ['district', { district: '大安區' }],
  ])('replaces the %s, which is not sealed, and keeps the rest', async (_field, corrected) => {
    await correct(corrected);
    expect((await context()).file).toMatchObject({ subject: '路燈不亮', district: '信義區', ...corrected });
    expect(await known()).toEqual(KNOWN);
  });

  it('stands in the history with who decided, on which request and why, and the fields without values', async () => {
    await correct({ phone: null, subject: '路燈閃爍', district: '大安區' });
    const facts = { fields: ['phone', 'subject', 'district'], request: 'N-1' };
    expect(added).toEqual([{ type: 'DATA_CORRECTED', at: NOW, actor: ACTOR, facts, text: '經查屬實' }]);
  });

  it('an empty subject or district corrects nothing, and is not said to', async () => {
    await correct({ name: '王曉明', subject: '', district: '' });
    expect((await context()).file).toMatchObject({ subject: '路燈不亮', district: '信義區' });
    expect(added[0]!.facts!.fields).toEqual(['name']);
  });

  it('is found by the new address; other cases keep theirs', async () => {
    const rows = () => tables.manager.find(Petitioner, { order: { caseId: 'ASC' } });
    const [, before] = await rows();
    await correct({ email: 'new@example.tw' });
    const [hers, after] = await rows();
    expect(hers!.emailIndex).toBe(seals.blindIndex('email', 'new@example.tw'));
    expect(after).toEqual(before);
  });

  describe('is told', () => {
    it('to each partner that accepted, once, in the order in which they did', async () => {
      await happened(
        ['REFERRAL_ACCEPTED', 'second.team'],
        ['REFERRAL_ACCEPTED', 'first.team'],
        ['REFERRAL_ACCEPTED', 'second.team'],
      );
      await correct({ name: '王曉明' });
      expect(told()).toEqual(['second.team', 'first.team']);
      expect(added[1]).toEqual({
        ...{ type: 'CORRECTION_TOLD', at: NOW, actor: ACTOR, facts: { partner: 'second.team' } },
      });
    });

    it('to no one who was only asked, nor to the partner of another case', async () => {
      await happened(['REFERRED', 'asked.team'], ['REFERRAL_ACCEPTED', undefined]);
      const elsewhere = { caseId: 'other', facts: { partner: 'other.team' } };
      await tables.put(HistoryEvent, eventRow({ seq: 1, type: 'REFERRAL_ACCEPTED', ...elsewhere }));
      await correct({ name: '王曉明' });
      expect(told()).toEqual([]);
    });
  });

  it('is refused for an erased case, and changes nothing', async () => {
    await tables.manager.delete(CaseKey, { caseId: 'case' });
    const refused = { kind: 'NOT_ALLOWED', code: 'erased' };
    expect(await refusal(correct({ subject: '路燈閃爍' }))).toMatchObject(refused);
    expect([added, (await context()).file.subject]).toEqual([[], '路燈不亮']);
  });
});
