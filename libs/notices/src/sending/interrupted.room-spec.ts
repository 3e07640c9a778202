import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Reader } from '@app/platform';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { NoticeClaims } from './notice-claims.js';
import { Notice, NoticeSender } from '../index.js';
import { Outbound } from './outbound.js';
import { Office } from '../../../../test/support/office.js';

jest.setTimeout(60_000);

/** A worker that dies takes all that it was sending with it: which of them killed it is seen when each goes alone. */
describe.each(DATABASES)('messages whose sender fell silent, on %s', (_name, postgres) => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
  }, 60_000);
  afterAll(() => desk.close());

  /** What is with the gateway at once, seen at each hand-over. */
  function watchGateway(): string[][] {
    const inFlight = new Set<string>();
    const seen: string[][] = [];
    jest.spyOn(desk.get(Outbound), 'handOver').mockImplementation(async ({ id }) => {
      inFlight.add(id);
      for (let turn = 0; turn < 20_000 && inFlight.size < 3; turn++) await new Promise(setImmediate);
      seen.push([...inFlight]);
      inFlight.delete(id);
      return { state: 'ACCEPTED', providerId: id } as never;
    });
    return seen;
  }

  it('go one at a time, before the others, which go three at once', async () => {
    const office = new Office(desk);
    for (let n = 0; n < 6; n++) await office.open({ email: `citizen${n}@example.test` });
    const notices = await desk
      .get(Reader)
      .repository(Notice)
      .findBy({ state: 'PENDING', kind: 'case-received' });
    const interrupted = notices.slice(0, 3).map(({ id }) => id);
    for (const id of interrupted) await desk.get(NoticeClaims).take(id);
    desk.time.forward(desk.get(NoticeClaims).leaseMs);
    const seen = watchGateway();
    await desk.get(NoticeSender).sweep();
    expect(seen.slice(0, 3).toSorted()).toEqual(interrupted.map((id) => [id]).toSorted());
    expect(Math.max(...seen.map((together) => together.length))).toBe(3);
    expect(seen.length).toBeGreaterThan(8);
  });
});
