import type { StaffActor } from '@app/people';
import { Idempotency, IdempotencyKey, Keyring, SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History } from '../history/history.js';
import type { CaseAccess, CaseKeyed } from '../record/case-access.js';
import { CaseContext } from '../record/case-context.js';
import { CaseFile } from '../record/case-file.entity.js';
import { lookupCode } from '../record/lookup-code.js';
import type { Seals } from '../record/seals.js';
import { LookupCodes } from './lookup-codes.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const AGENT = { kind: 'staff', id: 'id-agent', roles: ['FRONTLINE_AGENT'] } as unknown as StaffActor;
const COLLEAGUE = { ...AGENT, id: 'id-colleague' };

describe('a lookup code issued to a caller', () => {
  let tables: Tables;
  let codes: LookupCodes;
  let added: EventDraft[];
  const keyring = new Keyring('the secret of this spec');
  const code = (version: number, id = 'case') => lookupCode(keyring, id, version);

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, IdempotencyKey);
  });
  beforeEach(async () => {
    await tables.empty();
    added = [];
    const time = new SetTime(NOW);
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const find = (where: CaseKeyed) => tables.manager.findOneByOrFail(CaseFile, where);
    const access = {
      find: (_actor: unknown, caseNumber: string) => find({ caseNumber }),
      enter: async (_manager: unknown, _actor: unknown, where: CaseKeyed) =>
        new CaseContext(tables.manager, await find(where), {} as Seals),
    } as unknown as CaseAccess;
    const history = {
      append: async (context: CaseContext, drafts: EventDraft[]) => {
        await context.save();
        added.push(...drafts);
      },
    } as unknown as History;
    codes = new LookupCodes(work, access, history, new Idempotency(work, keyring, time), keyring, time);
    for (const id of ['another', 'case'])
      await tables.put(CaseFile, caseRow({ id, caseNumber: `N ${id}`, codeVersion: 3 }));
  });
  afterAll(() => tables.close());

  it('is the next one, which ends the one before, and stands in the history', async () => {
    const issued = await codes.issue(AGENT, 'N case', 'key');
    expect(issued).toMatchObject({ lookupCode: code(4), file: { id: 'case', codeVersion: 4 } });
    const facts = { codeVersion: 4 };
    expect(added).toEqual([{ type: 'LOOKUP_CODE_ISSUED', at: NOW, actor: AGENT, facts }]);
  });

  it('is the same for the same form, another without a key, by another person, or for another case', async () => {
    for (let time = 0; time < 2; time++)
      expect((await codes.issue(AGENT, 'N case', 'key')).lookupCode).toBe(code(4));
    expect((await codes.issue(AGENT, 'N another', 'key')).lookupCode).toBe(code(4, 'another'));
    expect((await codes.issue(COLLEAGUE, 'N case', 'key')).lookupCode).toBe(code(5));
    expect((await codes.issue(AGENT, 'N case')).lookupCode).toBe(code(6));
  });

  it('is not shown again once a newer one was issued', async () => {
    await codes.issue(AGENT, 'N case', 'key');
    await codes.issue(AGENT, 'N case', 'another key');
    const again = codes.issue(AGENT, 'N case', 'key');
    expect(await refusal(again)).toMatchObject({ kind: 'CONFLICT', code: 'idempotency-key-reused' });
  });

  it.each<StaffActor['roles']>([['CASE_HANDLER'], ['UNIT_HEAD'], []])(
    'is not issued by %j',
    async (...roles) => {
      expect((await refusal(codes.issue({ ...AGENT, roles }, 'N case', 'key'))).kind).toBe('NOT_FOUND');
      expect(added).toEqual([]);
    },
  );
});
