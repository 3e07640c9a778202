import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClockRow, type Scope } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { Timer } from '@app/sla/timers';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Boards } from './board.js';
import { unfiredClocks } from './unfired-clocks.js';

describe.each(DATABASES)('clocks whose due timer has not fired yet, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  const ALL: Scope = { organisationId: 'demo', units: 'ALL' };
  const of = async (caseId: string, scope: Scope = ALL, now = story.desk.time.now()) => {
    const ids = (await story.desk.get(Reader).find(ClockRow, 'WHERE "caseId" = $1', [caseId])).map(
      ({ id }) => id,
    );
    return (await unfiredClocks(story.desk.get(Reader), scope, now)).filter(({ id }) => ids.includes(id));
  };

  const warnings = async (caseId: string) =>
    (await story.desk.get(Reader).find(ClockRow, `WHERE "caseId" = $1 AND state = 'RUNNING'`, [caseId])).map(
      ({ warnAt }) => warnAt!,
    );

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());

  it('are included from the exact due instant on until the timer has fired', async () => {
    const { file } = await story.open(agent);
    const armed = await story.desk
      .get(Reader)
      .find(Timer, `WHERE "caseId" = $1 AND state = 'ARMED' ORDER BY "dueAt"`, [file.id]);
    const clocks = await story.desk.get(Reader).find(ClockRow, `WHERE "caseId" = $1`, [file.id]);
    const next = armed.find(({ subjectId }) => clocks.some(({ id }) => id === subjectId))!;
    expect(await of(file.id, ALL, next.dueAt - 1)).toEqual([]);
    const found = await of(file.id, ALL, next.dueAt);
    expect(found).toMatchObject([{ id: next.subjectId, from: 'ON_TRACK', to: 'WARNING' }]);
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(Timer, { id: next.id }, { state: 'FIRED', liveKey: null }));
    expect((await of(file.id, ALL, next.dueAt)).map(({ id }) => id)).not.toContain(next.subjectId);
  });

  it('are limited by scope: by organisation, acting unit and owning unit', async () => {
    const { file } = await story.open(agent);
    await story.refer(agent, file, 'demo.finance-team');
    story.desk.time.forward(days(2));
    const late = async (scope: Scope) => (await of(file.id, scope)).map(({ unitId }) => unitId);
    expect(await late(ALL)).toContain('demo.finance-team');
    expect(await late({ organisationId: 'sme', units: 'ALL' })).toEqual([]);
    expect(await late({ organisationId: 'demo', units: ['demo.finance-team'] })).toEqual([
      'demo.finance-team',
    ]);
    expect(await late({ organisationId: 'demo', units: ['demo.guidance'] })).toContain('demo.finance-team');
    expect(await late({ organisationId: 'demo', units: ['demo.startup-team'] })).toEqual([]);
  });

  it('count once on the board: subtracted from their old standing, added to the new', async () => {
    const head = await story.staff('demo.registry', ['UNIT_HEAD']);
    const { file } = await story.open(agent);
    await story.act(agent, file, 'assign', { unit: 'demo.registry' });
    const board = () => story.desk.get(Boards).show(head);
    const warnAt = Math.min(...(await warnings(file.id)));
    story.desk.time.set(warnAt);
    expect((await board()).warning.rows).toHaveLength(1);
    const { running } = await board();
    expect(running).toBeGreaterThan(0);
    story.desk.time.forward(days(60));
    const { counts, ...late } = await board();
    expect(late).toMatchObject({ running, overdue: { total: running }, warning: { total: 0 } });
    expect(counts.map(({ overdue, warning }) => [overdue, warning])).toEqual(
      counts.map(({ running: all }) => [all, 0]),
    );
  });
});
