import { CaseActs, type CaseFile, CaseReader, ClockRow, CoHandling, type ActName } from '@app/cases';
import { AttachmentDrafts, Attachments } from '@app/attachments';
import { Boards, CallerCases, CaseDetails, CaseLists, CoHandlingInbox, type CaseQuery } from '@app/lookups';
import type { Role, StaffActor } from '@app/people';
import { ROLES } from '@app/people';
import { days, Reader } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { colleague, owedBy } from '../../support/messages.js';
import { refusal, Story } from '../../support/story.js';

jest.setTimeout(60_000);

const ASKED = 'demo.registry';
const OPINION = { text: '本室無意見' };
const WHY = { reason: '已有結論' };

/** 會辦: another unit reads the case and gives its opinion; its own clock is its own to keep. */
describe.each(DATABASES)('co-handling, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let owner: StaffActor;
  let asked: StaffActor;
  let head: StaffActor;
  let other: StaffActor;
  let far: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await colleague(story, 'demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    owner = await colleague(story, 'demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD'], 'owner');
    asked = await colleague(story, ASKED, ['CASE_HANDLER'], 'asked');
    head = await colleague(story, 'demo.head-office', ['UNIT_HEAD'], 'head');
    other = await colleague(story, 'demo.city-services', ['CASE_HANDLER'], 'other');
    far = await colleague(story, 'sme.planning', ['CASE_HANDLER'], 'far');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
  });

  const ask = (unit = ASKED) => story.act(owner, file, 'co-handle', { unit, reason: '請表示意見' });
  const answer = (actor = asked) => story.act(actor, file, 'answer-co-handling', OPINION);
  const recall = (unit = ASKED) => story.act(owner, file, 'recall-co-handling', { unit, ...WHY });
  const rows = async () =>
    (await story.desk.get(Reader).repository(CoHandling).findBy({ caseId: file.id })).toSorted((a, b) =>
      a.id.localeCompare(b.id),
    );
  const states = async () => (await rows()).map(({ unitId, state }) => `${unitId} ${state}`);
  const clocks = async () =>
    (await story.desk.get(Reader).repository(ClockRow).findBy({ caseId: file.id, subject: 'CO_HANDLING' }))
      .map(({ unitId, state }) => `${unitId} ${state}`)
      .toSorted();
  const shows = (actor: StaffActor) => story.desk.get(CaseDetails).show(actor, file.caseNumber);
  const listed = async (actor: StaffActor, query: CaseQuery = { queue: 'all' }) =>
    (await story.desk.get(CaseLists).list(actor, query)).cases
      .map(({ caseNumber }) => caseNumber)
      .includes(file.caseNumber);
  const one = (unitId: string, roles: Role[]): StaffActor => ({
    ...{ kind: 'staff', id: roles.join(), name: roles.join(), unitId, organisationId: unitId.split('.')[0]! },
    roles,
  });

  it('opens the case to the unit: its page, lists, search, caller and files; before it there was nothing', async () => {
    expect((await refusal(shows(asked))).kind).toBe('NOT_FOUND');
    expect(await listed(asked)).toBe(false);
    await ask();
    expect(await shows(asked)).toMatchObject({
      description: '巷口的路燈不亮',
      petitioner: { name: '王小明' },
    });
    for (const query of [
      { queue: 'all' },
      { queue: 'open' },
      { q: file.caseNumber },
      { q: '路燈不亮' },
    ] as const)
      expect([query, await listed(asked, query)]).toEqual([query, true]);
    expect(await listed(asked, { queue: 'mine' })).toBe(false);
    expect(await story.desk.get(Attachments).list(asked, file.caseNumber)).toEqual([]);
    for (const reader of [head, agent, one('demo.service-desk', ['AUDITOR'])]) await shows(reader);
    for (const stranger of [other, far, one(ASKED, ['ADMIN']), one('sme.planning', ['FRONTLINE_AGENT'])]) {
      expect((await refusal(shows(stranger))).kind).toBe('NOT_FOUND');
      expect(await listed(stranger)).toBe(false);
      expect((await refusal(story.desk.get(Attachments).list(stranger, file.caseNumber))).kind).toBe(
        'NOT_FOUND',
      );
    }
  });

  it('asks no partner’s team, of the own agency or another: its people read no case', async () => {
    for (const team of ['demo.finance-team', 'sme.north-desk'])
      expect((await refusal(ask(team))).detail.fields).toMatchObject([
        { field: 'unit', code: 'unit-of-partner' },
      ]);
  });

  it('of a unit of another agency opens it to that unit, and to those who see all of that agency', async () => {
    await ask('sme.planning');
    for (const reader of [far, one('sme.instant-service-centre', ['FRONTLINE_AGENT'])]) {
      expect((await shows(reader)).file.id).toBe(file.id);
      expect(await listed(reader)).toBe(true);
    }
    for (const stranger of [one('sme.north-desk', ['PARTNER']), one('ida.secretariat', ['AUDITOR'])])
      expect((await refusal(shows(stranger))).kind).toBe('NOT_FOUND');
  });

  it('is found in a place of its own, with its due day, and counted, until it has ended', async () => {
    const inbox = story.desk.get(CoHandlingInbox);
    const waiting = async (actor: StaffActor) =>
      (await inbox.list(actor)).filter(({ caseNumber }) => caseNumber === file.caseNumber);
    const before = await inbox.count(asked);
    await ask();
    const [row] = await waiting(asked);
    expect(row).toMatchObject({ subject: '路燈不亮', unitId: ASKED, ownerUnitId: 'demo.guidance' });
    expect(row!.due!.dueAt - row!.askedAt).toBeGreaterThan(days(3));
    expect([await inbox.count(asked), (await waiting(head)).length]).toEqual([before + 1, 1]);
    for (const stranger of [owner, other, one(ASKED, ['ADMIN'])]) expect(await waiting(stranger)).toEqual([]);
    await answer();
    expect([await inbox.count(asked), await waiting(asked)]).toEqual([before, []]);
  });

  it('allows the unit to note, to add tasks and to answer, with files, and nothing else', async () => {
    await ask();
    expect((await shows(asked)).acts.toSorted()).toEqual(['add-task', 'answer-co-handling', 'note']);
    await story.act(asked, file, 'note', { text: '已調閱卷宗' });
    const others: [ActName, object][] = [
      ['reply', { text: '答復' }],
      ['interim-reply', { text: '說明' }],
      ['message', { text: '留言' }],
      ['co-handle', { unit: 'demo.city-services' }],
      ['recall-co-handling', { unit: ASKED, ...WHY }],
      ['request-correction', { what: '缺件', lastDay: '2026-09-30' }],
      ['extend', { length: '5wd', ...WHY, approver: 'head' }],
      ['merge', { into: file.caseNumber }],
      ['close', {}],
    ];
    const before = await story.everything();
    for (const [act, input] of others)
      for (const actor of [asked, one(ASKED, ['UNIT_HEAD', 'CASE_HANDLER'])])
        expect([act, (await refusal(story.act(actor, file, act, input))).kind]).toEqual([act, 'NOT_FOUND']);
    expect(await story.everything()).toEqual(before);
    const holder = { actor: asked, caseNumber: file.caseNumber, draft: 'draft-of-the-asked' };
    expect(await story.desk.get(AttachmentDrafts).list(holder)).toEqual([]);
  });

  it('is answered by the roles of the table, of that unit or above it, and by no other', async () => {
    const may = ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER', 'UNIT_HEAD'];
    for (const role of ROLES) {
      ({ file } = await story.open(agent));
      await ask();
      const said = await answer(one(ASKED, [role])).then(
        () => 'answered',
        ({ kind }: { kind: string }) => kind,
      );
      expect([role, said]).toEqual([role, may.includes(role) ? 'answered' : 'NOT_FOUND']);
    }
    ({ file } = await story.open(agent));
    await ask();
    for (const stranger of [owner, other, far, agent, one('demo.city-services', ['REGISTRY_CLERK'])])
      expect((await refusal(answer(stranger))).kind).toBe('NOT_FOUND');
    await answer(head);
    expect(await states()).toEqual([`${ASKED} ANSWERED`]);
  });

  it('ends by the answer, which the owner reads; the unit then reads on until the case ends', async () => {
    await ask();
    await answer();
    expect([await states(), await clocks()]).toEqual([[`${ASKED} ANSWERED`], [`${ASKED} ON_TIME`]]);
    const { events, coHandlings } = await shows(owner);
    expect(coHandlings).toMatchObject([{ unitId: ASKED, state: 'ANSWERED', askedBy: owner.id }]);
    const said = events.find(({ type }) => type === 'CO_HANDLING_ANSWERED')!;
    expect([said.text, said.actorId, said.facts]).toEqual([
      OPINION.text,
      asked.id,
      { unit: ASKED, coHandlingId: coHandlings[0]!.id, askedBy: owner.id },
    ]);
    expect((await shows(asked)).acts).toEqual(['add-task', 'note']);
    expect(await refusal(answer())).toMatchObject({ kind: 'NOT_ALLOWED', code: 'no-co-handling' });
    await story.act(owner, file, 'reply', { text: '答復' });
    await shows(asked);
    await story.act(owner, file, 'close');
    expect((await refusal(shows(asked))).kind).toBe('NOT_FOUND');
    expect(await listed(asked)).toBe(false);
    expect((await refusal(story.act(asked, file, 'note', { text: '記' }))).kind).toBe('NOT_FOUND');
  });

  it('ends by the recall of the owner, with words; the unit no longer reads the case', async () => {
    await ask();
    await ask('demo.city-services');
    expect(
      (await refusal(story.act(owner, file, 'recall-co-handling', { unit: ASKED }))).detail.fields,
    ).toMatchObject([{ field: 'reason', code: 'required' }]);
    await recall();
    expect((await states()).toSorted()).toEqual(['demo.city-services OPEN', `${ASKED} RECALLED`]);
    expect(await clocks()).toEqual(['demo.city-services RUNNING', `${ASKED} CANCELLED`]);
    expect((await refusal(shows(asked))).kind).toBe('NOT_FOUND');
    await shows(other);
    expect((await refusal(recall())).detail.fields).toMatchObject([
      { field: 'unit', code: 'not-asked-unit' },
    ]);
    await answer(other);
    expect(await refusal(recall('demo.city-services'))).toMatchObject({ code: 'no-co-handling' });
    await ask();
    expect((await shows(asked)).acts).toContain('answer-co-handling');
  });

  it('asks several units side by side, each with a clock of its own; each once, and never the owner', async () => {
    await ask();
    await ask('demo.city-services');
    const refused = async (unit: string) => (await refusal(ask(unit))).detail.fields;
    expect(await refused(ASKED)).toMatchObject([{ field: 'unit', code: 'already-asked' }]);
    expect(await refused('demo.guidance')).toMatchObject([{ field: 'unit', code: 'own-unit' }]);
    await answer();
    expect(await clocks()).toEqual(['demo.city-services RUNNING', `${ASKED} ON_TIME`]);
    expect((await shows(other)).acts).toContain('answer-co-handling');
  });

  it('a head above two units answers first for the own unit, then for the one asked first', async () => {
    await ask('demo.city-services');
    await ask();
    await ask('demo.head-office');
    const units = ['demo.head-office', 'demo.city-services', ASKED];
    for (const unit of units) {
      await answer(head);
      const events = await story.desk.get(CaseReader).events(file.id);
      expect(events.at(-1)!.facts.unit).toBe(unit);
    }
    expect(await refusal(answer(head))).toMatchObject({ code: 'no-co-handling' });
  });

  it('charges the late answer to the unit asked: its board shows the case, its people are warned', async () => {
    await ask();
    const due = (
      await story.desk
        .get(Reader)
        .repository(ClockRow)
        .findOneByOrFail({ caseId: file.id, subject: 'CO_HANDLING' })
    ).dueAt!;
    story.desk.time.set(due + 60_000);
    const board = await story.desk.get(Boards).show(one(ASKED, ['UNIT_HEAD']));
    const row = board.overdue.rows.find(({ caseNumber }) => caseNumber === file.caseNumber);
    expect(row).toMatchObject({
      unitId: ASKED,
      subject: '路燈不亮',
      referralId: null,
      subjectKind: 'CO_HANDLING',
    });
    await answer();
    expect(await clocks()).toEqual([`${ASKED} LATE`]);
  });

  it('ends with the case: the clock without a verdict; a case opened again asks no one', async () => {
    await ask();
    await story.act(owner, file, 'reply', { text: '答復' });
    expect(await clocks()).toEqual([`${ASKED} RUNNING`]);
    await story.act(owner, file, 'close');
    expect([await states(), await clocks()]).toEqual([[`${ASKED} VOID`], [`${ASKED} CANCELLED`]]);
    await story.act(owner, file, 'reopen', { reason: '再查' });
    expect((await refusal(shows(asked))).kind).toBe('NOT_FOUND');
  });

  it('is read while the case is open: not when it is over, again when it is opened again', async () => {
    const reads = async () => [
      await listed(asked),
      await shows(asked).then(
        () => true,
        () => false,
      ),
    ];
    await ask();
    await answer();
    expect(await reads()).toEqual([true, true]);
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.act(owner, file, 'close');
    expect(await reads()).toEqual([false, false]);
    await story.act(owner, file, 'reopen', { reason: '再查' });
    expect(await reads()).toEqual([true, true]);
  });

  it('a hundred answers and a hundred requests at once are one each', async () => {
    const acts = story.desk.get(CaseActs);
    const all = async (actor: StaffActor, act: ActName, input: object) => {
      const { caseNumber } = file;
      const tried = await Promise.allSettled(
        Array.from({ length: 100 }, () => acts.perform({ actor, caseNumber, act, input })),
      );
      return tried.filter(({ status }) => status === 'fulfilled').length;
    };
    expect(await all(owner, 'co-handle', { unit: ASKED })).toBe(1);
    expect(await all(asked, 'answer-co-handling', OPINION)).toBe(1);
    expect(await states()).toEqual([`${ASKED} ANSWERED`]);
  });

  it('tells the unit that is asked, the person who asked, and the unit of a recall; never who did it', async () => {
    expect(await owedBy(story.desk, file, ask)).toEqual(['co-handling-asked EMAIL asked']);
    expect(await owedBy(story.desk, file, () => answer())).toEqual(['co-handling-answered EMAIL owner']);
    await ask();
    expect(await owedBy(story.desk, file, () => recall())).toEqual(['co-handling-recalled EMAIL asked']);
  });

  it('shows an earlier case of the caller to the unit that may read it', async () => {
    const found = async () =>
      JSON.stringify(
        await story.desk.get(CallerCases).find(agentOf('sme.planning'), { typed: file.caseNumber }),
      );
    expect(await found()).not.toContain(file.caseNumber);
    await ask('sme.planning');
    expect(await found()).toContain(file.caseNumber);
  });
  const agentOf = (unitId: string) => one(unitId, ['FRONTLINE_AGENT']);
});
