import { Keyring, Reader, seal } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, eventRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile, CaseKey, Petitioner } from './case-file.entity.js';
import { CaseReader } from './case-reader.js';
import { ChaseRequest } from './chase.entity.js';
import { HistoryEvent } from './history-event.entity.js';
import { petitionerRow } from './petitioner-row.js';
import { place, Seals } from './seals.js';

const KNOWN = { name: '王小明', email: 'ming@example.tw', phone: null };

describe('what is sealed in a case, read', () => {
  let tables: Tables;
  let cases: CaseReader;
  let key: Buffer;
  const seals = new Seals(new Keyring('the secret of this spec'));

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CaseKey, Petitioner, HistoryEvent, ChaseRequest);
  });
  beforeEach(async () => {
    await tables.empty();
    cases = new CaseReader(new Reader(tables.manager), seals);
    key = await begin('case');
  });
  afterAll(() => tables.close());

  /** A case with a key of its own. */
  const begin = async (id: string, more: Partial<CaseFile> = {}) => {
    const made = seals.make(id);
    await tables.put(CaseFile, caseRow({ id, ...more }));
    await tables.put(CaseKey, made.row);
    return made.key;
  };
  const erase = () => tables.manager.delete(CaseKey, { caseId: 'case' });
  /** Events of the case with these texts, stored from the last to the first. */
  const write = (...events: Partial<HistoryEvent & { text: string }>[]) =>
    tables.put(
      HistoryEvent,
      ...events
        .map(({ text, ...more }, at) =>
          eventRow({
            ...{ seq: at + 1, type: 'NOTED', ...more },
            sealed: text === undefined ? null : seal(key, place(`history_event.${at + 1}`, 'case'), text),
          }),
        )
        .toReversed(),
    );

  describe('who asked', () => {
    it('is read, with what she did not give as nothing', async () => {
      await tables.put(Petitioner, petitionerRow('case', key, KNOWN, seals));
      expect(await cases.petitioner('case')).toEqual(KNOWN);
      expect(await cases.petitioner('other')).toBeNull();
    });

    it('is unknown once the case is erased, though the row is still there', async () => {
      await tables.put(Petitioner, petitionerRow('case', key, KNOWN, seals));
      await erase();
      expect(await cases.petitioner('case')).toBeNull();
    });

    it('is unknown in a case that never had a petitioner', async () => {
      expect(await cases.petitioner('case')).toBeNull();
    });
  });

  it('the description: there, erased, or never written', async () => {
    const description = seal(key, place('case_file.description', 'case'), '巷口的路燈');
    const file = caseRow({ id: 'case', description });
    expect(await cases.description(file)).toBe('巷口的路燈');
    expect(await cases.description(caseRow({ id: 'case', description: null }))).toBeNull();
    await erase();
    expect(await cases.description(file)).toBeNull();
  });

  describe('its history', () => {
    it('is in the order of its events, with their texts, without the links of the chain', async () => {
      await write({ type: 'RECEIVED', hash: 'h', previousHash: 'p' }, { text: '會回電', at: 7 });
      await tables.put(HistoryEvent, eventRow({ caseId: 'other', seq: 1, type: 'RECEIVED' }));
      const events = await cases.events('case');
      expect(events).toMatchObject([
        { seq: 1, type: 'RECEIVED', text: null, hasText: false },
        { seq: 2, type: 'NOTED', at: 7, text: '會回電', hasText: true },
      ]);
      for (const field of ['sealed', 'hash', 'previousHash']) expect(events[0]).not.toHaveProperty(field);
    });

    it('still says, once the case is erased, which events had a text', async () => {
      await write({}, { text: '會回電' });
      await erase();
      expect(await cases.events('case')).toMatchObject([
        { text: null, hasText: false },
        { text: null, hasText: true },
      ]);
    });
  });

  it('what was asked by a chase and what was answered, each by its own id', async () => {
    await write(
      { type: 'CHASE_SENT', facts: { chaseId: 'first' }, text: '請回復' },
      { type: 'CHASE_SENT', facts: { chaseId: 'second' }, text: '仍請回復' },
      { type: 'NOTED', facts: { chaseId: 'first' }, text: '註記' },
      { type: 'CHASE_ANSWERED', facts: { chaseId: 'first' }, text: '已辦理' },
    );
    expect([...(await cases.chaseWords('case'))]).toEqual([
      ['first', { asked: '請回復', answer: '已辦理' }],
      ['second', { asked: '仍請回復', answer: null }],
    ]);
    expect((await cases.chaseWords('other')).size).toBe(0);
    await erase();
    expect((await cases.chaseWords('case')).get('first')).toEqual({ asked: null, answer: null });
  });

  describe('what a partner is asked and has not answered', () => {
    const chase = (more: Pick<ChaseRequest, 'id'> & Partial<ChaseRequest>): ChaseRequest => ({
      ...{ caseId: 'case', organisationId: 'demo', unitId: 'sme.team', side: 'PARTNER', handlerId: null },
      ...{ askedBy: 'id-head', dueDate: '2026-12-01', state: 'OPEN', askedAt: 0, endedAt: null },
      ...more,
    });

    it('is found by case and unit', async () => {
      await tables.put(ChaseRequest, chase({ id: 'hers' }));
      expect(await cases.openChase('case', 'sme.team')).toMatchObject({ id: 'hers' });
      expect(await cases.openChase('other', 'sme.team')).toBeNull();
      expect(await cases.openChase('case', 'sme.other')).toBeNull();
    });

    it.each<Partial<ChaseRequest>>([{ state: 'ANSWERED' }, { side: 'UNIT' }])('is not %j', async (more) => {
      await tables.put(ChaseRequest, chase({ id: 'one', ...more }));
      expect(await cases.openChase('case', 'sme.team')).toBeNull();
    });
  });

  it('opens values of its own and of its rows with the key of the case, until it is erased', async () => {
    const open = (await cases.opener('case'))!;
    expect(open('what', seal(key, place('what', 'case'), '內容'))).toBe('內容');
    expect(open('what', seal(key, place('what', 'row'), '內容'), 'row')).toBe('內容');
    expect(() => open('what', seal(key, place('what', 'row'), '內容'))).toThrow(/authenticate/);
    await erase();
    expect(await cases.opener('case')).toBeUndefined();
  });

  it('one case, several, and whether any has an origin', async () => {
    await begin('other', { origin: 'IMPORTED' });
    expect((await cases.file('case')).id).toBe('case');
    await expect(cases.file('none')).rejects.toThrow(/CaseFile/);
    const files = await cases.files(['other', 'case', 'other', 'none']);
    expect([...files].map(([id, file]) => `${id} ${file.id}`).toSorted()).toEqual([
      'case case',
      'other other',
    ]);
    expect((await cases.files([])).size).toBe(0);
    expect([await cases.hasAny('IMPORTED'), await cases.hasAny('DEMONSTRATION')]).toEqual([true, false]);
  });
});
