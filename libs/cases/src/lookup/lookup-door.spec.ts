import { days, Failure, Keyring, Limits, minutes, Reader, SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History } from '../history/history.js';
import type { CaseAccess, CaseKeyed } from '../record/case-access.js';
import { CaseFile } from '../record/case-file.entity.js';
import { formatCaseNumber } from '../record/case-number.js';
import { lookupCode, spacedCode } from '../record/lookup-code.js';
import { LookupDoor } from './lookup-door.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const [HERS, UNKNOWN] = [formatCaseNumber('DEMO', NOW, 1), formatCaseNumber('DEMO', NOW, 2)];
const WRONG = '2222222222';

describe('a case opened by number and code', () => {
  let tables: Tables;
  let time: SetTime;
  let door: LookupDoor;
  let told: [CaseKeyed, EventDraft][];
  const keyring = new Keyring('the secret of this spec');
  const code = (version = 1) => lookupCode(keyring, 'case', version);

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, Failure);
  });
  beforeEach(async () => {
    await tables.empty();
    await tables.put(CaseFile, caseRow({ id: 'case', caseNumber: HERS }));
    [told, time] = [[], new SetTime(NOW)];
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const reader = new Reader(tables.manager);
    const access = {
      enter: async (_manager: unknown, _actor: unknown, where: CaseKeyed) => where,
    } as unknown as CaseAccess;
    const history = {
      append: async (where: CaseKeyed, [draft]: [EventDraft]) => void told.push([where, draft]),
    } as unknown as History;
    const limits = new Limits(work, reader, keyring, time);
    door = new LookupDoor(reader, work, access, history, limits, keyring, time);
  });
  afterAll(() => tables.close());

  const open = (typed = code(), { number = HERS, address = '192.0.2.1' } = {}) =>
    door.open({ caseNumber: number, lookupCode: typed, address });
  const kind = async (...of: Parameters<typeof open>) => (await refusal(open(...of))).kind;
  /** Wrong codes from an address that nobody else has. */
  const failFrom = async (address: string, times: number) => {
    for (let time = 0; time < times; time++) await refusal(open(WRONG, { address }));
  };
  const failEverywhere = async (times: number) => {
    for (let n = 0; n < times; n++) await failFrom(`198.51.100.${n}`, 1);
  };

  it('opens with the right code, however it is typed', async () => {
    expect(await open()).toMatchObject({ id: 'case' });
    const typed = spacedCode(code()).toLowerCase();
    expect(await open(typed, { number: HERS.replaceAll('-', '') })).toMatchObject({ id: 'case' });
    expect(await tables.manager.count(Failure)).toBe(0);
  });

  it.each([
    ['a wrong code', WRONG, HERS],
    ['no code', '', HERS],
    ['the number of no case', code(), UNKNOWN],
    ['no number', code(), 'nothing'],
    ['the code of no case at all', lookupCode(keyring, '00000000-0000-7000-8000-000000000000', 1), UNKNOWN],
  ])('does not open with %s: all look the same, and count', async (_what, typed, number) => {
    expect(await refusal(open(typed, { number }))).toMatchObject({ kind: 'NOT_FOUND', detail: {} });
    expect(await tables.manager.sum(Failure, 'n', { kind: 'lookup' })).toBe(1);
  });

  it('opens with the newest code alone', async () => {
    await tables.manager.update(CaseFile, { id: 'case' }, { codeVersion: 2 });
    expect(await kind(code(1))).toBe('NOT_FOUND');
    expect(await open(code(2))).toMatchObject({ id: 'case' });
  });

  it('does not open a case that has no code, as an imported one', async () => {
    await tables.manager.update(CaseFile, { id: 'case' }, { codeVersion: 0 });
    for (const version of [0, 1]) expect(await kind(code(version))).toBe('NOT_FOUND');
  });

  describe('after five wrong codes from one address', () => {
    beforeEach(() => failFrom('192.0.2.1', 5));

    it('takes no more from there for a quarter of an hour, not even the right one', async () => {
      const refused = await refusal(open());
      expect(refused).toMatchObject({ kind: 'TOO_MANY', code: 'too-many-codes' });
      expect(refused.detail.retryAfterSeconds).toBe(900);
      time.set(NOW + minutes(15) - 1);
      expect(await kind()).toBe('TOO_MANY');
      time.set(NOW + minutes(15));
      expect(await open()).toMatchObject({ id: 'case' });
    });

    it('takes those of other addresses, and of this one for another case', async () => {
      expect(await open(code(), { address: '192.0.2.2' })).toMatchObject({ id: 'case' });
      expect(await kind(WRONG, { number: UNKNOWN })).toBe('NOT_FOUND');
    });
  });

  it('takes four wrong codes and then the right one; success does not count', async () => {
    await failFrom('192.0.2.1', 4);
    for (let time = 0; time < 3; time++) expect(await open()).toMatchObject({ id: 'case' });
    expect(await kind(WRONG)).toBe('NOT_FOUND');
    expect(await kind(WRONG)).toBe('TOO_MANY');
  });

  it('counts what is no number by what was typed, cut off where nobody would read on', async () => {
    const long = 'x'.repeat(40);
    for (let time = 0; time < 5; time++) await kind(WRONG, { number: `${long}${time}` });
    expect(await kind(WRONG, { number: long })).toBe('TOO_MANY');
    expect(await kind(WRONG, { number: 'y' })).toBe('NOT_FOUND');
  });

  describe('after fifty wrong codes from everywhere', () => {
    it('is still open to who never failed, and to no one who did, for a day', async () => {
      await failFrom('192.0.2.1', 1);
      await failEverywhere(49);
      expect(await open(code(), { address: '192.0.2.2' })).toMatchObject({ id: 'case' });
      expect(await kind()).toBe('TOO_MANY');
      time.set(NOW + days(1) - 1);
      expect(await kind()).toBe('TOO_MANY');
      time.set(NOW + days(1));
      expect(await open()).toMatchObject({ id: 'case' });
    });

    it('is open to who failed long ago, though others still guess', async () => {
      await failFrom('192.0.2.1', 1);
      time.set(NOW + days(1));
      await failEverywhere(50);
      expect(await open()).toMatchObject({ id: 'case' });
    });

    it('is open to who failed once where fewer did', async () => {
      await failFrom('192.0.2.1', 1);
      await failEverywhere(48);
      expect(await open()).toMatchObject({ id: 'case' });
    });

    it('has told its owner, once', async () => {
      await failEverywhere(49);
      expect(told).toEqual([]);
      await failEverywhere(3);
      expect(told).toMatchObject([[{ id: 'case' }, { type: 'LOOKUP_GUESSED', at: NOW }]]);
      expect(told[0]![1].actor).toEqual({ kind: 'system' });
    });

    it('of a number that no case has, no one is told', async () => {
      for (let n = 0; n < 51; n++) await kind(WRONG, { number: UNKNOWN, address: `198.51.100.${n}` });
      expect(told).toEqual([]);
    });
  });

  it('lets a hundred guesses at once of one address no further than five', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => kind(WRONG)));
    expect(all.filter((one) => one === 'NOT_FOUND')).toHaveLength(5);
  });
});
