import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseContext, CaseFile, History, Seals, type EventDraft } from '@app/cases';
import { SYSTEM } from '@app/people';
import { days, UnitOfWork } from '@app/platform';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../../test/support/desk.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { strangersCause } from './cap.js';
import { NoticeSender, type Notice } from '../index.js';
import { Office } from '../../../../test/support/office.js';

jest.setTimeout(60_000);

const CAP = 20;

it('only the receipt of what a stranger reported is caused by a stranger', () => {
  const by = (
    actorKind: 'staff' | 'citizen' | 'system',
    type: 'RECEIVED' | 'MESSAGED' | 'REFERRED',
    confirmBy: string | null = null,
  ) => strangersCause({ actorKind, type }, { confirmBy });
  expect(by('citizen', 'RECEIVED')).toBe(true);
  expect([by('staff', 'RECEIVED'), by('system', 'RECEIVED')]).toEqual([false, false]);
  expect([by('citizen', 'MESSAGED'), by('citizen', 'REFERRED')]).toEqual([false, false]);
  // until it is confirmed, the address may be anyone's
  expect([by('citizen', 'MESSAGED', '2026-08-22'), by('system', 'REFERRED', '2026-08-22')]).toEqual([
    true,
    true,
  ]);
});

/** A receipt is two messages, number and code: ten receipts fill a day of twenty. */
describe.each(DATABASES)('the daily cap, on %s', (_name, postgres) => {
  let office: Office;
  let desk: TestDesk;
  let person = 0;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    office = await new Office(desk).people();
  }, 60_000);
  beforeEach(() => desk.time.set(WEDNESDAY_MORNING));
  afterAll(() => desk.close());

  const someone = () => `someone-${++person}@example.test`;
  const report = async (email: string, n: number): Promise<CaseFile[]> => {
    const files: CaseFile[] = [];
    for (let at = 0; at < n; at++) files.push(await office.open({ email }));
    return files;
  };
  const held = async (file: CaseFile) => (await office.notices(file)).map(({ heldUntil }) => heldUntil);
  /** Midnight as the windows count it, `ahead` days from now. */
  const midnight = (ahead: number) => (Math.floor(desk.time.now() / days(1)) + ahead) * days(1);

  it('holds the first receipt above it, and not the last below', async () => {
    expect(desk.settings.MESSAGES_PER_RECIPIENT_DAY).toBe(CAP);
    const files = await report(someone(), CAP / 2 + 1);
    expect(await held(files[CAP / 2 - 1]!)).toEqual([null, null]);
    expect(await held(files[CAP / 2]!)).toEqual([midnight(1), midnight(1)]);
  });

  it('is filled for the next day in turn, and for the one after', async () => {
    const files = await report(someone(), CAP + CAP / 2 + 1);
    expect(await held(files[CAP - 1]!)).toEqual([midnight(1), midnight(1)]);
    expect(await held(files[CAP]!)).toEqual([midnight(2), midnight(2)]);
    expect(await held(files.at(-1)!)).toEqual([midnight(3), midnight(3)]);
  });

  it('begins again with the next day, to the millisecond', async () => {
    const email = someone();
    await report(email, CAP / 2);
    desk.time.set(midnight(1) - 1);
    const [late] = await report(email, 1);
    expect(await held(late!)).toEqual([midnight(1), midnight(1)]);
    desk.time.set(midnight(1));
    const next = await report(email, CAP / 2);
    // the two that waited have their place in it
    expect(await held(next.at(-2)!)).toEqual([null, null]);
    expect(await held(next.at(-1)!)).toEqual([midnight(1), midnight(1)]);
  });

  it('goes by the address, however it is written; another one is free', async () => {
    const email = someone();
    await report(email, CAP / 2);
    const [upper] = await report(email.toUpperCase(), 1);
    const [other] = await report(someone(), 1);
    expect(await held(upper!)).toEqual([midnight(1), midnight(1)]);
    expect(await held(other!)).toEqual([null, null]);
  });

  it('counts mail and SMS apart, and of one report neither goes without the other', async () => {
    const email = someone();
    await report(email, CAP / 2);
    const both = await office.open({ email, phone: '+886900000001' });
    expect(await held(both)).toEqual([midnight(1), midnight(1)]);
    const phone = await office.open({ phone: '+886900000001' });
    expect(await held(phone)).toEqual([null, null]);
  });

  it('waits for the later of two days where both addresses of a report are full', async () => {
    const [email, phone] = [someone(), '+886900000002'];
    await report(email, CAP);
    for (let n = 0; n < CAP / 2; n++) await office.open({ phone });
    expect(await held(await office.open({ email, phone }))).toEqual([midnight(2), midnight(2)]);
  });

  it('is not counted by what is not sent: 25 without a telephone that reads SMS', async () => {
    for (let n = 0; n < 25; n++)
      for (const { heldUntil, state } of await office.notices(await office.open({ phone: '+886227208889' })))
        expect([state, heldUntil]).toEqual(['SUPPRESSED', null]);
  });

  it('a held one waits until its day and goes out then, still for three days of trying', async () => {
    const email = someone();
    const file = (await report(email, CAP / 2 + 1)).at(-1)!;
    const rows = () => office.notices(file);
    const states = async () => [...new Set((await rows()).map(({ state }: Notice) => state))];
    desk.time.set(midnight(1) - 1);
    await desk.get(NoticeSender).sweep();
    expect([await states(), (await rows())[0]!.reason]).toEqual([['PENDING'], 'TOO_MANY']);
    desk.time.forward(1);
    await desk.get(NoticeSender).sweep();
    expect([await states(), (await rows())[0]!.reason]).toEqual([['ACCEPTED'], null]);
  });

  it('never holds a message to staff: of the thirtieth broken promise of a day the head hears at once', async () => {
    const email = 'head@agency.test';
    await report(email, CAP / 2); // a stranger names her address, too
    for (let n = 0; n < 30; n++) {
      const file = await office.open({ email: someone() });
      await chase(file);
      const toHead = (await office.notices(file)).filter(({ kind }) => kind === 'clock-overdue');
      expect(toHead).toMatchObject([{ state: 'PENDING', heldUntil: null, nextAttemptAt: desk.time.now() }]);
    }
    const [hers] = await report(email, 1);
    expect(await held(hers!)).toEqual([midnight(1), midnight(1)]);
  });

  function chase(file: CaseFile) {
    const facts = {
      ...{ clockId: `clock of ${file.id}`, commitment: 'law.petition', dueDate: '2026-08-19' },
      ...{ unit: file.unitId, rung: 'overdue-at-once', to: ['UNIT_HEAD'] },
    };
    const event: EventDraft = { type: 'CHASED', at: desk.time.now(), actor: SYSTEM, facts };
    return desk.get(UnitOfWork).run(async (manager) => {
      const fresh = await manager.findOneByOrFail(CaseFile, { id: file.id });
      await desk.get(History).append(new CaseContext(manager, fresh, desk.get(Seals)), [event]);
    });
  }
});
