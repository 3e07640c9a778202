import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Catalogue, type RateEntry } from '@app/catalogue';
import { CaseFile } from '@app/cases';
import { CaseCalls, Contact, Intake, UndoContact } from '@app/intake';
import type { StaffActor } from '@app/people';
import { days, hours, minutes, Reader, taipeiMidnight, UnitOfWork } from '@app/platform';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { channelFigures, firstContactFigures } from './channels.js';
import { Figures } from './figures.js';
import type { Period } from './period.js';

const FIRST = taipeiMidnight('2026-08-01');
const AFTER = taipeiMidnight('2026-09-01');
const AUGUST: Period = { from: FIRST, to: AFTER };

describe.each(DATABASES)('a period, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());
  beforeEach(() =>
    story.desk.get(UnitOfWork).run(async (manager) => {
      await manager.deleteAll(Contact);
      await manager.query('UPDATE case_file SET "receivedAt" = 1');
    }),
  );

  /** A case received, or a call solved, at this moment. */
  const received = async (at: number, change: Partial<CaseFile> = {}) => {
    const { file } = await story.open(agent, { service: 'demo.consultation' });
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(CaseFile, { id: file.id }, { receivedAt: at, ...change }));
  };
  const solved = async (at: number, change: object = {}) => {
    const call = { channel: 'PHONE', service: 'demo.consultation', topic: '補助', answer: '已說明' };
    const { id } = await story.desk.get(Intake).logContact(agent, { ...call, ...change });
    await story.desk.get(UnitOfWork).run((manager) => manager.update(Contact, { id }, { at }));
  };
  const channels = (period = AUGUST) => channelFigures(story.desk.get(Reader), period);
  const rates = (period = AUGUST) =>
    firstContactFigures(story.desk.get(Reader), story.desk.get(Catalogue), period);

  it('includes its first moment and excludes the first moment of the next', async () => {
    for (const at of [FIRST - 1, FIRST, AFTER - 1, AFTER]) {
      await received(at);
      await solved(at);
    }
    const of = { organisation: 'demo', channel: 'PHONE' };
    expect(await channels()).toEqual([{ ...of, contactsSolvedAtOnce: 2, cases: 2 }]);
    expect(await channels({ from: AFTER, to: AFTER + days(30) })).toEqual([
      { ...of, contactsSolvedAtOnce: 1, cases: 1 },
    ]);
    expect(await channels({ from: FIRST - hours(1), to: FIRST })).toEqual([
      { ...of, contactsSolvedAtOnce: 1, cases: 1 },
    ]);
  });

  it('is counted by channel and organisation, without imported cases and what was never confirmed', async () => {
    await received(FIRST);
    await received(FIRST, { confirmBy: '2026-08-08' });
    await received(FIRST, { channel: 'COUNTER' });
    await received(FIRST, { channel: 'COUNTER' });
    await received(FIRST, { origin: 'IMPORTED' });
    await received(FIRST, { organisationId: 'sme' });
    await solved(FIRST, { channel: 'COUNTER' });
    expect(await channels()).toEqual([
      { organisation: 'demo', channel: 'COUNTER', contactsSolvedAtOnce: 1, cases: 2 },
      { organisation: 'demo', channel: 'PHONE', contactsSolvedAtOnce: 0, cases: 1 },
      { organisation: 'sme', channel: 'PHONE', contactsSolvedAtOnce: 0, cases: 1 },
    ]);
  });

  it('counts an enquiry about a case, but not what was only added to a case, nor what was undone', async () => {
    await solved(FIRST);
    const { caseNumber } = (await story.open(agent, { service: 'demo.consultation' })).file;
    const call = { channel: 'PHONE', caseNumber, said: '補充' };
    const others = [
      await story.desk.get(CaseCalls).log(agent, 'ASKED', call),
      await story.desk.get(CaseCalls).log(agent, 'ATTACHED', call),
    ];
    const { id } = await story.desk.get(Intake).logContact(agent, {
      ...{ channel: 'PHONE', service: 'demo.consultation', topic: '補助', answer: '已說明' },
    });
    await story.desk.get(UndoContact).undo(agent, id);
    await story.desk.get(UnitOfWork).run(async (manager) => {
      for (const one of [...others, { id }]) await manager.update(Contact, { id: one.id }, { at: FIRST });
    });
    expect(await channels()).toEqual([
      { organisation: 'demo', channel: 'PHONE', contactsSolvedAtOnce: 2, cases: 1 },
    ]);
  });

  it('has the rate of contacts solved at once to those and the cases of the same channel, to four decimals', async () => {
    for (let n = 0; n < 2; n++) await solved(FIRST);
    await solved(FIRST, { channel: 'COUNTER' });
    await received(FIRST);
    await received(FIRST, { channel: 'LETTER' }); // nothing can be solved at once by letter
    const of = { organisation: 'demo', commitment: 'demo.first-contact-rate', target: 0.98 };
    expect(await rates()).toEqual([
      { ...of, channel: 'COUNTER', contactsSolvedAtOnce: 1, cases: 0, rate: 1 },
      { ...of, channel: 'PHONE', contactsSolvedAtOnce: 2, cases: 1, rate: 0.6667 },
      { ...of, channel: null, contactsSolvedAtOnce: 3, cases: 1, rate: 0.75 },
    ]);
  });

  it('has the rates of one agency where it is asked for', async () => {
    await solved(FIRST);
    await solved(FIRST, { topic: '他機關' });
    await story.desk
      .get(UnitOfWork)
      .run((manager) =>
        manager.update(
          Contact,
          { topic: '他機關' },
          { organisationId: 'sme', serviceId: 'sme.consultation' },
        ),
      );
    const organisations = async (of?: string) => {
      const figures = story.desk.get(Figures);
      const found =
        of === undefined ? (await figures.of(AUGUST)).rates : await figures.firstContact(of, AUGUST);
      return [...new Set(found.map(({ organisation }) => organisation))].toSorted();
    };
    expect(await organisations()).toEqual(['demo', 'sme']);
    expect([await organisations('demo'), await organisations('sme')]).toEqual([['demo'], ['sme']]);
  });

  it('counts the rates of one agency once a minute', async () => {
    const period = { ...AUGUST, to: AUGUST.to - 1 };
    const first = async () => (await story.desk.get(Figures).firstContact('demo', period)).at(-1)!;
    await solved(FIRST);
    expect((await first()).contactsSolvedAtOnce).toBe(1);
    await solved(FIRST);
    story.desk.time.forward(minutes(1) - 1);
    expect((await first()).contactsSolvedAtOnce).toBe(1);
    story.desk.time.forward(1);
    expect((await first()).contactsSolvedAtOnce).toBe(2);
  });

  it('has no rate that is not measured here', async () => {
    await solved(FIRST);
    const real = story.desk.get(Catalogue);
    const [entry] = real.commitments().filter(({ id }) => id === 'demo.first-contact-rate') as RateEntry[];
    const { measure: _not, ...other } = { ...entry!, id: 'demo.other-rate' };
    const catalogue = { services: () => real.services(), commitments: () => [entry!, other] };
    const found = await firstContactFigures(story.desk.get(Reader), catalogue, AUGUST);
    expect(new Set(found.map(({ commitment }) => commitment))).toEqual(new Set([entry!.id]));
  });

  it('has no rate where nothing was solved at once, nor for services that the commitment does not bind', async () => {
    await received(FIRST);
    await solved(FIRST, { service: 'demo.city-report' });
    expect(await rates()).toEqual([]);
  });
});
