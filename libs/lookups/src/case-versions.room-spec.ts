import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseAccess, CaseReader, ClockRow, History, type CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { refusal, Story } from '../../../test/support/story.js';
import { CaseVersions } from './case-versions.js';
import { CoHandlingInbox } from './co-handling-inbox.js';

describe.each(DATABASES)('what came in while a form was open, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
    file = await story.act(agent, file, 'assign', { unit: 'demo.guidance' });
  });

  const passable = (seen: number, actor = handler) =>
    story.desk.get(CaseVersions).passable(actor, file.caseNumber, seen);
  const newest = async () => (await story.desk.get(CaseReader).file(file.id))!.historySeq;

  it('is nothing: the version that was seen stands', async () => {
    const seen = await newest();
    expect([await passable(seen), await passable(seen + 3)]).toEqual([seen, seen + 3]);
  });

  it('does not stand against it where colleagues only noted something', async () => {
    const seen = await newest();
    await story.act(agent, file, 'note', { text: '一' });
    await story.act(agent, file, 'note', { text: '二' });
    expect(await passable(seen)).toBe(seen + 2);
    expect(await newest()).toBe(seen + 2);
  });

  it('stands against it where anything else is among it', async () => {
    const seen = await newest();
    await story.act(agent, file, 'message', { text: '補充' });
    await story.act(agent, file, 'note', { text: '一' });
    expect(await passable(seen)).toBe(seen);
    expect(await passable(seen + 1)).toBe(seen + 2);
  });

  it('stands against it where a note is what a caller said', async () => {
    const seen = await newest();
    await story.desk.get(UnitOfWork).run(async (manager) => {
      const context = await story.desk.get(CaseAccess).enter(manager, agent, { caseNumber: file.caseNumber });
      const call = { type: 'NOTED' as const, facts: { call: 'ATTACHED' }, text: '來電補充' };
      await story.desk.get(History).append(context, [{ ...call, at: story.desk.time.now(), actor: agent }]);
    });
    expect([await newest(), await passable(seen)]).toEqual([seen + 1, seen]);
  });

  it('is told to those who read the case', async () => {
    const stranger = await story.staff('demo.registry', ['CASE_HANDLER']);
    expect((await refusal(passable(1, stranger))).kind).toBe('NOT_FOUND');
    await story.act(handler, file, 'co-handle', { unit: 'demo.registry' });
    expect(await passable(await newest(), stranger)).toBe(await newest());
  });
});

describe.each(DATABASES)('what a unit is asked for, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let asked: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
    asked = await story.staff('demo.registry', ['CASE_HANDLER']);
  });
  afterAll(() => story.close());

  const inbox = () => story.desk.get(CoHandlingInbox);
  const ask = async (unit: string) => {
    const { file } = await story.open(agent);
    await story.act(agent, file, 'assign', { unit: 'demo.guidance' });
    await story.act(handler, file, 'co-handle', { unit });
    return file;
  };

  it('is listed by due date with who asks, counted, and gone once answered', async () => {
    const first = await ask('demo.registry');
    const askedAt = story.desk.time.now();
    await story.pass(days(2));
    const second = await ask('demo.registry');
    await ask('demo.city-services');
    const list = await inbox().list(asked);
    expect(list.map(({ caseNumber }) => caseNumber)).toEqual([first.caseNumber, second.caseNumber]);
    expect(list[0]).toMatchObject({
      ...{ unitId: 'demo.registry', ownerUnitId: 'demo.guidance', serviceId: first.serviceId, askedAt },
      ...{
        subject: first.subject,
        organisationId: 'demo',
        due: { dueAt: expect.any(Number), left: { late: false, workingDays: expect.any(Number) } },
      },
    });
    expect(list[0]!.due!.dueAt).toBeLessThan(list[1]!.due!.dueAt);
    expect(await inbox().count(asked)).toBe(2);
    await story.act(asked, first, 'answer-co-handling', { text: '無意見' });
    expect((await inbox().list(asked)).map(({ caseNumber }) => caseNumber)).toEqual([second.caseNumber]);
    expect(await inbox().count(asked)).toBe(1);
  });

  it('is seen by the unit and those above it, by no other unit, nor by who reads no cases', async () => {
    const above = await story.staff('demo.head-office', ['UNIT_HEAD']);
    const seen = async () => (await inbox().list(above)).map(({ unitId }) => unitId);
    const before = await seen();
    const units = ['demo.city-services', 'demo.service-desk'];
    for (const unit of units) await ask(unit);
    expect((await seen()).toSorted()).toEqual([...before, ...units].toSorted());
    const admin = await story.staff('demo.city-services', ['ADMIN']);
    for (const actor of [handler, admin])
      expect([await inbox().list(actor), await inbox().count(actor)]).toEqual([[], 0]);
  });

  it('is listed by the date of its own promise, whichever was asked first', async () => {
    const unit = await story.staff('demo.service-desk', ['UNIT_HEAD']);
    const numbers = async () => (await inbox().list(unit)).map(({ caseNumber }) => caseNumber);
    const before = await numbers();
    const [early, late] = [await ask('demo.service-desk'), await ask('demo.service-desk')];
    const put = ({ id }: typeof early, dueAt: number) =>
      story.desk
        .get(UnitOfWork)
        .run((manager) => manager.update(ClockRow, { caseId: id, subject: 'CO_HANDLING' }, { dueAt }));
    await put(early, 20);
    await put(late, 10);
    expect(await numbers()).toEqual([late.caseNumber, early.caseNumber, ...before]);
  });
});
