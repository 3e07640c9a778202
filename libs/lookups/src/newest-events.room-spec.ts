import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { StaffRegister, type StaffActor } from '@app/people';
import { askWith, Reader, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { NewestEvents } from './newest-events.js';

describe.each(DATABASES)('the mark of the newest events, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let agent: StaffActor;

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    const where = {
      organisationId: 'demo',
      unitId: 'demo.service-desk',
      roles: ['FRONTLINE_AGENT' as const],
    };
    const { id } = await desk.get(StaffRegister).create({ login: 'agent', name: 'agent', ...where });
    agent = { kind: 'staff', id, name: 'agent', ...where };
  }, 60_000);
  afterAll(() => desk.close());

  const mark = () => desk.get(NewestEvents).mark();
  const openCase = () =>
    desk.get(Intake).logCase(agent, {
      channel: 'PHONE',
      noticeVersion: PRIVACY_NOTICE_VERSION,
      service: 'demo.consultation',
      subject: '貸款問題',
      description: '想了解貸款',
      contact: { name: '王小明' },
    });

  it('changes with each committed event, and only then', async () => {
    const marks = [await mark(), await mark()];
    await openCase();
    marks.push(await mark(), await mark());
    await openCase();
    marks.push(await mark());
    expect(new Set(marks).size).toBe(3);
    expect([marks[0], marks[2]]).toEqual([marks[1], marks[3]]);
  });

  it.each([
    ['few', 1],
    ['more than are looked at', 110],
  ])(
    'also when an event of a lower position becomes visible after one of a higher, of %s',
    async (_how, cases) => {
      for (let n = 0; n < cases; n++) await openCase();
      const [, early] = await desk
        .get(Reader)
        .rows<Record<string, unknown>>('SELECT * FROM history_event ORDER BY position DESC LIMIT 2');
      const [names, values] = [Object.keys(early!), Object.values(early!)];
      const change = (sql: string, of: unknown[]) =>
        desk.get(UnitOfWork).run((manager) => askWith(manager, sql, of));
      await change('DELETE FROM history_event WHERE position = $1', [early!['position']]);
      const before = await mark();
      const columns = names.map((name) => `"${name}"`).join(', ');
      const marks = names.map((_, at) => `$${at + 1}`).join(', ');
      await change(`INSERT INTO history_event (${columns}) VALUES (${marks})`, values);
      expect(await mark()).not.toBe(before);
    },
  );
});
