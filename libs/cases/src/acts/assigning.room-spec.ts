import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Staff, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { CaseFile, HistoryEvent } from '../index.js';

describe.each(DATABASES)('assigning (分派, 改分), on %s', (_name, postgres) => {
  let story: Story;
  let desk: StaffActor;
  let [here, there]: StaffActor[] = [];
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    desk = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    here = await story.staff('demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD'], 'here');
    there = await story.staff('demo.city-services', ['CASE_HANDLER'], 'there');
    await story.staff('sme.planning', ['CASE_HANDLER'], 'elsewhere');
    const gone = await story.staff('demo.guidance', ['CASE_HANDLER'], 'gone');
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(Staff, { id: gone.id }, { active: false }));
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(desk, { service: 'demo.application', channel: 'COUNTER' }));
  });

  const assign = (input: object, actor = desk) => story.act(actor, file, 'assign', input);
  const held = async () => {
    const { status, unitId, handlerId } = await story.desk
      .get(Reader)
      .repository(CaseFile)
      .findOneByOrFail({ id: file.id });
    return [status, unitId, handlerId];
  };
  const last = async () => {
    const where = { caseId: file.id };
    const [event] = await story.desk
      .get(Reader)
      .repository(HistoryEvent)
      .find({ where, order: { seq: 'DESC' }, take: 1 });
    return [event!.type, event!.facts];
  };

  it('also accepts a received case, at the same time and by the same person; afterwards only assigns', async () => {
    await assign({ unit: 'demo.guidance' });
    const rows = await story.desk.get(Reader).repository(HistoryEvent).findBy({ caseId: file.id });
    const two = rows.toSorted((a, b) => a.seq - b.seq).slice(1);
    expect(two.map(({ type, actorId, actorUnitId, at }) => [type, actorId, actorUnitId, at])).toEqual([
      ['ACCEPTED', desk.id, 'demo.service-desk', two[1]!.at],
      ['ASSIGNED', desk.id, 'demo.service-desk', two[1]!.at],
    ]);
    expect(two[0]!.facts).toEqual({});
    await assign({ unit: 'demo.guidance', handler: 'here' });
    expect(await story.events(file)).toEqual(['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'ASSIGNED']);
  });

  it('to a handler of the unit by id or by login, upper or lower case; the history keeps the id', async () => {
    for (const handler of ['here', 'HERE', here!.id]) {
      await assign({ unit: 'demo.guidance' });
      await assign({ unit: 'demo.guidance', handler });
      expect(await held()).toEqual(['IN_PROGRESS', 'demo.guidance', here!.id]);
      expect(await last()).toEqual(['ASSIGNED', { unit: 'demo.guidance', handler: here!.id }]);
    }
  });

  it('without a handler removes the earlier one', async () => {
    await assign({ unit: 'demo.guidance', handler: 'here' });
    await assign({ unit: 'demo.guidance' });
    expect(await held()).toEqual(['IN_PROGRESS', 'demo.guidance', null]);
  });

  it('is 分派 the first time, whatever the unit, and 改分 each time the unit changes afterwards', async () => {
    await assign({ unit: 'demo.city-services' });
    expect((await last())[0]).toBe('ASSIGNED');
    await assign({ unit: 'demo.guidance', reason: '業務調整' });
    expect(await last()).toEqual(['REASSIGNED', { unit: 'demo.guidance' }]);
    await assign({ unit: 'demo.guidance', handler: 'here' });
    expect((await last())[0]).toBe('ASSIGNED');
    await assign({ unit: 'demo.city-services', handler: 'there' });
    expect(await last()).toEqual(['REASSIGNED', { unit: 'demo.city-services', handler: there!.id }]);
    expect((await story.notices(file)).filter((kind) => kind === 'case-assigned')).toHaveLength(1);
    expect((await story.notices(file)).filter((kind) => kind === 'case-reassigned')).toHaveLength(2);
  });

  it.each([
    ['the same unit', { unit: 'demo.guidance' }, 'unit'],
    ['the same person', { unit: 'demo.guidance', handler: 'here' }, 'handler'],
  ])('to %s a second time is refused, and nothing changes', async (_whom, input, field) => {
    await assign(input);
    const before = await story.everything();
    const refused = (await refusal(assign(input))).detail.fields;
    expect(refused).toMatchObject([{ field, code: 'already-assigned' }]);
    expect(await story.everything()).toEqual(before);
  });

  it('an answered case leaves it answered', async () => {
    await assign({ unit: 'demo.guidance' });
    await story.act(here!, file, 'reply', { text: '答復' });
    await assign({ unit: 'demo.city-services', handler: 'there' });
    expect(await held()).toEqual(['REPLIED', 'demo.city-services', there!.id]);
    expect((await last())[0]).toBe('REASSIGNED');
  });

  it('hides the case from the unit that had it', async () => {
    const clerk = await story.staff('demo.guidance', ['CASE_HANDLER']);
    await assign({ unit: 'demo.city-services' });
    expect(await refusal(story.act(clerk, file, 'note', { text: '記' }))).toMatchObject({
      kind: 'NOT_FOUND',
    });
    await story.act(there!, file, 'note', { text: '記' });
  });

  it.each([
    ['a unit that does not exist', { unit: 'demo.moon' }, 'unit', 'unknown-unit'],
    ['a unit of another organisation', { unit: 'sme.planning' }, 'unit', 'unknown-unit'],
    ['a partner’s team', { unit: 'demo.finance-team' }, 'unit', 'unit-of-partner'],
    ['no unit', {}, 'unit', 'required'],
    ['a handler of another unit', { unit: 'demo.guidance', handler: 'there' }, 'handler', 'unknown-staff'],
    [
      'a handler of another organisation',
      { unit: 'demo.guidance', handler: 'elsewhere' },
      'handler',
      'unknown-staff',
    ],
    ['a handler who left', { unit: 'demo.guidance', handler: 'gone' }, 'handler', 'unknown-staff'],
    ['a handler whom nothing names', { unit: 'demo.guidance', handler: 'x' }, 'handler', 'unknown-staff'],
  ])('to %s is refused, and nothing changes', async (_what, input, field, code) => {
    const before = await story.everything();
    expect((await refusal(assign(input))).detail.fields).toMatchObject([{ field, code }]);
    expect(await story.everything()).toEqual(before);
  });
});
