import { CaseActs, ChaseRequest, ClockRow, UndoChase, type ActName, type CaseFile } from '@app/cases';
import { CaseDetails, OpenChases } from '@app/lookups';
import { Notice } from '@app/notices';
import { ROLES, type Role, type StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { PartnerViews } from '@app/referrals';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { colleague, owedBy } from '../../support/messages.js';
import { refusal, Story } from '../../support/story.js';

jest.setTimeout(60_000);

const HOME = 'demo.guidance';
const TEAM = 'demo.finance-team';

/** 催辦: who follows up asks a unit how its part stands; it answers with words; no clock moves. */
describe.each(DATABASES)('chasing (催辦), on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let head: StaffActor;
  let control: StaffActor;
  let member: StaffActor;
  let clerk: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await colleague(story, 'demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    handler = await colleague(story, HOME, ['CASE_HANDLER'], 'handler');
    head = await colleague(story, HOME, ['UNIT_HEAD'], 'head');
    control = await colleague(story, 'demo.head-office', ['CONTROL_OFFICER'], 'control');
    member = await colleague(story, TEAM, ['PARTNER'], 'member');
    clerk = await colleague(story, 'demo.registry', ['CASE_HANDLER'], 'clerk');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
    await story.act(agent, file, 'assign', { unit: HOME, handler: 'handler' });
  });

  const chase = (whom = HOME, more: object = {}, actor = control) =>
    story.act(actor, file, 'chase', { whom, days: '3', text: '請說明辦理情形', ...more });
  const answer = (actor = handler) => story.act(actor, file, 'answer-chase', { text: '預定下週會勘' });
  const states = async () =>
    (await story.desk.get(Reader).repository(ChaseRequest).findBy({ caseId: file.id }))
      .map(({ unitId, side, state }) => `${side} ${unitId} ${state}`)
      .toSorted();
  const fieldsOf = async (tried: Promise<unknown>) =>
    (await refusal(tried)).detail.fields?.map(({ field, code }) => `${field} ${code}`);
  const one = (unitId: string, role: Role): StaffActor => ({
    ...{ kind: 'staff', id: role, name: role, unitId, organisationId: unitId.split('.')[0]! },
    roles: [role],
  });

  it('is for control officers and heads who see the case, and answered by those who work in the unit', async () => {
    const may: Record<string, readonly Role[]> = {
      chase: ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'],
      'answer-chase': ['FRONTLINE_AGENT', 'CASE_HANDLER', 'REGISTRY_CLERK', 'UNIT_HEAD'],
    };
    const tried = async (act: ActName, actor: StaffActor, input: object) =>
      story.act(actor, file, act, input).then(
        () => 'done',
        ({ kind }: { kind: string }) => kind,
      );
    for (const role of ROLES.filter((of) => of !== 'PARTNER')) {
      const asked = await tried('chase', one(HOME, role), { whom: HOME, days: '3', text: '請說明' });
      expect([role, asked]).toEqual([role, may['chase']!.includes(role) ? 'done' : 'NOT_FOUND']);
      if (asked !== 'done') await chase();
      const answered = await tried('answer-chase', { ...one(HOME, role), id: 'x' }, { text: '辦理中' });
      expect([role, answered]).toEqual([role, may['answer-chase']!.includes(role) ? 'done' : 'NOT_FOUND']);
      if (answered !== 'done') await answer();
    }
    for (const stranger of [one('sme.planning', 'CONTROL_OFFICER'), one('demo.city-services', 'UNIT_HEAD')])
      expect((await refusal(chase(HOME, {}, stranger))).kind).toBe('NOT_FOUND');
    await chase();
    for (const stranger of [clerk, member, one(HOME, 'AUDITOR')])
      expect((await refusal(answer(stranger))).kind).toBe('NOT_FOUND');
    const reader = one('demo.service-desk', 'FRONTLINE_AGENT');
    expect(await refusal(answer(reader))).toMatchObject({ kind: 'NOT_ALLOWED', code: 'no-chase' });
  });

  it('counts working days, shows both texts on the case, and leaves every clock as it is', async () => {
    const clocks = () => story.desk.get(Reader).repository(ClockRow).findBy({ caseId: file.id });
    const before = await clocks();
    await chase();
    const detail = await story.desk.get(CaseDetails).show(handler, file.caseNumber);
    expect(detail.chases).toMatchObject([
      { unitId: HOME, side: 'UNIT', askedBy: control.id, dueDate: '2026-08-24', state: 'OPEN' },
    ]);
    expect(detail.acts).toContain('answer-chase');
    await answer();
    const after = await story.desk.get(CaseDetails).show(control, file.caseNumber);
    expect(after.chases).toMatchObject([
      { state: 'ANSWERED', text: '請說明辦理情形', answer: '預定下週會勘' },
    ]);
    expect(await clocks()).toEqual(before);
    expect(await refusal(answer())).toMatchObject({ kind: 'NOT_ALLOWED', code: 'no-chase' });
  });

  it('asks the unit, its handler, a partner or a unit asked to co-handle; none else, each once', async () => {
    await story.refer(handler, file, TEAM);
    await story.act(handler, file, 'co-handle', { unit: 'demo.registry' });
    for (const whom of ['demo.city-services', 'head', 'nobody'])
      expect(await fieldsOf(chase(whom))).toEqual(['whom not-a-holder']);
    await chase('handler');
    for (const whom of [HOME, 'handler', handler.id])
      expect(await fieldsOf(chase(whom))).toEqual(['whom already-chased']);
    await chase(TEAM);
    await chase('demo.registry');
    expect(await refusal(chase())).toMatchObject({ kind: 'NOT_ALLOWED', code: 'all-chased' });
    await answer(clerk);
    await answer(handler);
    expect(await states()).toEqual([
      `CO_HANDLER demo.registry ANSWERED`,
      `HANDLER ${HOME} ANSWERED`,
      `PARTNER ${TEAM} OPEN`,
    ]);
  });

  it('is read and answered by the partner, who sees nothing else of the case', async () => {
    const id = await story.refer(handler, file, TEAM);
    await chase(TEAM);
    const view = () => story.desk.get(PartnerViews).show(member, id);
    expect((await view()).chase).toEqual({ text: '請說明辦理情形', dueDate: '2026-08-24' });
    await answer(member);
    expect((await view()).chase).toBeNull();
    expect((await refusal(story.desk.get(CaseDetails).show(member, file.caseNumber))).kind).toBe('NOT_FOUND');
    expect((await refusal(story.act(member, file, 'note', { text: '記' }))).kind).toBe('NOT_FOUND');
  });

  it('is not answered by the person who asked', async () => {
    await chase(HOME, {}, head);
    expect(await refusal(answer(head))).toMatchObject({ kind: 'NOT_ALLOWED', code: 'no-chase' });
    await answer();
    expect(await states()).toEqual([`UNIT ${HOME} ANSWERED`]);
  });

  it('ends by itself where nothing is left to answer: returned, answered, moved, closed', async () => {
    const id = await story.refer(handler, file, TEAM);
    await story.act(handler, file, 'co-handle', { unit: 'demo.registry' });
    await chase(TEAM);
    await chase('demo.registry');
    await story.referralAct(member, id, 'return', { reason: '非本團隊業務' });
    await story.act(clerk, file, 'answer-co-handling', { text: '無意見' });
    expect(await states()).toEqual(['CO_HANDLER demo.registry VOID', `PARTNER ${TEAM} VOID`]);
    await chase();
    await story.act(agent, file, 'assign', { unit: 'demo.city-services' });
    expect(await states()).toContain(`UNIT ${HOME} VOID`);
    await chase('demo.city-services');
    await story.act(agent, file, 'withdraw', { reason: '不需要了' });
    expect(await states()).toContain('UNIT demo.city-services VOID');
  });

  it('is listed for the unit that answers and for those who follow up, until it is answered', async () => {
    const lists = story.desk.get(OpenChases);
    const numbers = async (rows: Promise<{ caseNumber: string }[]>) =>
      (await rows).filter(({ caseNumber }) => caseNumber === file.caseNumber).length;
    const counts = async () => [
      await numbers(lists.owed(handler, 50)),
      await numbers(lists.seen(control, 50)),
      await numbers(lists.owed(clerk, 50)),
      await numbers(lists.seen(one('sme.planning', 'CONTROL_OFFICER'), 50)),
      await numbers(lists.owed(one(HOME, 'ADMIN'), 50)),
    ];
    await chase();
    expect(await counts()).toEqual([1, 1, 0, 0, 0]);
    await answer();
    expect(await counts()).toEqual([0, 0, 0, 0, 0]);
  });

  it('tells whom it asks and, of the answer, who asked', async () => {
    const lines = (step: () => Promise<unknown>) => owedBy(story.desk, file, step);
    expect(await lines(() => chase('handler'))).toEqual(['chase-sent EMAIL handler']);
    expect(await lines(() => answer())).toEqual(['chase-answered EMAIL control']);
    expect(await lines(() => chase(HOME, {}, head))).toEqual(['chase-sent EMAIL handler']);
    await story.refer(handler, file, TEAM);
    expect(await lines(() => chase(TEAM))).toEqual([
      'chase-sent EMAIL finance-team',
      'chase-sent EMAIL member',
    ]);
  });

  it('that is taken back before its message went out tells no one', async () => {
    const unsent = async () => {
      const rows = await story.desk.get(Reader).repository(Notice).findBy({ caseId: file.id });
      return rows.flatMap(({ kind, state, reason }) => (kind === 'chase-sent' ? `${state} ${reason}` : []));
    };
    await chase('handler');
    await story.act(handler, file, 'answer-chase', { text: '辦理中' });
    await chase('handler');
    expect(await unsent()).toEqual(['PENDING null', 'PENDING null']);
    const open = await story.desk
      .get(Reader)
      .repository(ChaseRequest)
      .findOneByOrFail({ caseId: file.id, state: 'OPEN' });
    await story.desk.get(UndoChase).undo(control, file.caseNumber, open.id);
    expect((await unsent()).toSorted()).toEqual(['PENDING null', 'SUPPRESSED UNDONE']);
  });

  it('a hundred at once are one', async () => {
    const acts = story.desk.get(CaseActs);
    const all = async (actor: StaffActor, act: ActName, input: object) => {
      const request = { actor, caseNumber: file.caseNumber, act, input };
      const tried = await Promise.allSettled(Array.from({ length: 100 }, () => acts.perform(request)));
      return tried.filter(({ status }) => status === 'fulfilled').length;
    };
    expect(await all(control, 'chase', { whom: HOME, days: '3', text: '請說明' })).toBe(1);
    expect(await all(handler, 'answer-chase', { text: '辦理中' })).toBe(1);
    expect(await states()).toEqual([`UNIT ${HOME} ANSWERED`]);
  });
});
