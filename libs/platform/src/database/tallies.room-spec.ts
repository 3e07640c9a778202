import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { hours, minutes } from '../time/taipei.js';
import { Reader } from './reader.js';
import { Tallies } from './tallies.js';
import { UnitOfWork } from './unit-of-work.js';

const WINDOW = hours(1);
const START = Date.parse('2026-08-19T10:00:00+08:00');

describe.each(DATABASES)('counts by windows of time, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let tallies: Tallies;
  let scopes = 0;
  let scope: string;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    tallies = desk.get(Tallies);
  });
  afterAll(() => desk.close());
  beforeEach(() => {
    desk.time.set(START);
    scope = `198.51.100.${++scopes}`;
  });
  const add = (by?: number) => tallies.add('report', scope, WINDOW, by);

  it('count up within a window, and from one again from the first moment of the next', async () => {
    expect([await add(), await add(), await add(5)]).toEqual([1, 2, 7]);
    desk.time.set(START + WINDOW - 1);
    expect(await add()).toBe(8);
    desk.time.set(START + WINDOW);
    expect(await add()).toBe(1);
  });

  it('count each kind, scope and length of window separately', async () => {
    await add();
    expect(await tallies.add('message', scope, WINDOW)).toBe(1);
    expect(await tallies.add('report', `${scope}0`, WINDOW)).toBe(1);
    expect(await add()).toBe(2);
  });

  it('give each of a hundred at once a different number', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => add()));
    expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  });

  it('do not count what was rolled back', async () => {
    const unit = desk.get(UnitOfWork).run(async () => {
      await add();
      throw new Error('no');
    });
    await expect(unit).rejects.toThrow('no');
    expect(await add()).toBe(1);
  });

  it('store no address in clear text', async () => {
    await add();
    expect(JSON.stringify(await desk.get(Reader).rows('SELECT * FROM tally'))).not.toContain(scope);
  });

  describe('a place', () => {
    const most = 2;
    const place = async (by?: number) => {
      const { since, ahead } = await tallies.place('message', scope, { windowMs: WINDOW, most }, by);
      return [(since - START) / WINDOW, ahead];
    };

    it('is in this window while it has room, then in the next ones in order', async () => {
      const places = [];
      for (let n = 0; n < 6; n++) places.push(await place());
      expect(places).toEqual([
        [0, false],
        [0, false],
        [1, true],
        [1, true],
        [2, true],
        [2, true],
      ]);
    });

    it('for several at once is in one window, also beyond the limit if it began below', async () => {
      expect([await place(), await place(5)]).toEqual([
        [0, false],
        [0, false],
      ]);
      expect(await place()).toEqual([1, true]);
    });

    it('is in the current window again once that has room', async () => {
      for (let n = 0; n < 3; n++) await place();
      desk.time.forward(WINDOW + minutes(1));
      expect(await place()).toEqual([1, false]);
      expect(await place()).toEqual([2, true]);
    });
  });
});
