import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROLES, Staff, type StaffActor } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { CaseFile, ClockRow, HistoryEvent } from '../index.js';

/** 展延 and 不予處理 name who approved: the head of a unit of the organisation, or of the agency. */
const APPROVERS = ['UNIT_HEAD', 'AGENCY_HEAD'];

describe.each(DATABASES)('extensions and approvals, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let head: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER'], 'owner');
    head = await story.staff('demo.guidance', ['UNIT_HEAD'], 'head');
    for (const role of ROLES) await story.staff('demo.city-services', [role], role.toLowerCase());
    await story.staff('sme.planning', ['UNIT_HEAD', 'AGENCY_HEAD'], 'other-agency');
    const gone = await story.staff('demo.guidance', ['UNIT_HEAD'], 'gone');
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(Staff, { id: gone.id }, { active: false }));
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    story.desk.time.set(Date.parse('2026-08-19T10:00:00+08:00'));
    ({ file } = await story.open(owner));
  });

  const extend = (input: object = {}) =>
    story.act(owner, file, 'extend', { length: '10wd', reason: '需會勘', approver: 'head', ...input });
  const refuse = (input: object = {}) =>
    story.act(owner, file, 'no-action', {
      ...{ ground: 'NO_ACTION_REPEATED', reason: '同一事由', approver: 'head', ...input },
    });
  const wrong = async (doing: () => Promise<unknown>) => {
    const before = await story.everything();
    const { detail } = await refusal(doing());
    expect(await story.everything()).toEqual(before);
    return detail.fields?.map(({ field, code }) => `${field}: ${code}`);
  };
  const clock = (commitmentId = 'law.petition') =>
    story.desk.get(Reader).repository(ClockRow).findOneByOrFail({ caseId: file.id, commitmentId });
  const last = async () => {
    const where = { caseId: file.id };
    const rows = await story.desk
      .get(Reader)
      .repository(HistoryEvent)
      .find({ where, order: { seq: 'DESC' }, take: 1 });
    return rows[0]!;
  };

  it.each(APPROVERS)('%s of another unit of the organisation approves; kept by id', async (role) => {
    const approver = role.toLowerCase();
    await extend({ approver: role });
    const { id } = await story.desk.get(Reader).repository(Staff).findOneByOrFail({ login: approver });
    expect((await last()).facts).toMatchObject({ approver: id });
    await refuse({ approver: id });
    expect((await last()).facts).toEqual({ approver: id, ground: 'NO_ACTION_REPEATED' });
  });

  it.each(ROLES.filter((role) => !APPROVERS.includes(role)))('%s approves nothing', async (role) => {
    const approver = role.toLowerCase();
    expect(await wrong(() => extend({ approver }))).toEqual(['approver: no-approver']);
    expect(await wrong(() => refuse({ approver }))).toEqual(['approver: no-approver']);
  });

  it.each(['other-agency', 'gone', 'no-such-person'])('%s approves nothing', async (approver) => {
    expect(await wrong(() => extend({ approver }))).toEqual(['approver: unknown-staff']);
    expect(await wrong(() => refuse({ approver }))).toEqual(['approver: unknown-staff']);
  });

  it('an extension moves only the promise that may be extended, at most twice', async () => {
    const step = await clock('house.first-step');
    expect((await clock()).dueDate).toBe('2026-10-02');
    await extend();
    expect(await last()).toMatchObject({
      type: 'EXTENDED',
      actorId: owner.id,
      facts: { length: '10wd', approver: head.id },
    });
    expect(await clock()).toMatchObject({ dueDate: '2026-10-19', generation: 2, state: 'RUNNING' });
    await extend({ length: '30wd', commitment: 'law.petition' });
    const twice = await clock();
    expect(twice).toMatchObject({ dueDate: '2026-12-01', generation: 3 });
    expect(await wrong(() => extend())).toEqual(['length: extended-too-often']);
    expect(await clock()).toEqual(twice);
    expect(await clock('house.first-step')).toEqual(step);
    expect((await story.notices(file)).filter((kind) => kind === 'extended')).toHaveLength(2);
  });

  it('a case that was answered and reopened may be extended twice again', async () => {
    for (let n = 0; n < 2; n++) await extend();
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.act(owner, file, 'reopen', { reason: '仍有疑義' });
    for (let n = 0; n < 2; n++) await extend();
    expect(await wrong(() => extend())).toEqual(['length: extended-too-often']);
  });

  it.each([
    ['longer than the promise allows', { length: '31wd' }, 'length: extension-too-long'],
    ['of a promise that cannot be', { commitment: 'house.first-step' }, 'length: nothing-to-extend'],
    ['of a promise that is none', { commitment: 'law.moon' }, 'length: nothing-to-extend'],
    ['in hours', { length: '4h' }, 'length: length'],
    ['of nothing', { length: '0d' }, 'length: length'],
    ['without a reason', { reason: ' ' }, 'reason: required'],
    ['without an approver', { approver: '' }, 'approver: required'],
  ])('an extension %s is refused', async (_what, input, problem) => {
    expect(await wrong(() => extend(input))).toEqual([problem]);
  });

  it('an extension comes too late once the promise is broken, and in time just before', async () => {
    const { dueAt } = await clock();
    story.desk.time.set(dueAt! - 60_000);
    expect(await wrong(() => extend())).toEqual(['length: extension-too-late']);
    story.desk.time.set(dueAt! - 120_001);
    await extend();
    expect((await clock()).dueDate).toBe('2026-10-19');
  });

  it('a case that is not dealt with (不予處理) ends without an answer and no timer closes it', async () => {
    await refuse();
    expect(await last()).toMatchObject({ type: 'NO_ACTION', actorId: owner.id });
    expect(await clock()).toMatchObject({ state: 'ON_TIME' });
    await story.pass(days(30));
    expect(await story.events(file)).toEqual(['RECEIVED', 'ACCEPTED', 'NO_ACTION']);
  });
});
