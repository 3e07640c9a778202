import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CaseFile } from '@app/cases';
import { days, hours, Keyring, Reader, UnitOfWork } from '@app/platform';
import * as fc from 'fast-check';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { NoticeClaims, type Claim } from './notice-claims.js';
import { Notice, NoticeSender, QuarantinedNotices, type NoticeState } from '../index.js';
import { Office } from '../../../../test/support/office.js';

jest.setTimeout(60_000);

const LEASE = 30_000;
const FINAL: readonly NoticeState[] = ['ACCEPTED', 'DELIVERED', 'FAILED', 'UNKNOWN', 'SUPPRESSED'];

/** A notice is in one sender's hands for the time of a lease; what comes from an older one never counts. */
describe.each(DATABASES)('who holds a notice, on %s', (_name, postgres) => {
  let office: Office;
  let desk: TestDesk;
  let claims: NoticeClaims;
  beforeEach(async () => {
    desk = await startDesk({ postgres });
    office = new Office(desk);
    claims = desk.get(NoticeClaims);
  }, 60_000);
  afterEach(() => desk.close());

  const owed = async (email = 'lin@example.test'): Promise<string> => idOf(await office.open({ email }));
  const idOf = async (file: CaseFile, kind = 'case-received') =>
    (await office.notices(file)).find((notice) => notice.kind === kind)!.id;
  const row = (id: string) => desk.get(Reader).repository(Notice).findOneByOrFail({ id });
  const ACCEPTED = { state: 'ACCEPTED', providerId: 'p', nextAttemptAt: null, leaseUntil: null } as const;
  const FAILED = { state: 'FAILED', reason: 'too late', nextAttemptAt: null, leaseUntil: null } as const;
  /** Taken by one sender that falls silent, and by the next. */
  async function followed(): Promise<{ id: string; old: Claim; now: Claim }> {
    const id = await owed();
    const old = (await claims.take(id))!;
    desk.time.forward(LEASE);
    return { id, old, now: (await claims.take(id))! };
  }

  it('until the lease has run out, to the millisecond', async () => {
    const id = await owed();
    expect(claims.leaseMs).toBe(LEASE);
    await claims.take(id);
    const held = await row(id);
    expect(held).toMatchObject({ state: 'SENDING', attempts: 1, fence: 1, interruptions: null });
    expect([held.leaseUntil, held.nextAttemptAt]).toEqual([desk.time.now() + LEASE, desk.time.now() + LEASE]);
    desk.time.forward(LEASE - 1);
    expect(await claims.take(id)).toBeUndefined();
    expect(await row(id)).toEqual(held);
    desk.time.forward(1);
    expect(await claims.take(id)).toBeDefined();
    expect(await row(id)).toMatchObject({ state: 'SENDING', attempts: 2, fence: 2 });
  });

  it('the result of an old lease changes nothing while another sends, whatever it says', async () => {
    for (const result of [
      ACCEPTED,
      FAILED,
      { state: 'PENDING', nextAttemptAt: 1, leaseUntil: null } as const,
    ]) {
      const { id, old, now } = await followed();
      const before = await row(id);
      expect(await claims.finish(old, result)).toBe(false);
      expect(await row(id)).toEqual(before);
      expect(await claims.finish(now, ACCEPTED)).toBe(true);
      expect(await row(id)).toMatchObject({ state: 'ACCEPTED', fence: 2 });
    }
  });

  it('an old sender does not lengthen the lease of the one after it', async () => {
    const { id, old, now } = await followed();
    const before = await row(id);
    desk.time.forward(LEASE / 2);
    await claims.renew(old);
    expect(await row(id)).toEqual(before);
    await claims.renew(now);
    expect((await row(id)).leaseUntil).toBe(before.leaseUntil! + LEASE / 2);
  });

  it('an old sender that could not make it does not give it up for the one after it', async () => {
    const { id, old } = await followed();
    const before = await row(id);
    await claims.unmade({ notices: old.notices, cause: new Error('x') } as never);
    expect(await row(id)).toEqual(before);
  });

  it('a result counts once', async () => {
    const { id, now } = await followed();
    expect([await claims.finish(now, ACCEPTED), await claims.finish(now, FAILED)]).toEqual([true, false]);
    await claims.renew(now);
    expect(await row(id)).toMatchObject({ state: 'ACCEPTED', leaseUntil: null, nextAttemptAt: null });
  });

  it('a hundred senders at once: one of them has it', async () => {
    const id = await owed();
    const taken = await Promise.all(Array.from({ length: 100 }, () => claims.take(id)));
    expect(taken.filter((claim) => claim !== undefined)).toHaveLength(1);
    expect(await row(id)).toMatchObject({ attempts: 1, fence: 1 });
  });

  it('neither one that waits for its time nor one that has ended can be taken', async () => {
    const id = await owed();
    const set = (change: Partial<Notice>) =>
      desk.get(UnitOfWork).run((manager) => manager.update(Notice, { id }, change as object));
    const now = desk.time.now();
    await set({ nextAttemptAt: now + 1 });
    expect(await claims.take(id)).toBeUndefined();
    for (const state of FINAL) {
      await set({ state, nextAttemptAt: now });
      expect([state, await claims.take(id)]).toEqual([state, undefined]);
    }
    await set({ state: 'PENDING', nextAttemptAt: null });
    expect(await claims.take(id)).toBeUndefined();
    expect(await claims.take('no-such-id')).toBeUndefined();
    await set({ nextAttemptAt: now });
    expect(await claims.take(id)).toBeDefined();
  });

  it('never leaves a state that is final, whatever comes in whatever order, but by an operator', async () => {
    const step = fc.constantFrom(
      ...(['take', 'accept', 'fail', 'later', 'renew', 'unmade', 'old result', 'time', 'sweep'] as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
        const id = await owed();
        const held: Claim[] = [];
        let last = await row(id);
        for (const one of steps) {
          const [old, now] = [held[0], held.at(-1)];
          if (one === 'take') held.push(...[await claims.take(id)].filter((claim) => claim !== undefined));
          if (one === 'time') desk.time.forward(hours(2));
          if (one === 'sweep') await desk.get(NoticeSender).send(id);
          if (one === 'accept' && now) await claims.finish(now, ACCEPTED);
          if (one === 'fail' && now) await claims.finish(now, FAILED);
          if (one === 'old result' && old) await claims.finish(old, FAILED);
          if (one === 'renew' && old) await claims.renew(old);
          if (one === 'unmade' && now) await claims.unmade({ notices: now.notices, cause: 'x' } as never);
          if (one === 'later' && now)
            await claims.finish(now, { state: 'PENDING', nextAttemptAt: desk.time.now(), leaseUntil: null });
          const next = await row(id);
          expect(FINAL.includes(last.state) ? next.state : last.state).toBe(last.state);
          expect(next.fence).toBeGreaterThanOrEqual(last.fence);
          expect(next.attempts).toBeGreaterThanOrEqual(last.attempts);
          expect(next.leaseUntil !== null).toBe(next.state === 'SENDING');
          last = next;
        }
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 20) },
    );
  });

  it('an operator takes up what was set aside after five tries, and nothing else', async () => {
    const id = await owed();
    const set = (change: Partial<Notice>) =>
      desk.get(UnitOfWork).run((manager) => manager.update(Notice, { id }, change as object));
    const again = () => desk.get(QuarantinedNotices).retry({ kind: 'system' }, id);
    for (const change of [
      { state: 'UNKNOWN', interruptions: 4 },
      { state: 'UNKNOWN', interruptions: null },
      { state: 'FAILED', interruptions: 5 },
      { state: 'ACCEPTED', interruptions: 5 },
    ] as const) {
      await set({ ...change, nextAttemptAt: null });
      expect([change, await again()]).toEqual([change, false]);
      expect(await row(id)).toMatchObject({ ...change, nextAttemptAt: null });
    }
    await set({ state: 'UNKNOWN', interruptions: 5, reason: 'its sender died 5 times' });
    expect(await desk.get(QuarantinedNotices).count()).toBe(1);
    expect(await again()).toBe(true);
    expect(await row(id)).toMatchObject({
      ...{ state: 'PENDING', interruptions: null, reason: null, nextAttemptAt: desk.time.now() },
    });
    expect([await again(), await desk.get(QuarantinedNotices).count()]).toEqual([false, 0]);
    for (const actor of [
      { kind: 'citizen', caseId: null } as const,
      await office.staff('x', 'demo.registry', ['UNIT_HEAD']),
    ])
      await expect(desk.get(QuarantinedNotices).retry(actor, id)).rejects.toThrow('not-found');
  });

  it('what needs an eye is counted for seven days, and unheard warnings likewise', async () => {
    const id = await owed();
    const set = (change: Partial<Notice>) =>
      desk.get(UnitOfWork).run((manager) => manager.update(Notice, { id }, change as object));
    const stuck = () => desk.get(NoticeSender).stuck();
    await desk.get(NoticeSender).sweep();
    for (const [state, figures] of [
      ['FAILED', { failed: 1, unknown: 0 }],
      ['UNKNOWN', { failed: 0, unknown: 1 }],
      ['SUPPRESSED', { failed: 0, unknown: 0 }],
    ] as const) {
      await set({ state });
      expect(await stuck()).toMatchObject({ ...figures, oldestUnsentAge: null });
    }
    const unheardOf = { recipientHash: desk.get(Keyring).hash('blind-email', ''), kind: 'clock-warning' };
    const unheard = () => desk.get(NoticeSender).unheard();
    expect(await unheard()).toBe(0);
    await set(unheardOf);
    expect(await unheard()).toBe(1);
    await set({ kind: 'referred' });
    expect(await unheard()).toBe(0);
    await set({ ...unheardOf, state: 'FAILED' });
    expect([await unheard(), (await stuck()).failed]).toEqual([0, 1]);
    desk.time.forward(days(7));
    expect((await stuck()).failed).toBe(1);
    desk.time.forward(1);
    expect((await stuck()).failed).toBe(0);
    await set({ state: 'SUPPRESSED' });
    expect(await unheard()).toBe(0);
    desk.time.forward(-1);
    expect(await unheard()).toBe(1);
  });

  it('the oldest goes first, and more than two batches go out in one sweep', async () => {
    const files = await Promise.all(
      Array.from({ length: 205 }, (_, n) => office.open({ email: `p${n}@example.test` })),
    );
    const oldest = await idOf(files.at(-1)!, 'lookup-code');
    await desk
      .get(UnitOfWork)
      .run((manager) => manager.update(Notice, { id: oldest }, { nextAttemptAt: desk.time.now() - 1 }));
    const sent: string[] = [];
    const sender = desk.get(NoticeSender);
    jest.spyOn(sender, 'send').mockImplementationOnce(async (id) => {
      sent.push(id);
      return NoticeSender.prototype.send.call(sender, id);
    });
    expect(await sender.sweep()).toBe(410);
    expect([sent, sender.behind]).toEqual([[oldest], false]);
    expect(await desk.get(Reader).repository(Notice).countBy({ state: 'ACCEPTED' })).toBe(410);
  });
});
