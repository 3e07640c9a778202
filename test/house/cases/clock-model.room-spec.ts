import {
  type ActName,
  Audit,
  CalendarDays,
  CaseActs,
  CaseContext,
  CaseFile,
  ClockRow,
  EarlierDates,
  History,
  HistoryEvent,
  Seals,
} from '@app/cases';
import { Intake } from '@app/intake';
import { type Role, type StaffActor, StaffRegister, SYSTEM } from '@app/people';
import { hours, Problem, Reader, UnitOfWork } from '@app/platform';
import { Timer, TimerRunner } from '@app/sla/timers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk, WEDNESDAY_MORNING } from '../../support/desk.js';
import * as fc from 'fast-check';

jest.setTimeout(240_000);
const RUNS = Number(process.env['FC_RUNS'] ?? 200);
/** Empty model: steps read the database itself, so that nothing is modelled twice. */
type Model = Record<string, never>;

describe.each(DATABASES)('random steps of a case, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let owner: StaffActor;
  let chief: StaffActor;
  let files: CaseFile[];

  const staff = async (login: string, unitId: string, roles: Role[]): Promise<StaffActor> => {
    const organisationId = unitId.split('.')[0]!;
    const account = { login, name: login, organisationId, unitId, roles };
    const { id } = await desk.get(StaffRegister).create(account, { password: 'Correct-Horse-1' });
    return { kind: 'staff', id, name: login, organisationId, unitId, roles };
  };
  const open = async () => {
    const contact = { name: '王小明', email: 'ming@example.tw' };
    const input = {
      channel: 'WEB',
      service: 'demo.application',
      subject: '申請',
      description: '內容',
      contact,
    };
    files.push((await desk.get(Intake).logCase(owner, { ...input, district: '臺中市西屯區' })).file);
  };
  const act = (name: ActName, input: object = {}, actor = owner) =>
    desk.get(CaseActs).perform({ actor, caseNumber: files.at(-1)!.caseNumber, act: name, input });
  const told = () => desk.get(Reader).repository(HistoryEvent).count();
  const today = (days: number) =>
    new Date(desk.time.now() + hours(8) + days * hours(24)).toISOString().slice(0, 10);

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    chief = await staff('chief', 'demo.head-office', ['AGENCY_HEAD']);
    owner = await staff('owner', 'demo.head-office', [
      ...(['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD', 'CONTROL_OFFICER'] as const),
    ]);
  });
  afterAll(() => desk.close());

  /** Each step may be refused by the status of the case, and then must change nothing. */
  const STEPS: Record<string, (n: number) => Promise<unknown>> = {
    open,
    assign: (n) => act('assign', { unit: n % 2 ? 'demo.guidance' : 'demo.city-services' }),
    'ask for a correction': (n) => act('request-correction', { what: '缺件', lastDay: today(n % 20) }),
    correct: () => act('receive-correction'),
    extend: async (n) => {
      await act('extend', { length: `${(n % 30) + 1}d`, reason: '需會勘', approver: 'chief' });
      await act('approve', {}, chief);
    },
    answer: () => act('reply', { text: '答復如下' }),
    close: () => act('close'),
    reopen: () => act('reopen', { reason: '尚有疑義' }),
    withdraw: () => act('withdraw', { reason: '不用了' }),
    merge: () => act('merge', { into: files[0]!.caseNumber }),
    'declare a closure': (n) =>
      desk.get(CalendarDays).declare(SYSTEM, { date: today(n % 15), kind: 'CLOSURE', remark: '颱風' }),
    'declare a working day': (n) =>
      desk.get(CalendarDays).declare(SYSTEM, { date: today(n % 15), kind: 'WORKING_DAY', remark: '補班' }),
    'agree to what is earlier': async () => {
      const [first] = await desk.get(EarlierDates).list(SYSTEM);
      if (first) await desk.get(EarlierDates).accept(SYSTEM, first.clockId);
    },
    'fail half way': () =>
      desk.get(UnitOfWork).run(async (manager) => {
        const file = await manager.findOneByOrFail(CaseFile, { id: files.at(-1)!.id });
        const note = { type: 'NOTED' as const, at: desk.time.now(), actor: SYSTEM };
        await desk.get(History).append(new CaseContext(manager, file, desk.get(Seals)), [note]);
        throw new Problem('BUSY', 'crash');
      }),
    'ring what is dead': async () => {
      const before = await told();
      const timers = await desk.get(Reader).repository(Timer).find();
      for (const { id, generation, state } of timers) {
        await desk.get(TimerRunner).fire(id, generation - 1);
        if (state !== 'ARMED') await desk.get(TimerRunner).fire(id, generation);
      }
      expect(await told()).toBe(before);
    },
    wait: async (n) => desk.time.forward(hours(n)),
    'wait long': async (n) => desk.time.forward(hours(24 * n)),
    sweep: () => desk.get(TimerRunner).sweep(),
  };

  /** Invariants that must hold after any history (docs/promises.md). */
  async function holds(): Promise<void> {
    const found: string[] = [];
    for await (const { invariant, subject, words } of desk.get(Audit).violations())
      // timers due since the last sweep are no violation here
      if (invariant !== 'timer-left-lying') found.push(`${invariant} ${subject}: ${words}`);
    expect(found).toEqual([]);
    const fired = await desk.get(Reader).repository(Timer).findBy({ state: 'FIRED' });
    expect(fired.filter(({ firedAt, dueAt }) => firedAt! < dueAt)).toEqual([]);
  }

  const command = (name: string) =>
    fc.nat({ max: 40 }).map((n) => ({
      check: () => true,
      toString: () => `${name}(${n})`,
      run: async () => {
        await STEPS[name]!(n).catch((error: unknown) => {
          if (!(error instanceof Problem)) throw error;
        });
        await holds();
      },
    }));

  it('20 after every step clocks follow from the history, with one live generation, and each breach is recorded once', async () => {
    const steps = fc.commands<Model, object, true>(Object.keys(STEPS).map(command) as never, {
      maxCommands: 50,
      size: 'max',
    });
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        desk.time.set(WEDNESDAY_MORNING);
        files = [];
        await open();
        await fc.asyncModelRun(() => ({ model: {}, real: {} }), commands as never);
      }),
      { numRuns: Math.max(2, Math.ceil(RUNS / 100)) },
    );
  });

  it('12 a breach is recorded once, however often and in whatever order timers fire', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat({ max: 3 }), async (scheduler, more) => {
        desk.time.set(WEDNESDAY_MORNING);
        files = [];
        await open();
        const caseId = files[0]!.id;
        const { id } = await desk
          .get(Reader)
          .repository(ClockRow)
          .findOneByOrFail({ caseId, commitmentId: 'house.first-step' });
        desk.time.forward(hours(24 * 45)); // past all days that the steps above declared
        const wake = scheduler.scheduleFunction(async (what: () => Promise<unknown>) => void (await what()));
        const runner = desk.get(TimerRunner);
        const timers = () => desk.get(Reader).repository(Timer).findBy({ subjectId: id });
        const ring = async () => {
          for (const timer of await timers()) await runner.fire(timer.id, timer.generation);
        };
        const woken = Array.from({ length: 3 + more }, (_, n) => wake(n % 2 ? ring : () => runner.sweep()));
        await scheduler.waitFor(Promise.all(woken));
        await runner.sweep();
        const events = await desk.get(Reader).repository(HistoryEvent).findBy({ caseId, type: 'OVERDUE' });
        expect(events.map(({ facts }) => facts.clockId)).toEqual([id]);
      }),
      { numRuns: Math.max(4, Math.ceil(RUNS / 20)) },
    );
  });
});
