import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { days, Doorbell, hours, minutes, Reader, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../../test/support/desk.js';
import { TimerBook, type WantedTimer } from './timer-book.js';
import { Timer } from './timer.entity.js';

const KIND = 'survey.expires';
const OTHER = 'survey.goes-out';

describe.each(DATABASES)('TimerBook, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let subject: string;
  let n = 0;
  const rung: [string, number, number][] = [];
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    jest.spyOn(desk.get(Doorbell), 'ring').mockImplementation(({ kind, id, generation }, delay = 0) => {
      if (kind === 'timer') rung.push([id, generation, delay]);
    });
  }, 60_000);
  beforeEach(() => {
    subject = `s${++n}`;
    rung.length = 0;
    desk.time.set(WEDNESDAY_MORNING);
  });
  afterAll(() => desk.close());

  const book = () => desk.get(TimerBook);
  const wanted = (more: Partial<WantedTimer> = {}): WantedTimer => ({
    ...{ kind: KIND, caseId: 'c', subjectId: subject, occurrence: 'x', dueAt: desk.time.now() + days(1) },
    ...more,
  });
  const rows = (of = subject) =>
    desk
      .get(Reader)
      .repository(Timer)
      .find({ where: { subjectId: of }, order: { generation: 'ASC', id: 'ASC' } });
  const states = async (of = subject) =>
    (await rows(of)).map(({ state, generation, kind }) => `${kind} ${generation} ${state}`).toSorted();
  const set = (change: Partial<Timer>, where: Partial<Timer> = {}) =>
    desk.get(UnitOfWork).run((manager) => manager.update(Timer, { subjectId: subject, ...where }, change));

  it('arms a timer as requested: first generation, no attempts yet', async () => {
    await book().arm([wanted()]);
    expect(await rows()).toMatchObject([
      {
        ...{ kind: KIND, caseId: 'c', occurrence: 'x', generation: 1, state: 'ARMED', failures: 0 },
        ...{ dueAt: desk.time.now() + days(1), liveKey: `${KIND}|${subject}|x` },
        ...{ rungAt: null, firedAt: null, retryAt: null },
      },
    ]);
  });

  it('never has two live timers of one kind, subject and occurrence; others may exist beside it', async () => {
    await book().arm([wanted(), wanted({ occurrence: 'y' }), wanted({ kind: OTHER })]);
    await expect(book().arm([wanted()])).rejects.toThrow(/unique/i);
    expect(await rows()).toHaveLength(3);
    await book().arm([]);
  });

  it('rings at once for timers due within ten minutes, and for none later', async () => {
    const at = (ms: number) => wanted({ occurrence: String(ms), dueAt: desk.time.now() + ms });
    await book().arm([at(minutes(10)), at(minutes(10) + 1), at(-5)]);
    const found = await rows();
    const of = (ms: number) => found.find(({ occurrence }) => occurrence === String(ms))!;
    expect(rung).toEqual([
      [of(minutes(10)).id, 1, minutes(10)],
      [of(-5).id, 1, -5],
    ]);
    expect([of(minutes(10)), of(-5), of(minutes(10) + 1)].map(({ rungAt }) => rungAt)).toEqual([
      ...[desk.time.now(), desk.time.now(), null],
    ]);
  });

  it('replaces timers: the old generation is cancelled, the next is armed', async () => {
    await book().arm([wanted(), wanted({ kind: OTHER })]);
    await book().replace(subject, [KIND], [wanted({ dueAt: 5 })]);
    expect(await states()).toEqual([`${OTHER} 1 ARMED`, `${KIND} 1 CANCELLED`, `${KIND} 2 ARMED`].toSorted());
    expect((await rows()).find(({ state }) => state === 'CANCELLED')!.liveKey).toBeNull();
    await book().replace(subject, [KIND], [wanted(), wanted({ occurrence: 'y' })]);
    expect((await states()).filter((line) => line.startsWith(KIND))).toEqual([
      ...[`${KIND} 1 CANCELLED`, `${KIND} 2 CANCELLED`, `${KIND} 3 ARMED`, `${KIND} 3 ARMED`],
    ]);
    await book().replace(subject, [KIND], []);
    expect((await states()).filter((line) => line.endsWith('ARMED'))).toEqual([`${OTHER} 1 ARMED`]);
  });

  it('replaces timers by the generation given', async () => {
    await book().replace(subject, [KIND], [wanted({ generation: 7 })]);
    expect(await states()).toEqual([`${KIND} 7 ARMED`]);
  });

  it('cancels only the given kinds and subject, only waiting and quarantined timers', async () => {
    await book().arm([
      ...['armed', 'set apart', 'fired'].map((occurrence) => wanted({ occurrence })),
      ...[wanted({ kind: OTHER }), wanted({ subjectId: `${subject}-other` })],
    ]);
    await set({ state: 'QUARANTINED', liveKey: null }, { occurrence: 'set apart' });
    await set({ state: 'FIRED', liveKey: null, firedAt: 9 }, { occurrence: 'fired' });
    await book().cancel(subject, [KIND]);
    expect((await rows()).map(({ occurrence, kind, state }) => [occurrence, kind, state]).toSorted()).toEqual(
      [
        ['armed', KIND, 'CANCELLED'],
        ['set apart', KIND, 'CANCELLED'],
        ['fired', KIND, 'FIRED'],
        ['x', OTHER, 'ARMED'],
      ].toSorted(),
    );
    expect(await states(`${subject}-other`)).toEqual([`${KIND} 1 ARMED`]);
  });

  it('returns the armed timers of a subject, of the kinds asked for', async () => {
    await book().arm([
      wanted(),
      wanted({ kind: OTHER }),
      wanted({ occurrence: 'y' }),
      wanted({ occurrence: 'z' }),
    ]);
    await set({ state: 'QUARANTINED', liveKey: null }, { occurrence: 'y' });
    await set({ state: 'FIRED', liveKey: null }, { occurrence: 'z' });
    const live = async (...kinds: (typeof KIND | typeof OTHER)[]) =>
      (await book().live(subject, kinds)).map(({ kind }) => kind).toSorted();
    expect([await live(KIND), await live(KIND, OTHER)]).toEqual([[KIND], [KIND, OTHER].toSorted()]);
    expect(await book().live('no-such-subject', [KIND])).toEqual([]);
  });

  it('arms a quarantined timer again for its due time, with its attempts reset', async () => {
    const dueAt = desk.time.now() - hours(1);
    await book().arm([wanted({ dueAt, generation: 4 })]);
    const [{ id }] = (await rows()) as [Timer];
    expect(await book().takeUp(id)).toBe(false);
    await set({ state: 'QUARANTINED', liveKey: null, failures: 5, retryAt: 9 });
    rung.length = 0;
    expect(await book().takeUp(id)).toBe(true);
    expect(await rows()).toMatchObject([
      {
        id,
        dueAt,
        state: 'ARMED',
        generation: 4,
        failures: 0,
        retryAt: null,
        liveKey: `${KIND}|${subject}|x`,
      },
    ]);
    expect(rung).toEqual([[id, 4, -hours(1)]]);
    expect([await book().takeUp(id), await book().takeUp('no-such-id')]).toEqual([false, false]);
  });

  it('lists the quarantined timers, the oldest first, as many as were asked for', async () => {
    const at = (occurrence: string, dueAt: number) => wanted({ occurrence, dueAt });
    await book().arm([at('third', 3), at('first', 1), at('second', 2), at('armed', 0)]);
    for (const occurrence of ['first', 'second', 'third'])
      await set({ state: 'QUARANTINED', liveKey: null }, { occurrence });
    const listed = async (most: number) =>
      (await book().quarantined(most)).map(({ occurrence }) => occurrence);
    expect([await listed(2), (await listed(50)).slice(0, 3)]).toEqual([
      ...[
        ['first', 'second'],
        ['first', 'second', 'third'],
      ],
    ]);
  });

  it('does not arm a quarantined timer whose successor is armed, nor a cancelled one', async () => {
    await book().arm([wanted()]);
    const [{ id }] = (await rows()) as [Timer];
    await set({ state: 'QUARANTINED', liveKey: null });
    await book().arm([wanted({ dueAt: desk.time.now() + days(2) })]);
    expect(await book().takeUp(id)).toBe(false);
    expect(await states()).toEqual([`${KIND} 1 ARMED`, `${KIND} 1 QUARANTINED`]);
    await book().cancel(subject, [KIND]);
    expect(await book().takeUp(id)).toBe(false);
    expect(await states()).toEqual([`${KIND} 1 CANCELLED`, `${KIND} 1 CANCELLED`]);
  });

  it('arms and cancels nothing in a transaction that is rolled back', async () => {
    await book().arm([wanted()]);
    const undone = desk.get(UnitOfWork).run(async () => {
      await book().cancel(subject, [KIND]);
      await book().arm([wanted({ occurrence: 'y' })]);
      throw new Error('the rest failed');
    });
    await expect(undone).rejects.toThrow('the rest failed');
    expect(await states()).toEqual([`${KIND} 1 ARMED`]);
  });
});
