import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseContext, CaseFile, ClockRow, History, Seals } from '@app/cases';
import { SYSTEM, type StaffActor } from '@app/people';
import { days, Keyring, minutes, Reader, UnitOfWork } from '@app/platform';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { holdMs } from '../owed/chase-of.js';
import { MOST_GATHERED } from '../kinds/digests.js';
import { Notice, NoticeSender } from '../index.js';
import { Office } from '../../../../test/support/office.js';

jest.setTimeout(60_000);

const WINDOW = minutes(3);

it('a warning waits for others, but never past the due moment; what is said at once does not', () => {
  const chase = (at: string, dueAt: number | null, when?: 'AT_ONCE' | 'OFFICE_HOURS') =>
    holdMs({ rung: { at, ...(when && { when }) }, dueAt } as never, 1_000, WINDOW);
  expect(chase('-1wd', 1_000 + WINDOW + 1)).toBe(WINDOW);
  expect(chase('-1wd', 1_000 + WINDOW - 1)).toBe(WINDOW - 1);
  expect(chase('+1wd', 1_000)).toBe(WINDOW); // due already: it is late either way
  expect(chase('+1wd', null)).toBe(WINDOW);
  expect(chase('70%', 1_000 + WINDOW, 'AT_ONCE')).toBe(0);
});

/** Only what one agency says to one person in one language about what is due goes out in one mail. */
describe.each(DATABASES)('what is gathered, on %s', (_name, postgres) => {
  let office: Office;
  let desk: TestDesk;
  let head: StaffActor;
  let unit = 0;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    office = await new Office(desk).people();
  }, 60_000);
  // each has a head of her own, so that nothing of one stands in the mails of another
  beforeEach(
    async () => void (head = await office.staff(`head-${++unit}`, 'demo.guidance', ['CONTROL_OFFICER'])),
  );
  afterAll(() => desk.close());

  const rows = async (): Promise<Notice[]> => {
    const all = await desk
      .get(Reader)
      .repository(Notice)
      .find({ order: { id: 'ASC' } });
    return all.filter(({ facts }) => (facts as { for?: string }).for === head.name);
  };
  const groups = async () => {
    const found = await rows();
    const mails = Map.groupBy(found, ({ mailId, id }) => mailId ?? id);
    return [...mails.values()].map((group) => group.length).toSorted((a, b) => b - a);
  };
  const sweep = async (after = WINDOW) => {
    desk.time.forward(after);
    await desk.get(NoticeSender).sweep();
  };
  const change = (id: string, more: object) =>
    desk.get(UnitOfWork).run((manager) => manager.update(Notice, { id }, more));

  async function warned(more: object = {}): Promise<string> {
    desk.time.forward(1);
    const file = await office.open({ email: 'lin@example.test' });
    await desk.get(UnitOfWork).run(async (manager) => {
      const fresh = await manager.findOneByOrFail(CaseFile, { id: file.id });
      const clock = await manager.findOneByOrFail(ClockRow, {
        caseId: file.id,
        commitmentId: 'law.petition',
      });
      const facts = {
        ...{ clockId: clock.id, commitment: 'law.petition', dueDate: clock.dueDate!, unit: file.unitId },
        ...{ rung: 'warn-1wd', to: ['CONTROL_OFFICER'] },
      };
      const context = new CaseContext(manager, fresh, desk.get(Seals));
      const event = { type: 'WARNED' as const, at: desk.time.now(), actor: SYSTEM, facts };
      await desk.get(History).append(context, [event]);
      // only the copy to this head is looked at, told by a fact of its own
      const copies = await manager.findBy(Notice, { caseId: file.id, kind: 'clock-warning' });
      const hash = desk.get(Keyring).hash('blind-email', `${head.name}@agency.test`);
      for (const { id, recipientHash, facts: said } of copies)
        if (recipientHash === hash)
          await manager.update(Notice, { id }, { facts: { ...said, for: head.name } as never });
        else await manager.delete(Notice, { id });
    });
    const id = (await rows()).at(-1)!.id;
    if (Object.keys(more).length > 0) await change(id, more);
    return id;
  }
  it('as many as a mail can hold; one more is a mail of its own', async () => {
    for (let n = 0; n < MOST_GATHERED + 1; n++) await warned();
    expect(MOST_GATHERED).toBe(50);
    await sweep();
    expect(await groups()).toEqual([50, 1]);
    expect(new Set((await rows()).map(({ state }) => state))).toEqual(new Set(['ACCEPTED']));
  });

  it.each<[string, object]>([
    ['in another language', { locale: 'en' }],
    ['to another person', { recipientHash: 'another' }],
    ['by SMS', { channel: 'SMS' }],
    ['of a kind that always goes alone', { kind: 'dissatisfied' }],
    ['that was tried before', { attempts: 1 }],
    ['that a sender could not make', { interruptions: 1 }],
    ['that waits no more', { state: 'SUPPRESSED', nextAttemptAt: null }],
  ])('never with one %s', async (_what, more) => {
    await warned();
    await warned(more);
    await warned();
    await sweep();
    expect((await groups())[0]).toBe(2);
    const joined = (await rows()).filter(({ mailId }) => mailId !== null);
    expect(joined).toHaveLength(2);
  });

  it('never with one of another agency, whose mail it would seem to be', async () => {
    const own = await warned();
    const other = await warned();
    const { facts } = (await rows()).find(({ id }) => id === other)!;
    await change(other, { facts: { ...facts, organisation: 'sme' } });
    await sweep();
    expect(await groups()).toEqual([1, 1]);
    expect((await rows()).map(({ id }) => id)).toEqual([own, other]);
  });

  it('before its time where another goes out, but not before any does', async () => {
    await warned();
    desk.time.forward(WINDOW - 2);
    await warned();
    await sweep(0);
    expect((await rows()).map(({ state }) => state)).toEqual(['PENDING', 'PENDING']);
    await sweep(1);
    expect(await groups()).toEqual([2]);
  });

  it('what was held up for days goes out with what is new', async () => {
    await warned();
    desk.time.forward(days(5));
    await warned();
    await sweep();
    expect(await groups()).toEqual([2]);
  });
});
