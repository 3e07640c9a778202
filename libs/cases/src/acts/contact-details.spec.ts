import type { Catalogue } from '@app/catalogue';
import type { CitizenActor } from '@app/people';
import {
  Idempotency,
  IdempotencyKey,
  Keyring,
  Problem,
  Reader,
  SetTime,
  type UnitOfWork,
} from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History } from '../history/history.js';
import { CaseAccess } from '../record/case-access.js';
import { CaseContext } from '../record/case-context.js';
import { CaseFile, CaseKey, Petitioner } from '../record/case-file.entity.js';
import { petitionerRow } from '../record/petitioner-row.js';
import { Seals } from '../record/seals.js';
import type { ActRequest, CaseActs } from './case-acts.js';
import type { Confirmations } from './confirmations.js';
import { ContactDetails, type ContactRequest } from './contact-details.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const HER: CitizenActor = { kind: 'citizen', caseId: 'case' };
const KNOWN = { name: '王小明', email: 'ming@example.tw', phone: '+886912345678' };

describe('how a citizen is told of her case', () => {
  let tables: Tables;
  let details: ContactDetails;
  let entered: Partial<ActRequest>[];
  let added: EventDraft[];
  /** The address on file when an event was appended. */
  let toldAt: (string | null)[];
  /** By whom a link was asked for, and to which address it went. */
  let asked: [CitizenActor, string | null][];
  const seals = new Seals(new Keyring('the secret of this spec'));
  const context = async () =>
    new CaseContext(tables.manager, await tables.manager.findOneByOrFail(CaseFile, { id: 'case' }), seals);
  const known = async () => (await context()).petitioner();

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CaseKey, Petitioner, IdempotencyKey);
  });
  beforeEach(async () => {
    await tables.empty();
    [entered, added, toldAt, asked] = [[], [], [], []];
    const time = new SetTime(NOW);
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const acts = {
      enter: (_manager: unknown, request: ActRequest) => (entered.push(request), context()),
    } as unknown as CaseActs;
    const access = new CaseAccess({} as Catalogue, new Reader(tables.manager), seals, time);
    const history = {
      append: async (within: CaseContext, drafts: EventDraft[]) => {
        within.file.historySeq += drafts.length;
        await within.save();
        toldAt.push((await known())!.email);
        added.push(...drafts);
      },
    } as unknown as History;
    const confirmations = {
      askNewAddress: async (within: CaseContext, actor: CitizenActor) => {
        asked.push([actor, (await within.petitioner())!.email]);
        within.file.historySeq++;
        await within.save();
      },
    } as unknown as Confirmations;
    const idempotency = new Idempotency(work, new Keyring('the secret of this spec'), time);
    details = new ContactDetails(acts, access, confirmations, history, work, idempotency, seals, time);
    const { key, row } = seals.make('case');
    await tables.put(CaseKey, row);
    await tables.put(CaseFile, caseRow({ id: 'case', caseNumber: 'N', historySeq: 4, erasedAt: null }));
    await tables.put(Petitioner, petitionerRow('case', key, KNOWN, seals));
  });
  afterAll(() => tables.close());

  const change = (contact: ContactRequest['contact'], more: Partial<ContactRequest> = {}) =>
    details.change({ actor: HER, caseNumber: 'N', contact, locale: 'zh-TW', key: 'key', ...more });
  const wait = () => tables.manager.update(CaseFile, { id: 'case' }, { status: 'AWAITING_CONFIRMATION' });
  const changed = () => added.map(({ facts }) => facts!.fields);

  it('changes by her own act, whose number she gets', async () => {
    expect(await change({ email: 'new@example.tw' })).toBe(5);
    expect(entered).toEqual([{ actor: HER, caseNumber: 'N', act: 'change-contact' }]);
    const facts = { fields: ['email'] };
    expect(added).toEqual([{ type: 'CONTACT_CHANGED', at: NOW, actor: HER, facts }]);
  });

  it.each<[string, ContactRequest['contact'], Partial<typeof KNOWN> | Record<string, null>]>([
    ['another address', { email: 'new@example.tw' }, { email: 'new@example.tw' }],
    ['another number', { phone: '+886223456789' }, { phone: '+886223456789' }],
    ['an address taken away', { email: null }, { email: null }],
    ['nothing given', {}, {}],
  ])('replaces what is given, keeps the rest: %s', async (_what, contact, expected) => {
    await change(contact);
    expect(await known()).toEqual({ ...KNOWN, ...expected });
    expect(changed()).toEqual([Object.keys(expected)]);
  });

  it('the same values again are no changed fields', async () => {
    await change({ email: KNOWN.email, phone: KNOWN.phone });
    expect(changed()).toEqual([[]]);
  });

  it('in another language from now on', async () => {
    await change({}, { locale: 'en' });
    expect(changed()).toEqual([['locale']]);
    expect((await context()).file.locale).toBe('en');
  });

  it('is told to the earlier address: somebody else may have made the change', async () => {
    await change({ email: 'new@example.tw' });
    expect(toldAt).toEqual([KNOWN.email]);
  });

  it('is found again by the new address, in this case alone', async () => {
    const other = { ...KNOWN, email: 'other@example.tw' };
    await tables.put(Petitioner, petitionerRow('other', seals.make('other').key, other, seals));
    const rows = () => tables.manager.find(Petitioner, { order: { caseId: 'ASC' } });
    const [, before] = await rows();
    await change({ email: 'new@example.tw' });
    const [hers, after] = await rows();
    expect(hers!.emailIndex).toBe(seals.blindIndex('email', 'new@example.tw'));
    expect(after).toEqual(before);
  });

  it('nothing changes in an erased case', async () => {
    await tables.manager.delete(CaseKey, { caseId: 'case' });
    expect(await refusal(change({}, { locale: 'en' }))).toMatchObject({
      kind: 'NOT_ALLOWED',
      code: 'erased',
    });
    expect([added, (await context()).file.locale]).toEqual([[], 'zh-TW']);
  });

  describe('while the report waits to be confirmed', () => {
    beforeEach(wait);

    it('a link goes to the new address, and the receipt names her own event', async () => {
      expect(await change({ email: 'new@example.tw' })).toBe(5);
      expect(asked).toEqual([[HER, 'new@example.tw']]);
    });

    it.each<[string, ContactRequest['contact']]>([
      ['another number', { phone: '+886223456789' }],
      ['the same address', { email: KNOWN.email }],
    ])('no other link goes for %s', async (_what, contact) => {
      await change(contact);
      expect(asked).toEqual([]);
    });

    it('an address must stay: the field is named, and nothing changes', async () => {
      const problem = await refusal(change({ email: null, phone: null }));
      expect(problem).toMatchObject({ kind: 'INVALID' });
      expect(problem.detail.fields).toEqual([{ field: 'removeEmail', code: 'email-to-confirm' }]);
      expect(await known()).toEqual(KNOWN);
      expect(added).toEqual([]);
    });
  });

  it('no link goes for another address of a case that was received', async () => {
    await change({ email: 'new@example.tw' });
    expect(asked).toEqual([]);
  });

  describe('sent twice', () => {
    it('has one effect, and the same receipt', async () => {
      for (let time = 0; time < 2; time++) expect(await change({ email: 'new@example.tw' })).toBe(5);
      expect(added).toHaveLength(1);
    });

    it.each<[string, ContactRequest['contact'], Partial<ContactRequest>]>([
      ['with another address', { email: 'other@example.tw' }, {}],
      ['in another language', { email: 'new@example.tw' }, { locale: 'en' }],
      ['from another form', { email: 'new@example.tw' }, { key: 'another' }],
      ['by another citizen', { email: 'new@example.tw' }, { actor: { kind: 'citizen', caseId: 'other' } }],
    ])('%s it is another change', async (_what, contact, more) => {
      await change({ email: 'new@example.tw' });
      expect(await change(contact, more)).toBe(6);
    });

    it('is refused as the first was', async () => {
      await wait();
      for (let time = 0; time < 2; time++)
        expect(await refusal(change({ email: null }))).toBeInstanceOf(Problem);
    });
  });
});
