import type { Catalogue, ServiceEntry } from '@app/catalogue';
import { ANYONE, type StaffActor } from '@app/people';
import { days, Keyring, SetTime, unseal, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History } from '../history/history.js';
import { CaseContext } from '../record/case-context.js';
import { CaseFile, CaseKey, Petitioner } from '../record/case-file.entity.js';
import { parseCaseNumber } from '../record/case-number.js';
import { CaseSerial } from '../record/case-serial.entity.js';
import { ConfirmationLink, confirmationHash, confirmationToken } from '../record/confirmation-link.entity.js';
import { place, Seals } from '../record/seals.js';
import { CaseRegister, type Petition } from './case-register.js';

const NOW = Date.parse('2026-11-28T09:00:00+08:00');
const AGENT = { kind: 'staff', id: 'agent', unitId: 'demo.desk' } as StaffActor;
const HER = { name: '王小明', email: 'ming@example.tw', phone: null };

describe('a new case', () => {
  let tables: Tables;
  let register: CaseRegister;
  let time: SetTime;
  let begun: EventDraft[];
  let settings: { demo: boolean };
  /** What stood in the table of cases when keys and petitioners were written. */
  let thereBefore: number;
  const keyring = new Keyring('the secret of this spec');
  const seals = new Seals(keyring);
  const service = {
    ...{ id: 'demo.mailbox', organisation: 'demo', unit: 'demo.home', acceptOnIntake: false },
  } as ServiceEntry;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CaseKey, Petitioner, CaseSerial, ConfirmationLink);
  });
  beforeEach(async () => {
    await tables.empty();
    [begun, settings, time] = [[], { demo: false }, new SetTime(NOW)];
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const history = {
      begin: async ({ file }: CaseContext, drafts: EventDraft[], beside: () => Promise<unknown>) => {
        begun.push(...drafts);
        await tables.put(CaseFile, file);
        thereBefore = await tables.manager.count(CaseKey);
        await beside();
      },
    } as unknown as History;
    const catalogue = {
      organisation: (id: string) => ({ prefix: id === 'demo' ? 'DEMO' : 'SME' }),
    } as unknown as Catalogue;
    register = new CaseRegister(work, history, seals, catalogue, keyring, time, settings as never);
  });
  afterAll(() => tables.close());

  const open = (more: Partial<Petition> = {}, actor: Parameters<CaseRegister['open']>[0] = AGENT) =>
    register.open(actor, {
      ...{ service, subject: '路燈不亮', description: '巷口的路燈', petitioner: HER, channel: 'WEB' },
      ...{ hotline: null, district: null, locale: 'zh-TW', noticeVersion: null },
      ...more,
    });
  const types = () => begun.map(({ type }) => type);
  const links = () => tables.manager.find(ConfirmationLink);

  it('has what she gave, in the unit of its service, and nothing that happens later', async () => {
    const file = await open({ hotline: '1999', district: '信義區', noticeVersion: '3' });
    expect(file).toMatchObject({
      ...{ organisationId: 'demo', serviceId: 'demo.mailbox', unitId: 'demo.home', subject: '路燈不亮' },
      ...{ channel: 'WEB', hotline: '1999', district: '信義區', locale: 'zh-TW', noticeVersion: '3' },
      ...{ status: 'RECEIVED', open: true, waitsFor: 'NONE', origin: 'LIVE', confidential: false },
      ...{ receivedAt: NOW, acceptedAt: null, repliedAt: null, closedAt: null, erasedAt: null },
      ...{ handlerId: null, trackerId: null, confirmBy: null, correctionBy: null, mapping: null },
      ...{ externalId: null, givenTargetAt: null, givenOutcome: null, codeVersion: 1, historySeq: 0 },
    });
    expect(await tables.manager.findOneBy(CaseFile, { id: file.id })).toMatchObject({ subject: '路燈不亮' });
  });

  it('is numbered by its agency and the day in Taipei, one after the other', async () => {
    const numbers = [await open(), await open()].map(({ caseNumber }) => caseNumber);
    expect(numbers[0]).toMatch(/^DEMO-1151128-00001-\d$/);
    expect(numbers[1]).toMatch(/^DEMO-1151128-00002-\d$/);
    expect(numbers.map(parseCaseNumber)).toEqual(numbers);
    const other = await open({ service: { ...service, organisation: 'sme' } as ServiceEntry });
    expect(other.caseNumber).toMatch(/^SME-1151128-00001-/);
    time.forward(days(1));
    expect((await open()).caseNumber).toMatch(/^DEMO-1151129-00001-/);
  });

  it('seals what is personal under a key of its own', async () => {
    const [file, other] = [await open(), await open()];
    const context = new CaseContext(tables.manager, file, seals);
    expect(await context.petitioner()).toEqual(HER);
    const key = (await context.key())!;
    expect(unseal(key, place('case_file.description', file.id), file.description!)).toBe('巷口的路燈');
    expect(await seals.find(tables.manager, other.id)).not.toEqual(key);
    const rows = JSON.stringify([await tables.manager.find(CaseFile), await tables.manager.find(Petitioner)]);
    expect(rows).not.toMatch(/王小明|ming@|巷口/);
    expect(thereBefore).toBe(1);
  });

  it('has a code that follows from it', async () => {
    const [file, other] = [await open(), await open()];
    expect(register.lookupCode(file)).toMatch(/^[2-9A-Z]{10}$/);
    expect(register.lookupCode({ id: file.id, codeVersion: 2 })).not.toBe(register.lookupCode(file));
    expect(register.lookupCode(other)).not.toBe(register.lookupCode(file));
  });

  it('is confidential where she asks for it, and a demonstration on a desk that shows one', async () => {
    expect((await open({ confidential: true })).confidential).toBe(true);
    settings.demo = true;
    expect((await open()).origin).toBe('DEMONSTRATION');
  });

  describe('begins with', () => {
    it('its receipt, by who took it in', async () => {
      await open({}, ANYONE);
      const facts = { channel: 'WEB', unit: 'demo.home' };
      expect(begun).toEqual([{ type: 'RECEIVED', at: NOW, actor: ANYONE, facts }]);
    });

    it('the notice that was read out and the number of the letter, where there are any', async () => {
      await open({ noticeVersion: '3', document: '115001' });
      expect(begun[0]!.facts).toEqual({
        ...{ channel: 'WEB', unit: 'demo.home', noticeVersion: '3', document: '115001' },
      });
    });

    it('its receipt of the day on which a letter came; the rest is of now', async () => {
      const receivedAt = NOW - days(2);
      const letter = {
        receivedAt,
        channel: 'COUNTER',
        said: '已告知',
        service: { ...service, acceptOnIntake: true },
      };
      const file = await open(letter);
      expect(file).toMatchObject({ receivedAt, acceptedAt: NOW });
      expect(file.caseNumber).toMatch(/^DEMO-1151128-/);
      expect(begun.map(({ type, at }) => [type, at])).toEqual([
        ...[['RECEIVED', receivedAt] as const, ['ACCEPTED', NOW] as const, ['NOTED', NOW] as const],
      ]);
    });

    it('a note of what was said to her', async () => {
      await open({ said: '會回電' });
      expect(types()).toEqual(['RECEIVED', 'NOTED']);
      expect(begun[1]).toEqual({ type: 'NOTED', at: NOW, actor: AGENT, text: '會回電' });
    });
  });

  it.each<[string, string, boolean, boolean]>([
    ['by telephone, by a service that says so', 'PHONE', true, true],
    ['at the counter, by a service that says so', 'COUNTER', true, true],
    ['on the web', 'WEB', true, false],
    ['by telephone, by a service that does not', 'PHONE', false, false],
  ])('taken %s (%s, %j) is accepted at once: %j', async (_what, channel, acceptOnIntake, expected) => {
    const file = await open({ channel, service: { ...service, acceptOnIntake } });
    expect([file.status, file.acceptedAt]).toEqual(expected ? ['ACCEPTED', NOW] : ['RECEIVED', null]);
    const accepted = { type: 'ACCEPTED', at: NOW, actor: AGENT };
    expect(begun.slice(1)).toEqual(expected ? [accepted] : []);
  });

  describe('that she must confirm', () => {
    const waiting = () => open({ confirmBy: '2026-12-01', noticeVersion: '3' }, ANYONE);

    it('waits, and is not received', async () => {
      expect(await waiting()).toMatchObject({ status: 'AWAITING_CONFIRMATION', confirmBy: '2026-12-01' });
      const told = { channel: 'WEB', unit: 'demo.home', noticeVersion: '3', lastDay: '2026-12-01' };
      const facts = { ...told, confirmationId: expect.any(String) };
      expect(begun).toEqual([{ type: 'CONFIRMATION_ASKED', at: NOW, actor: ANYONE, facts }]);
    });

    it('has the link that its first event names, of which only the hash is stored', async () => {
      const file = await waiting();
      const { confirmationId } = begun[0]!.facts!;
      const tokenHash = confirmationHash(keyring, confirmationToken(keyring, confirmationId!));
      expect(await links()).toEqual([{ id: confirmationId, caseId: file.id, tokenHash }]);
    });

    it('has a link only then: a case that is received at once has none', async () => {
      await open();
      expect(await links()).toEqual([]);
    });
  });
});
