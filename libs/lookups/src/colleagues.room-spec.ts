import { CaseFile } from '@app/cases';
import { ROLES, Staff, type StaffActor } from '@app/people';
import { days, taipeiDate, UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Colleagues } from './colleagues.js';

describe.each(DATABASES)('to whom a case can be given, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let others: StaffActor[];

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER'], 'handler');
    others = [
      await story.staff('demo.guidance', ['AUDITOR'], 'auditor'),
      await story.staff('sme.planning', ['CASE_HANDLER'], 'elsewhere'),
    ];
  });
  afterAll(() => story.close());

  const change = <T extends object>(entity: new () => T, where: object, to: object) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(entity, where, to));
  const one = async (id: string) =>
    (await story.desk.get(Colleagues).withLoad(agent)).find((row) => row.id === id);

  it('are those of the agency who work on cases', async () => {
    const listed = (await story.desk.get(Colleagues).list(agent)).map(({ id }) => id);
    const ofAll = [agent, handler, ...others].map(({ id }) => id);
    expect(ofAll.filter((id) => listed.includes(id))).toEqual([agent.id, handler.id]);
  });

  it.each(ROLES)('%s: by role', async (role) => {
    const { id } = await story.staff('demo.registry', [role]);
    const listed = (await story.desk.get(Colleagues).list(agent)).some((row) => row.id === id);
    const works = ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER', 'UNIT_HEAD'].includes(role);
    expect([role, listed]).toEqual([role, works]);
  });

  it('each with the number of open cases', async () => {
    expect(await one(handler.id)).toMatchObject({ open: 0, unitId: 'demo.guidance' });
    const files = [];
    for (let n = 0; n < 3; n++) files.push((await story.open(agent)).file);
    for (const file of files)
      await story.act(agent, file, 'assign', { unit: 'demo.guidance', handler: handler.id });
    expect(await one(handler.id)).toMatchObject({ open: 3 });
    await story.act(agent, files[0]!, 'withdraw', { reason: '不需要了' });
    expect(await one(handler.id)).toMatchObject({ open: 2 });
    await change(CaseFile, { id: files[1]!.id }, { handlerId: null });
    expect(await one(handler.id)).toMatchObject({ open: 1 });
  });

  it('and who is away', async () => {
    const now = story.desk.time.now();
    const { id } = await story.staff('demo.guidance', ['CASE_HANDLER']);
    await change(Staff, { id }, { awayUntil: taipeiDate(now - days(1)) });
    expect(await one(id)).toMatchObject({ away: false });
    await change(Staff, { id }, { awayUntil: taipeiDate(now) });
    expect(await one(id)).toMatchObject({ away: true });
  });

  it('one takes a case oneself: it is in her unit and her name, from whatever unit it was', async () => {
    const { file } = await story.open(agent, { service: 'demo.application', channel: 'COUNTER' });
    const taken = await story.act(handler, file, 'take');
    expect(taken).toMatchObject({ status: 'IN_PROGRESS', handlerId: handler.id, unitId: 'demo.guidance' });
    expect(await story.events(file)).toEqual(['RECEIVED', 'ACCEPTED', 'ASSIGNED']);
    const back = await story.act(agent, file, 'take');
    expect(back).toMatchObject({ handlerId: agent.id, unitId: 'demo.service-desk' });
    expect((await story.events(file)).at(-1)).toBe('REASSIGNED');
  });
});
