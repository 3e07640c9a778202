import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseFile, CaseKey, CaseReader } from '@app/cases';
import { StaffRegister, type StaffActor } from '@app/people';
import { days, taipeiDate, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { Story } from '../../../test/support/story.js';
import { ApprovalInbox } from './approval-inbox.js';
import { CaseDetails } from './case-detail.js';
import { ProposedAnswers } from './proposed-answers.js';

describe.each(DATABASES)('what waits for approval, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let head: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    handler = await story.staff('demo.guidance', ['CASE_HANDLER'], 'handler');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    // what earlier tests asked for is asked of another head
    head = await story.staff('demo.guidance', ['UNIT_HEAD']);
    file = await opened();
  });

  const opened = async () =>
    story.act(agent, (await story.open(agent)).file, 'assign', {
      unit: 'demo.guidance',
      handler: handler.id,
    });
  const inbox = () => story.desk.get(ApprovalInbox);
  const mine = async (actor: StaffActor) =>
    (await inbox().list(actor)).filter((one) => one.file.id === file.id);
  const extend = (of = file) =>
    story.act(handler, of, 'extend', { length: '5wd', reason: '查證中', approver: head.id });
  const submit = (of = file) => story.act(handler, of, 'submit', { text: '答案', question: '可否？' });

  it('is listed for who may decide it: who asks, since when, for what, and the promise that would move', async () => {
    await story.refer(agent, file, 'demo.finance-team'); // due sooner, and not to be extended
    await extend();
    const now = story.desk.time.now();
    const [request, ...others] = await mine(head);
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      ...{ act: 'extend', askedAt: now, asker: 'handler', askerUnit: 'demo.guidance', insteadOf: undefined },
      ...{ input: { length: '5wd', reason: '查證中' }, clock: { extendable: true } },
    });
    expect(request!.file.caseNumber).toBe(file.caseNumber);
    await story.act(head, file, 'approve');
    expect(await mine(head)).toEqual([]);
  });

  it('of an answer has the nearest promise, whether it can be extended or not', async () => {
    // the promise that was due first has ended: the partner has accepted
    const partner = await story.staff('demo.finance-team', ['PARTNER']);
    await story.referralAct(partner, await story.refer(agent, file, 'demo.finance-team'), 'accept');
    await submit();
    const { clocks } = await story.desk.get(CaseDetails).show(handler, file.caseNumber);
    const running = clocks.filter(({ clock }) => clock.endedAt === null && clock.dueAt !== null);
    const nearest = Math.min(...running.map(({ clock }) => Number(clock.dueAt)));
    expect(running.length).toBeGreaterThan(1);
    expect(clocks.some(({ clock }) => clock.endedAt !== null && clock.dueAt! < nearest)).toBe(true);
    expect(Number((await mine(head))[0]!.clock!.clock.dueAt)).toBe(nearest);
  });

  it('is counted for who decides, and for no one else', async () => {
    const before = (await inbox().count(head))!;
    await extend();
    await extend(await opened());
    expect(await inbox().count(head)).toBe(before + 2);
    const oldestFirst = (await inbox().list(head)).map(({ askedAt }) => askedAt);
    expect(oldestFirst).toEqual(oldestFirst.toSorted((a, b) => a - b));
    const elsewhere = await story.staff('demo.registry', ['UNIT_HEAD']);
    expect([await inbox().count(elsewhere), await inbox().list(elsewhere)]).toEqual([0, []]);
    const foreign = await story.staff('sme.planning', ['UNIT_HEAD']);
    expect(await inbox().count(foreign)).toBe(0);
    expect([await inbox().count(handler), await inbox().list(handler)]).toEqual([undefined, []]);
  });

  it('is the deputy’s while the head is away, marked; of a unit whose cases she sees', async () => {
    const [near, far] = [
      await story.staff('demo.guidance', ['CASE_HANDLER']),
      await story.staff('demo.registry', ['CASE_HANDLER']),
    ];
    await extend();
    const away = (deputyId: string | null) =>
      story.desk.get(StaffRegister).setAbsence(head.id, {
        ...{ deputyId, awayUntil: taipeiDate(story.desk.time.now() + days(1)) },
      });
    expect(await mine(near)).toEqual([]);
    await away(near.id);
    expect(await mine(near)).toMatchObject([{ insteadOf: head.name }]);
    await away(far.id);
    expect([await mine(far), await mine(near), await inbox().count(near)]).toEqual([[], [], undefined]);
    await away(null);
  });

  it('has no text once the case is erased', async () => {
    await extend();
    await story.desk.get(UnitOfWork).run((manager) => manager.delete(CaseKey, { caseId: file.id }));
    expect(await mine(head)).toMatchObject([{ input: {} }]);
  });

  it('stands on the page of the case, with whom it was asked of', async () => {
    const show = async () => await story.desk.get(CaseDetails).show(handler, file.caseNumber);
    expect((await show()).approval).toBeNull();
    await extend();
    const { approval, people } = await show();
    expect(approval).toEqual({ act: 'extend', approver: head.name, askedAt: story.desk.time.now() });
    expect(people.get(handler.id)).toEqual({ name: 'handler', unitId: 'demo.guidance' });
    await story.act(head, file, 'send-back', { reason: '補說明' });
    expect((await show()).approval).toBeNull();
  });

  describe('an answer that is proposed', () => {
    const proposed = async () =>
      story.desk.get(ProposedAnswers).of((await story.desk.get(CaseReader).file(file.id))!);

    it('is shown as it was asked and decided, until it is sent', async () => {
      await extend();
      expect(await proposed()).toBeNull();
      await story.act(head, file, 'approve');
      await submit();
      const asked = { text: '答案', question: '可否？', askedBy: handler.id };
      expect(await proposed()).toEqual({ state: 'PENDING', ...asked, decidedBy: null, decidedAt: null });
      await story.act(head, file, 'approve');
      const decided = { decidedBy: head.id, decidedAt: story.desk.time.now() };
      expect(await proposed()).toEqual({ state: 'APPROVED', ...asked, ...decided });
      await story.act(handler, file, 'reply', { text: '答案' });
      expect(await proposed()).toBeNull();
    });

    it('is the last one, also after an answer was sent; of no other case', async () => {
      await story.act(handler, file, 'reply', { text: '先答' });
      await story.act(agent, file, 'reopen', { reason: '又壞了' });
      await submit();
      await story.act(head, file, 'send-back', { reason: '改' });
      await story.act(handler, file, 'submit', { text: '第二次' });
      expect(await proposed()).toMatchObject({ state: 'PENDING', text: '第二次' });
      const other = await opened();
      expect(await story.desk.get(ProposedAnswers).of(other)).toBeNull();
    });

    it('is none where nothing was written, or the case is erased', async () => {
      await story.act(handler, file, 'submit');
      expect(await proposed()).toBeNull();
      file = await opened();
      await submit();
      await story.desk.get(UnitOfWork).run((manager) => manager.delete(CaseKey, { caseId: file.id }));
      expect(await proposed()).toBeNull();
    });
  });
});
