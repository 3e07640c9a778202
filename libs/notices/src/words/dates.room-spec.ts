import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseContext, CaseFile, History, LookupCodes, Seals, type EventType } from '@app/cases';
import { SYSTEM, type StaffActor } from '@app/people';
import { days, minutes, Reader, UnitOfWork } from '@app/platform';
import { WEDNESDAY_MORNING } from '../../../../test/support/desk.js';
import { colleague } from '../../../../test/support/messages.js';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { Notice } from '../index.js';

jest.setTimeout(60_000);

const [FINANCE, NORTH] = ['demo.finance-team', 'demo.north-team'] as const;

/** Ids, numbers and dates that the words are made from: those of this step and of this moment, and nothing personal. */
describe.each(DATABASES)('what a notice says, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let head: StaffActor;
  const teams: Record<string, StaffActor> = {};
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    head = await colleague(story, 'demo.head-office', ['AGENCY_HEAD'], 'agency-head');
    owner = await colleague(
      story,
      'demo.guidance',
      ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD'],
      'owner',
    );
    await colleague(story, 'demo.guidance', ['UNIT_HEAD'], 'head');
    for (const unit of [FINANCE, NORTH])
      teams[unit] = await colleague(story, unit, ['CASE_HANDLER'], unit.slice(5));
  }, 60_000);
  beforeEach(() => story.desk.time.set(WEDNESDAY_MORNING));
  afterAll(() => story.close());

  const open = async (service = 'demo.finance-diagnosis') => {
    const { file } = await story.open(owner, { service });
    if (file.status === 'RECEIVED') await story.act(owner, file, 'accept');
    return file;
  };
  const facts = async ({ id }: CaseFile, kind: string) => {
    const where = { caseId: id, kind };
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    const rows = await story.desk.get(Reader).repository(Notice).find({ where, order });
    return rows.map((row) => ({ ...row.facts }) as Record<string, unknown>);
  };
  const last = async (file: CaseFile, kind: string) => (await facts(file, kind)).at(-1)!;
  const append = (file: CaseFile, type: EventType, more: Record<string, unknown> = {}) => {
    story.desk.time.forward(minutes(1));
    return story.desk.get(UnitOfWork).run(async (manager) => {
      const fresh = await manager.findOneByOrFail(CaseFile, { id: file.id });
      const context = new CaseContext(manager, fresh, story.desk.get(Seals));
      const event = { type, at: story.desk.time.now(), actor: SYSTEM, facts: more };
      await story.desk.get(History).append(context, [event]);
    });
  };

  it('always which case, of which service, in whose hands, since when; nothing of the person', async () => {
    const file = await open();
    expect(await last(file, 'case-received')).toEqual({
      ...{ organisation: 'demo', service: 'demo.finance-diagnosis', unit: 'demo.guidance', codeVersion: 1 },
      ...{ caseNumber: file.caseNumber, receivedAt: file.receivedAt },
    });
  });

  it('two referrals at once, a week apart: the dates of each are its own', async () => {
    const file = await open();
    const first = await story.refer(owner, file, FINANCE);
    await story.pass(days(7));
    await story.refer(owner, file, NORTH);
    expect(await last(file, 'referral-offered')).toMatchObject({
      ...{ partner: NORTH, acceptBy: '2026-08-27', replyBy: '2026-09-09' },
    });
    await story.referralAct(teams[FINANCE]!, first, 'accept');
    const accepted = await last(file, 'partner-accepted');
    expect(accepted).toMatchObject({ partner: FINANCE, replyBy: '2026-09-02' });
    expect(accepted).not.toHaveProperty('acceptBy');
    await story.referralAct(owner, first, 'recall', { reason: '另行安排' });
    const recalled = await last(file, 'referral-recalled');
    expect([recalled['partner'], recalled['replyBy']]).toEqual([FINANCE, undefined]);
  });

  it('an extension: the new date of the promise that was extended, and of no other', async () => {
    const file = await open();
    const more = { length: '5wd', reason: '需要時間', approver: head.id };
    await story.approved(owner, file, 'extend', more);
    expect((await last(file, 'extended'))['newDueDate']).toBe('2026-10-12');
    await append(file, 'EXTENDED', { length: '5wd', commitment: 'house.first-step' });
    expect(await last(file, 'extended')).not.toHaveProperty('newDueDate');
  });

  it('dissatisfied: by when a further explanation is owed', async () => {
    const file = await open();
    await story.refer(owner, file, FINANCE); // to be accepted before that: another promise
    await story.act(owner, file, 'reply', { text: '答復' });
    await append(file, 'DISSATISFIED', { surveyId: 's', score: 1 });
    expect(await last(file, 'dissatisfied')).toMatchObject({ newDueDate: '2026-08-26', surveyId: 's' });
  });

  it('a correction: its last day, and the promises of hers that stand still meanwhile', async () => {
    const [still, running] = [await open('demo.application'), await open()];
    for (const file of [still, running]) {
      await story.act(owner, file, 'request-correction', { what: '缺件', lastDay: '2026-09-01' });
      expect(await last(file, 'correction-requested')).toMatchObject({ lastDay: '2026-09-01' });
    }
    expect((await last(still, 'correction-requested'))['paused']).toEqual(['law.application']);
    expect(await last(running, 'correction-requested')).not.toHaveProperty('paused');
  });

  it('a new code: its version, the newest', async () => {
    const file = await open();
    story.desk.time.forward(minutes(1));
    await story.desk.get(LookupCodes).issue(owner, file.caseNumber);
    expect((await facts(file, 'lookup-code')).map((one) => one['codeVersion'])).toEqual([1, 2]);
  });

  it('a warning: which promise, by when, who must act; the handler only of the own unit', async () => {
    const file = await open();
    await story.act(owner, file, 'assign', { unit: 'demo.guidance', handler: owner.id });
    const said = { clockId: 'k', commitment: 'law.petition', dueDate: '2026-10-02', to: ['UNIT_HEAD'] };
    await append(file, 'WARNED', { ...said, unit: 'demo.guidance' });
    expect(await last(file, 'clock-warning')).toMatchObject({
      ...{ commitment: 'law.petition', dueDate: '2026-10-02', acting: 'demo.guidance', handler: owner.id },
    });
    await append(file, 'WARNED', { ...said, unit: FINANCE });
    const ofTeam = await last(file, 'clock-warning');
    expect(ofTeam).toMatchObject({ acting: FINANCE });
    expect(ofTeam).not.toHaveProperty('handler');
  });

  it('the team opens its referrals, everyone else the case', async () => {
    const file = await open();
    await append(file, 'CHASED', {
      ...{ clockId: 'k', commitment: 'demo.referral-accept', dueDate: '2026-08-20', unit: FINANCE },
      to: ['PARTNER', 'CONTROL_OFFICER', 'UNIT_HEAD'],
    });
    const doors = (await facts(file, 'clock-overdue')).map((one) => one['door'] ?? 'case').toSorted();
    expect(doors).toEqual(['case', 'case', 'referrals', 'referrals']);
    const own = await open();
    await append(own, 'CHASED', {
      ...{ clockId: 'k2', commitment: 'law.petition', dueDate: '2026-08-20', unit: 'demo.guidance' },
      to: ['UNIT_HEAD'],
    });
    for (const one of await facts(own, 'clock-overdue')) expect(one).not.toHaveProperty('door');
  });
});
