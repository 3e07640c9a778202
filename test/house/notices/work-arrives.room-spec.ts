import type { CaseFile } from '@app/cases';
import { StaffRegister, type StaffActor } from '@app/people';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { colleague, owedBy } from '../../support/messages.js';
import { Story } from '../../support/story.js';

/** Who gets work is told of it by mail, once, and not who passed it on or took it. */
describe.each(DATABASES)('work that arrives, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let head: StaffActor;
  let first: StaffActor;
  let file: CaseFile;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await colleague(story, 'demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    head = await colleague(story, 'demo.guidance', ['UNIT_HEAD'], 'head');
    first = await colleague(story, 'demo.guidance', ['CASE_HANDLER'], 'first');
    await colleague(story, 'demo.guidance', ['CASE_HANDLER'], 'second');
    await colleague(story, 'demo.guidance', ['AUDITOR'], 'auditor');
    await colleague(story, 'demo.city-services', ['CASE_HANDLER', 'UNIT_HEAD'], 'alone');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent, { service: 'demo.application', channel: 'COUNTER' }));
  });

  const STAFF = /^(work-|citizen-wrote)/;
  const told = async (step: () => Promise<unknown>) =>
    (await owedBy(story.desk, file, step)).filter((line) => STAFF.test(line));
  const assign = (input: object, actor = agent) => story.act(actor, file, 'assign', input);

  it('goes to the handlers of the unit, or to the handler named', async () => {
    expect(await told(() => assign({ unit: 'demo.guidance' }))).toEqual([
      'work-assigned EMAIL first',
      'work-assigned EMAIL second',
    ]);
    expect(await told(() => assign({ unit: 'demo.guidance', handler: 'first' }))).toEqual([
      'work-assigned EMAIL first',
    ]);
    expect(await told(() => assign({ unit: 'demo.city-services' }))).toEqual(['work-assigned EMAIL alone']);
  });

  it('is not told to the handler who takes the case herself, nor to the one who passes it on', async () => {
    expect(await told(() => assign({ unit: 'demo.guidance', handler: 'head' }, head))).toEqual([]);
    expect(await told(() => assign({ unit: 'demo.guidance' }, head))).toEqual([
      'work-assigned EMAIL first',
      'work-assigned EMAIL second',
    ]);
  });

  it('of a handler who is away goes to the deputy, with a copy to the handler', async () => {
    const staff = story.desk.get(StaffRegister);
    await staff.setAbsence(first.id, { awayUntil: '2027-08-31', deputyId: head.id });
    const lines = await told(() => assign({ unit: 'demo.guidance', handler: 'first' }));
    await staff.setAbsence(first.id, { awayUntil: null, deputyId: null });
    expect(lines).toEqual(['work-assigned EMAIL first', 'work-assigned EMAIL head']);
  });

  it('again, because the citizen is not satisfied or staff reopen it, goes to the handler', async () => {
    await assign({ unit: 'demo.guidance', handler: 'first' });
    const reopenedBy = async (actor: Parameters<Story['act']>[0]) => {
      await story.act(first, file, 'reply', { text: '答復' });
      return told(() => story.act(actor, file, 'reopen', { reason: '沒有回答我的問題' }));
    };
    expect(await reopenedBy({ kind: 'citizen', caseId: file.id })).toEqual(['work-reopened EMAIL first']);
    expect(await reopenedBy(head)).toEqual(['work-reopened EMAIL first']);
  });
});
