import { HistoryEvent, LookupDoor } from '@app/cases';
import type { TakenIn } from '@app/intake';
import { Notice } from '@app/notices';
import type { StaffActor } from '@app/people';
import { days, hours, minutes, type Problem, Reader } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { Story } from '../../support/story.js';

const QUARTER = minutes(15);
const HERS = '192.0.2.1';
const [OPENED, WRONG, WAIT] = ['opened', 'NOT_FOUND', 'TOO_MANY 900'];

describe.each(DATABASES)('the limit on wrong codes, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let taken: TakenIn;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());
  beforeEach(async () => void (taken = await story.open(agent)));

  const now = () => story.desk.time.now();
  const at = (instant: number) => story.desk.time.set(instant);
  const ask = (lookupCode: string, address: string, { file } = taken) =>
    story.desk
      .get(LookupDoor)
      .open({ caseNumber: file.caseNumber, lookupCode, address })
      .then(
        () => OPENED,
        ({ kind, code, detail }: Problem) => {
          expect(code).toBe(kind === 'TOO_MANY' ? 'too-many-codes' : 'not-found');
          return [kind, detail.retryAfterSeconds].filter(Boolean).join(' ');
        },
      );
  const right = (address = HERS, of = taken) => ask(of.lookupCode, address, of);
  const wrong = (address = HERS, of = taken) => ask('AAAAA-AAAAA', address, of);
  const wrongs = async (n: number, address = HERS) => {
    for (let tried = 0; tried < n; tried++) expect(await wrong(address)).toBe(WRONG);
  };

  it('is five; then exactly a quarter of an hour of waiting', async () => {
    await wrongs(4);
    expect(await right()).toBe(OPENED);
    await wrongs(1);
    const full = now();
    expect([await wrong(), await right()]).toEqual([WAIT, WAIT]);
    at(full + QUARTER - 1);
    expect(await right()).toBe(WAIT);
    at(full + QUARTER);
    expect(await right()).toBe(OPENED);
    await wrongs(5);
    expect(await right()).toBe(WAIT);
  });

  it('is not prolonged by attempts while waiting', async () => {
    await wrongs(5);
    const full = now();
    for (const later of [5, 10, 14]) {
      at(full + minutes(later));
      expect(await wrong()).toBe(WAIT);
    }
    at(full + QUARTER);
    expect(await right()).toBe(OPENED);
  });

  it('counts a fifth within the quarter after four; a quarter later it is the first again', async () => {
    const begun = now();
    await wrongs(4);
    at(begun + QUARTER - 1);
    await wrongs(1);
    expect(await right()).toBe(WAIT);
    taken = await story.open(agent);
    const other = now();
    await wrongs(4);
    at(other + QUARTER);
    await wrongs(1);
    expect(await right()).toBe(OPENED);
    await wrongs(4);
    expect(await right()).toBe(WAIT);
  });

  it('applies to one address and one case: other addresses and cases do not wait', async () => {
    const other = await story.open(agent);
    await wrongs(5);
    expect(await right('192.0.2.2')).toBe(OPENED);
    expect(await right(HERS, other)).toBe(OPENED);
    expect([await wrong('192.0.2.2'), await wrong(HERS, other)]).toEqual([WRONG, WRONG]);
  });

  it('counts all notations of a number as one case', async () => {
    const { file } = taken;
    const written = [
      file.caseNumber.toLowerCase(),
      file.caseNumber.replaceAll('-', ''),
      ` ${file.caseNumber} `,
    ];
    for (const caseNumber of [...written, ...written.slice(0, 2)])
      expect(await wrong(HERS, { ...taken, file: { ...file, caseNumber } })).toBe(WRONG);
    expect(await right()).toBe(WAIT);
  });

  it('at fifty from all addresses in a day excludes only those that failed that day; the owner is told once', async () => {
    await wrongs(1, HERS);
    const failed = now();
    at(failed + hours(20));
    for (let n = 0; n < 48; n++) await wrongs(1, `198.51.100.${n}`);
    expect(await right(HERS)).toBe(OPENED);
    await wrongs(1, '198.51.100.48');
    expect([await right(HERS), await right('192.0.2.7')]).toEqual([WAIT, OPENED]);
    at(failed + days(1) - 1);
    expect(await right(HERS)).toBe(WAIT);
    at(failed + days(1));
    expect(await right(HERS)).toBe(OPENED);
    expect(await right('198.51.100.48')).toBe(WAIT);
    const where = { caseId: taken.file.id, type: 'LOOKUP_GUESSED' as const };
    const told = await story.desk.get(Reader).repository(HistoryEvent).findBy(where);
    expect(told).toMatchObject([{ actorKind: 'system', at: failed + hours(20), facts: {} }]);
    expect(
      await story.desk.get(Reader).repository(Notice).countBy({ kind: 'lookup-guessed' }),
    ).toBeGreaterThan(0);
  });

  it('does not count guesses at other cases', async () => {
    const other = await story.open(agent);
    for (let n = 0; n < 60; n++) await wrong(`203.0.113.${n}`, other);
    await wrongs(1);
    expect(await right()).toBe(OPENED);
  });
});
