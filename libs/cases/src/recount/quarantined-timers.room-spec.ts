import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TrailEvent, SYSTEM, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { Timer } from '@app/sla/timers';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { QuarantinedTimers } from '../index.js';

describe.each(DATABASES)('a quarantined timer, on %s', (_name, postgres) => {
  let story: Story;
  let head: StaffActor;
  let id: string;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    head = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'UNIT_HEAD']);
    const { file } = await story.open(head);
    const armed = { caseId: file.id, state: 'ARMED' as const };
    ({ id } = (await story.desk.get(Reader).repository(Timer).findBy(armed))[0]!);
    const quarantined = { state: 'QUARANTINED' as const, liveKey: null };
    await story.desk.get(UnitOfWork).run((manager) => manager.update(Timer, { id }, quarantined));
  });
  afterAll(() => story.close());

  const takeUp = (actor: Parameters<QuarantinedTimers['takeUp']>[0]) =>
    story.desk.get(QuarantinedTimers).takeUp(actor, id);
  const noted = async () =>
    (await story.desk.get(Reader).repository(TrailEvent).findBy({ type: 'TIMER_TAKEN_UP' })).map(
      ({ staffId, detail }) => [staffId, detail],
    );

  it('is armed again only by operators, once, and recorded in the trail', async () => {
    expect((await refusal(takeUp(head))).kind).toBe('NOT_FOUND');
    expect(await noted()).toEqual([]);
    expect(await takeUp(SYSTEM)).toBe(true);
    expect(await story.desk.get(Reader).repository(Timer).findOneByOrFail({ id })).toMatchObject({
      state: 'ARMED',
    });
    expect(await takeUp(SYSTEM)).toBe(false);
    expect(await noted()).toEqual([[null, { timer: id }]]);
  });
});
