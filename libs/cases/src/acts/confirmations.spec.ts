import type { Catalogue } from '@app/catalogue';
import type { CitizenActor } from '@app/people';
import { days, Failure, Keyring, Limits, Reader, SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, eventRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History } from '../history/history.js';
import { CaseAccess } from '../record/case-access.js';
import { CaseContext } from '../record/case-context.js';
import { CaseFile, Petitioner } from '../record/case-file.entity.js';
import { ConfirmationLink, confirmationLink, confirmationToken } from '../record/confirmation-link.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { Seals } from '../record/seals.js';
import type { ActRequest, CaseActs } from './case-acts.js';
import { Confirmations } from './confirmations.js';

const NOW = Date.parse('2026-08-19T23:30:00+08:00');
const HER: CitizenActor = { kind: 'citizen', caseId: 'case' };

describe('a report that is confirmed by a link', () => {
  let tables: Tables;
  let time: SetTime;
  let links: Confirmations;
  let added: EventDraft[];
  let performed: ActRequest[];
  let confirmation: { withinDays: number; resends: number } | undefined;
  /** What somebody else does while the case is being locked. */
  let meanwhile: () => Promise<unknown>;
  const keyring = new Keyring('the secret of this spec');
  const tokenOf = (id: string) => confirmationToken(keyring, id);

  /** Keeps what is appended as rows, too: how often the link was sent is counted in them. */
  const history = {
    append: async (context: CaseContext, drafts: EventDraft[]) => {
      const { file } = context;
      for (const { type, at, facts = {} } of drafts)
        await tables.put(
          HistoryEvent,
          eventRow({ caseId: file.id, seq: ++file.historySeq, type, at, facts }),
        );
      await context.save();
      added.push(...drafts);
    },
  } as unknown as History;
  const contextOf = (file: CaseFile) => new CaseContext(tables.manager, file, new Seals(keyring));

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, Petitioner, HistoryEvent, ConfirmationLink, Failure);
  });
  beforeEach(async () => {
    await tables.empty();
    [added, performed, meanwhile] = [[], [], async () => undefined];
    confirmation = { withinDays: 3, resends: 3 };
    time = new SetTime(NOW);
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const reader = new Reader(tables.manager);
    const acts = {
      perform: async (request: ActRequest) => (performed.push(request), { id: 'case' }),
    } as unknown as CaseActs;
    const catalogue = {
      serviceOfCase: (id: string) => (id === 'asks' ? { confirmation } : undefined),
    } as unknown as Catalogue;
    const limits = new Limits(work, reader, keyring, time);
    const access = new CaseAccess(catalogue, reader, new Seals(keyring), time);
    const hold = access.hold.bind(access);
    access.hold = async (...of) => (await meanwhile(), hold(...of));
    links = new Confirmations(acts, access, catalogue, history, keyring, limits, reader, time, work);
    await waiting('case');
  });
  afterAll(() => tables.close());

  /** A case that was sent its first link, `first` by default. */
  const waiting = async (id: string, { link = 'first', emailIndex = 'hers' as string | null } = {}) => {
    const told = { confirmBy: '2026-08-22', historySeq: 1, serviceId: 'asks', erasedAt: null };
    await tables.put(
      CaseFile,
      caseRow({ id, caseNumber: `N ${id}`, status: 'AWAITING_CONFIRMATION', ...told }),
    );
    await tables.put(Petitioner, { caseId: id, name: 'sealed', emailIndex } as Petitioner);
    await tables.put(ConfirmationLink, confirmationLink(keyring, link, id));
    const facts = { confirmationId: link, lastDay: '2026-08-22' };
    await tables.put(HistoryEvent, eventRow({ caseId: id, seq: 1, type: 'CONFIRMATION_ASKED', facts }));
  };
  const row = (id = 'case') => tables.manager.findOneByOrFail(CaseFile, { id });
  const change = (more: Partial<CaseFile>) => tables.manager.update(CaseFile, { id: 'case' }, more);
  const resend = (caseId = 'case') => links.resend({ kind: 'citizen', caseId }, `N ${caseId}`);
  /** Another address: its link, and the newer event that names it. */
  const move = async () => links.askNewAddress(contextOf(await row()), HER);

  it('can be confirmed until the day that lies the number of days of its service ahead, by the calendar of Taipei', () => {
    expect(links.lastDay(3)).toBe('2026-08-22');
    time.set(NOW + 1_800_000);
    expect(links.lastDay(3)).toBe('2026-08-23');
  });

  describe('its link', () => {
    it('leads to its case, and counts', async () => {
      await waiting('other', { link: 'of the other' });
      expect(await links.find(tokenOf('first'))).toMatchObject({ file: { id: 'case' }, counts: true });
      expect(await links.find(tokenOf('of the other'))).toMatchObject({
        file: { id: 'other' },
        counts: true,
      });
      expect(await links.find(tokenOf('no link'))).toBeUndefined();
    });

    it('confirms as her own act', async () => {
      expect(await links.confirm(tokenOf('first'))).toMatchObject({ id: 'case' });
      expect(performed).toEqual([{ actor: HER, caseNumber: 'N case', act: 'confirm', input: {} }]);
    });

    it('that no mail has confirms nothing', async () => {
      expect((await refusal(links.confirm(tokenOf('no link')))).kind).toBe('NOT_FOUND');
      expect(performed).toEqual([]);
    });

    it('of an address that was replaced leads to its case, and confirms nothing', async () => {
      await move();
      expect(await links.find(tokenOf('first'))).toMatchObject({ file: { id: 'case' }, counts: false });
      const refused = { kind: 'NOT_ALLOWED', code: 'confirmation-replaced' };
      expect(await refusal(links.confirm(tokenOf('first')))).toMatchObject(refused);
      expect(performed).toEqual([]);
    });

    it('whose address is replaced while the case is being locked confirms nothing, either', async () => {
      meanwhile = () => ((meanwhile = async () => undefined), move());
      expect((await refusal(links.confirm(tokenOf('first')))).code).toBe('confirmation-replaced');
      expect(performed).toEqual([]);
    });
  });

  describe('sent once more', () => {
    it('is the same link, as long again as the service says from now on', async () => {
      time.set(NOW + days(1));
      const kept = added.length;
      await resend();
      const facts = { confirmationId: 'first', lastDay: '2026-08-23' };
      expect(added.slice(kept)).toEqual([
        { type: 'CONFIRMATION_ASKED', at: NOW + days(1), actor: HER, facts },
      ]);
    });

    it('is the link that counts, not an earlier one', async () => {
      await move();
      const { confirmationId } = added.at(-1)!.facts!;
      await resend();
      expect(added.at(-1)!.facts!.confirmationId).toBe(confirmationId);
    });

    it.each(['RECEIVED', 'LAPSED'] as const)('is refused in status %s', async (status) => {
      await change({ status });
      expect(await refusal(resend())).toMatchObject({ kind: 'NOT_ALLOWED', code: 'nothing-to-confirm' });
      expect(added).toEqual([]);
    });

    it('has as many times as the service allows, those of this case alone', async () => {
      await waiting('other', { link: 'of the other', emailIndex: 'of another' });
      for (const left of [3, 2, 1]) {
        expect(await links.resendsLeft(await row())).toBe(left);
        await resend();
      }
      expect(await links.resendsLeft(await row())).toBe(0);
      expect(await refusal(resend())).toMatchObject({
        ...{ kind: 'TOO_MANY', code: 'confirmation-resends', detail: { retryAfterSeconds: 86_400 } },
      });
      expect(added).toHaveLength(3);
      await resend('other');
      expect(added).toHaveLength(4);
    });

    it('has the usual number where its service asks no more: it waits all the same', async () => {
      confirmation = undefined;
      expect(await links.resendsLeft(await row())).toBe(3);
      await change({ serviceId: 'gone' });
      for (const left of [3, 2, 1]) {
        expect(await links.resendsLeft(await row())).toBe(left);
        await resend();
      }
      expect((await refusal(resend())).kind).toBe('TOO_MANY');
      expect(added).toHaveLength(3);
    });

    it('other events of the case are not counted', async () => {
      await tables.put(HistoryEvent, eventRow({ seq: 2, type: 'CONTACT_CHANGED' }));
      expect(await links.resendsLeft(await row())).toBe(3);
    });
  });

  describe('to one address', () => {
    const TEN = Array.from({ length: 10 }, (_, n) => `c${n}`);
    const sendTen = async () => {
      for (const id of TEN) await waiting(id, { link: `of ${id}` });
      for (const id of TEN) await resend(id);
    };

    it('goes ten times in a day, whatever the case; another address has its own', async () => {
      await sendTen();
      expect((await refusal(resend())).code).toBe('confirmation-resends');
      await waiting('other', { link: 'of the other', emailIndex: 'of another' });
      await resend('other');
      expect(added).toHaveLength(11);
    });

    it('goes again a day later', async () => {
      await sendTen();
      time.set(NOW + days(1));
      await resend();
      expect(added).toHaveLength(11);
    });

    it('does not go without one', async () => {
      await waiting('without', { link: 'of none', emailIndex: null });
      expect((await refusal(resend('without'))).kind).toBe('TOO_MANY');
      await tables.manager.delete(Petitioner, { caseId: 'case' });
      expect((await refusal(resend())).kind).toBe('TOO_MANY');
      expect(added).toEqual([]);
    });
  });

  describe('whose address was replaced', () => {
    it('has a link of its own, of which only the hash is stored', async () => {
      await move();
      const { confirmationId } = added.at(-1)!.facts!;
      const stored = await tables.manager.findOneByOrFail(ConfirmationLink, { id: confirmationId! });
      expect(stored).toMatchObject({ caseId: 'case' });
      expect(JSON.stringify(stored)).not.toContain(tokenOf(confirmationId!));
      expect(await links.find(tokenOf(confirmationId!))).toMatchObject({
        file: { id: 'case' },
        counts: true,
      });
      expect(added).toMatchObject([{ type: 'CONFIRMATION_ASKED', at: NOW, actor: HER }]);
    });

    it('keeps its new last day with the case', async () => {
      time.set(NOW + days(2));
      await move();
      expect((await row()).confirmBy).toBe('2026-08-24');
      expect(added.at(-1)!.facts!.lastDay).toBe('2026-08-24');
    });
  });
});
