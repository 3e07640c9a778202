import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROLES, Staff, type Role, type StaffActor } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { messagesOf } from '../../../../test/support/messages.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { ApprovalRequest, CaseActs, CaseFile, CaseReader, ClockRow, Erasing } from '../index.js';

const UNIT = 'demo.guidance';
const DECIDERS: Role[] = ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'];
const ASKED = ['RECEIVED', 'ACCEPTED', 'APPROVAL_ASKED'];

describe.each(DATABASES)('extensions and approvals, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let head: StaffActor;
  let deputy: StaffActor;
  let chief: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff(UNIT, ['FRONTLINE_AGENT', 'CASE_HANDLER'], 'owner');
    deputy = await story.staff(UNIT, ['CASE_HANDLER'], 'deputy');
    head = await story.staff(UNIT, ['UNIT_HEAD'], 'head');
    chief = await story.staff('demo.head-office', ['AGENCY_HEAD'], 'chief');
    for (const role of ROLES) await story.staff('demo.city-services', [role], role.toLowerCase());
    await story.staff('sme.planning', ['UNIT_HEAD', 'AGENCY_HEAD'], 'other-agency');
    const gone = await story.staff(UNIT, ['UNIT_HEAD'], 'gone');
    await change(gone, { active: false });
    await change(head, { email: 'head@agency.test' });
    await change(owner, { email: 'owner@agency.test' });
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    story.desk.time.set(Date.parse('2026-08-19T10:00:00+08:00'));
    await change(head, { awayUntil: null, deputyId: null });
    ({ file } = await story.open(owner));
  });

  const change = ({ id }: StaffActor, to: Partial<Staff>) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(Staff, { id }, to));
  const extend = (input: object = {}, actor = owner) =>
    story.act(actor, file, 'extend', { length: '10wd', reason: '需會勘', approver: 'head', ...input });
  const refuse = (input: object = {}) =>
    story.act(owner, file, 'no-action', {
      ...{ ground: 'NO_ACTION_REPEATED', reason: '同一事由', approver: 'head', ...input },
    });
  const approve = (actor = head) => story.act(actor, file, 'approve');
  const sendBack = (actor = head) => story.act(actor, file, 'send-back', { reason: '請再說明' });
  /** Refused, and nothing changed. */
  const wrong = async (doing: () => Promise<unknown>) => {
    const before = await story.everything();
    const { kind, code, detail } = await refusal(doing());
    expect(await story.everything()).toEqual(before);
    if (kind === 'NOT_FOUND') return [kind];
    return detail.fields?.map((field) => `${field.field}: ${field.code}`) ?? [code];
  };
  const clock = (commitmentId = 'law.petition') =>
    story.desk.get(Reader).repository(ClockRow).findOneByOrFail({ caseId: file.id, commitmentId });
  const history = () => story.desk.get(CaseReader).events(file.id);
  const requests = async () => {
    const rows = await story.desk.get(Reader).repository(ApprovalRequest).findBy({ caseId: file.id });
    return rows.map(({ state }) => state);
  };
  const offered = (actor: StaffActor) => story.desk.get(CaseActs).possible(actor, file);

  it('an extension is asked for, and moves the promise only when the head approves; both are named', async () => {
    await extend();
    expect(await clock()).toMatchObject({ dueDate: '2026-10-02', generation: 1 });
    expect((await history()).at(-1)).toMatchObject({
      ...{ type: 'APPROVAL_ASKED', actorId: owner.id, text: '需會勘' },
      facts: { act: 'extend', length: '10wd', approver: head.id },
    });
    await approve();
    const [said, done] = (await history()).slice(-2);
    const about = { act: 'extend', askedBy: owner.id };
    expect(said).toMatchObject({ type: 'APPROVED', actorId: head.id, facts: about });
    expect(done).toMatchObject({
      ...{ type: 'EXTENDED', actorId: head.id, text: '需會勘' },
      facts: { length: '10wd', approver: head.id, askedBy: owner.id },
    });
    expect(await clock()).toMatchObject({ dueDate: '2026-10-19', generation: 2, state: 'RUNNING' });
    expect(await requests()).toEqual(['APPROVED']);
  });

  it('the approver is the person who presses, whomever the request named', async () => {
    await refuse();
    await approve(chief);
    expect((await history()).at(-1)!.facts).toMatchObject({ approver: chief.id, askedBy: owner.id });
  });

  it('the case stays open until 不予處理 is approved; then no timer closes it again', async () => {
    await refuse();
    expect(await story.events(file)).toEqual(ASKED);
    expect(await approve()).toMatchObject({ status: 'NO_ACTION', open: false });
    expect(await clock()).toMatchObject({ state: 'ON_TIME' });
    await story.pass(days(30));
    expect(await story.events(file)).toEqual([...ASKED, 'APPROVED', 'NO_ACTION']);
  });

  it('sent back with words nothing is done, and it can be asked again', async () => {
    await extend();
    await sendBack();
    expect((await history()).at(-1)).toMatchObject({
      ...{ type: 'SENT_BACK', text: '請再說明' },
      facts: { askedBy: owner.id },
    });
    expect(await wrong(() => approve())).toEqual(['nothing-to-approve']);
    await extend({ reason: '補充理由' });
    await approve();
    expect(await requests()).toEqual(['SENT_BACK', 'APPROVED']);
    expect((await history()).filter(({ type }) => type === 'EXTENDED')).toHaveLength(1);
  });

  it('only the applicant withdraws it; then nothing is left to approve', async () => {
    await extend();
    expect(await wrong(() => story.act(deputy, file, 'withdraw-request'))).toEqual(['not-own-request']);
    await story.act(owner, file, 'withdraw-request');
    expect(await requests()).toEqual(['WITHDRAWN']);
    expect(await wrong(() => approve())).toEqual(['nothing-to-approve']);
  });

  it('one request of a case waits at a time', async () => {
    await extend();
    for (const again of [() => extend(), () => refuse()])
      expect(await wrong(again)).toEqual(['approval-pending']);
    expect(await offered(owner)).not.toContain('extend');
    expect(await offered(owner)).toContain('withdraw-request');
  });

  describe('who approves', () => {
    it.each(DECIDERS.slice(1))('%s of the agency may be asked, and may decide', async (role) => {
      await extend({ approver: role });
      const { id } = await story.desk
        .get(Reader)
        .repository(Staff)
        .findOneByOrFail({ login: role.toLowerCase() });
      await approve({ ...chief, id, roles: [role] });
      expect((await history()).at(-1)).toMatchObject({ type: 'EXTENDED', facts: { approver: id } });
    });

    it.each(ROLES.filter((role) => !DECIDERS.slice(1).includes(role)))(
      '%s of another unit may not be asked',
      async (role) => {
        expect(await wrong(() => extend({ approver: role }))).toEqual(['approver: no-approver']);
        expect(await wrong(() => refuse({ approver: role }))).toEqual(['approver: no-approver']);
      },
    );

    it.each(['other-agency', 'gone', 'no-such-person'])('%s may not be asked', async (approver) => {
      expect(await wrong(() => extend({ approver }))).toEqual(['approver: unknown-staff']);
    });

    it('no one asks or approves for herself, and a head asks the level above', async () => {
      const both = { ...head, roles: ['CASE_HANDLER', 'UNIT_HEAD'] as const };
      expect(await wrong(() => extend({}, both))).toEqual(['approver: own-approver']);
      await extend({ approver: 'chief' }, both);
      expect(await wrong(() => approve(both))).toEqual(['own-request']);
      expect(await offered(both)).not.toContain('approve');
      const second = { ...head, id: 'second-head' };
      expect(await wrong(() => approve(second))).toEqual(['not-asked']);
      await approve(chief);
      expect((await history()).at(-1)!.facts).toMatchObject({ approver: chief.id, askedBy: head.id });
    });

    it('the deputy only while the head is away, in her place', async () => {
      await extend();
      expect(await wrong(() => approve(deputy))).toEqual(['NOT_FOUND']);
      await change(head, { deputyId: deputy.id });
      expect(await wrong(() => approve(deputy))).toEqual(['NOT_FOUND']);
      await change(head, { awayUntil: '2026-08-18' });
      expect(await wrong(() => approve(deputy))).toEqual(['NOT_FOUND']);
      await change(head, { awayUntil: '2026-08-19' });
      expect(await offered(deputy)).toContain('approve');
      await approve(deputy);
      const [said, done] = (await history()).slice(-2);
      expect(said).toMatchObject({ actorId: deputy.id, facts: { insteadOf: head.id } });
      expect(done!.facts).toMatchObject({ approver: deputy.id });
    });

    it('the deputy does not approve what she asked herself', async () => {
      await change(head, { deputyId: deputy.id, awayUntil: '2026-08-30' });
      await extend({}, deputy);
      expect(await wrong(() => approve(deputy))).toEqual(['NOT_FOUND']);
    });

    it('a handler and a citizen find nothing to approve', async () => {
      await extend();
      const citizen = { kind: 'citizen', caseId: file.id } as const;
      expect(await wrong(() => story.act(deputy, file, 'approve'))).toEqual(['NOT_FOUND']);
      expect(await wrong(() => story.act(citizen, file, 'approve'))).toEqual(['NOT_FOUND']);
    });
  });

  describe('陳核', () => {
    beforeEach(() => story.act(owner, file, 'assign', { unit: UNIT }));

    it('asks the head of the own unit where none is named, and waits as its status', async () => {
      expect(await story.act(owner, file, 'submit')).toMatchObject({ status: 'AWAITING_APPROVAL' });
      expect((await history()).at(-1)).toMatchObject({ type: 'SUBMITTED', facts: { approver: head.id } });
      expect(await wrong(() => extend())).toEqual(['approval-pending']);
      expect(await approve()).toMatchObject({ status: 'IN_PROGRESS' });
    });

    const submit = (text = '答復的草稿') =>
      story.act(owner, file, 'submit', { text, question: '是否同意？' });
    const reply = (text: string) => story.act(owner, file, 'reply', { text });

    it('carries the answer, which stands in the history only once it is sent; the question does at once', async () => {
      await submit();
      expect((await history()).at(-1)).toMatchObject({ type: 'SUBMITTED', text: '是否同意？' });
      expect(JSON.stringify(await history())).not.toContain('答復的草稿');
      const rows = await story.desk.get(Reader).repository(ApprovalRequest).findBy({ caseId: file.id });
      expect(JSON.stringify(rows)).not.toContain('草稿');
    });

    it('approved, exactly that answer goes out and names who approved it; another one is refused', async () => {
      await submit('答復的草稿\n第二行');
      await approve();
      expect(await wrong(() => reply('答復的草稿，改過'))).toEqual(['text: not-as-approved']);
      await reply('答復的草稿\r\n第二行');
      expect((await history()).at(-1)).toMatchObject({ type: 'REPLIED', facts: { approver: head.id } });
      await reply('之後的答復不必再核');
      expect((await history()).at(-1)!.facts).toEqual({});
    });

    it('the newest request counts: a new text approved, sent back or withdrawn', async () => {
      await submit('第一稿');
      await approve();
      await submit('第二稿');
      await approve();
      expect(await wrong(() => reply('第一稿'))).toEqual(['text: not-as-approved']);
      await submit('第三稿');
      await sendBack();
      expect(await reply('不經陳核的答復')).toMatchObject({ status: 'REPLIED' });
    });

    it('without a text it binds nothing', async () => {
      await story.act(owner, file, 'submit');
      await approve();
      expect(await reply('任何答復')).toMatchObject({ status: 'REPLIED' });
    });

    it('sent back or withdrawn, the case is worked on again', async () => {
      await story.act(owner, file, 'submit');
      expect(await sendBack()).toMatchObject({ status: 'IN_PROGRESS' });
      await story.act(owner, file, 'submit');
      expect(await story.act(owner, file, 'withdraw-request')).toMatchObject({ status: 'IN_PROGRESS' });
    });
  });

  it('approver and applicant get a mail of it', async () => {
    await extend();
    expect(await messagesOf(story.desk, file)).toContain('approval-asked EMAIL head');
    await sendBack();
    await extend();
    await approve();
    expect(await messagesOf(story.desk, file)).toEqual(
      expect.arrayContaining(['approval-given EMAIL owner', 'approval-sent-back EMAIL owner']),
    );
  });

  it('100 at once: one approval, one extension', async () => {
    await extend();
    const { caseNumber } = file;
    const press = () =>
      story.desk.get(CaseActs).perform({ actor: head, caseNumber, act: 'approve', input: {} });
    const done = await Promise.allSettled(Array.from({ length: 100 }, press));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await story.events(file)).toEqual([...ASKED, 'APPROVED', 'EXTENDED']);
  });

  it('100 at once: one request', async () => {
    const { caseNumber } = file;
    const input = { length: '5wd', reason: '需會勘', approver: 'head' };
    const ask = () => story.desk.get(CaseActs).perform({ actor: owner, caseNumber, act: 'extend', input });
    const done = await Promise.allSettled(Array.from({ length: 100 }, ask));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await requests()).toEqual(['PENDING']);
  });

  it.each([
    ['answered', () => story.act(owner, file, 'reply', { text: '答復' })],
    [
      'withdrawn by the citizen',
      () => story.act({ kind: 'citizen', caseId: file.id }, file, 'withdraw', { reason: '不用了' }),
    ],
    ['given to another unit', () => story.act(owner, file, 'assign', { unit: 'demo.city-services' })],
  ])('a case %s meanwhile leaves nothing to approve', async (_what, move) => {
    await extend();
    await move();
    expect(await requests()).toEqual(['VOID']);
    expect(await wrong(() => approve(chief))).toEqual([
      expect.stringMatching(/^(nothing-to-approve|act-not-allowed)$/),
    ]);
  });

  it('a note or a message leaves the request waiting', async () => {
    await extend();
    await story.act(owner, file, 'note', { text: '註記' });
    expect(await requests()).toEqual(['PENDING']);
  });

  it('what has become impossible is not done, and can be sent back', async () => {
    await extend();
    story.desk.time.set((await clock()).dueAt! + 1);
    expect(await wrong(() => approve())).toEqual(['approval-impossible']);
    await expect(approve()).rejects.toMatchObject({ kind: 'NOT_ALLOWED' });
    await sendBack();
    expect(await requests()).toEqual(['SENT_BACK']);
  });

  it('an outdated version of the case is refused', async () => {
    await extend();
    const { caseNumber, historySeq } = file;
    const press = () =>
      story.desk
        .get(CaseActs)
        .perform({ actor: head, caseNumber, act: 'approve', input: {}, ifMatch: historySeq });
    expect(await wrong(press)).toEqual(['stale']);
  });

  it('the input is sealed, and goes when the case is erased', async () => {
    await extend({ reason: '甲先生的理由' });
    const rows = async () => JSON.stringify(await story.desk.get(Reader).repository(ApprovalRequest).find());
    expect(await rows()).toContain(file.id);
    expect(await rows()).not.toContain('甲先生');
    await story.act(owner, file, 'withdraw', { reason: '不用了' });
    await story.pass(days(1));
    await story.desk.get(Erasing).erase({ actor: head, caseNumber: file.caseNumber, ground: 'REQUESTED' });
    expect(await rows()).not.toContain(file.id);
  });

  it('an extension moves only the promise that may be extended, at most twice', async () => {
    const step = await clock('house.first-step');
    await extend();
    await approve();
    await extend({ length: '30wd', commitment: 'law.petition' });
    await approve();
    const twice = await clock();
    expect(twice).toMatchObject({ dueDate: '2026-12-01', generation: 3 });
    expect(await wrong(() => extend())).toEqual(['length: extended-too-often']);
    expect(await offered(owner)).not.toContain('extend');
    expect(await clock()).toEqual(twice);
    expect(await clock('house.first-step')).toEqual(step);
    expect((await story.notices(file)).filter((kind) => kind === 'extended')).toHaveLength(2);
  });

  it('a case that was answered and reopened may be extended twice again', async () => {
    const twice = async () => {
      for (let n = 0; n < 2; n++) {
        await extend();
        await approve();
      }
    };
    await twice();
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.act(owner, file, 'reopen', { reason: '仍有疑義' });
    await twice();
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
  ])('an extension %s is refused when it is asked for', async (_what, input, problem) => {
    expect(await wrong(() => extend(input))).toEqual([problem]);
  });

  it('an extension comes too late once the promise is broken, and in time just before', async () => {
    const { dueAt } = await clock();
    story.desk.time.set(dueAt! - 60_000);
    expect(await wrong(() => extend())).toEqual(['length: extension-too-late']);
    story.desk.time.set(dueAt! - 180_001);
    await extend();
    await approve();
    expect((await clock()).dueDate).toBe('2026-10-19');
  });
});
