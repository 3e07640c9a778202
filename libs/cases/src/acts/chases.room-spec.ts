import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { CaseReader, ChaseRequest, type CaseFile } from '../index.js';

const [HOME, OTHER, TEAM] = ['demo.guidance', 'demo.registry', 'demo.finance-team'];

/** What a chase does to the rows of other chases; who may ask and answer is in test/house/cases. */
describe.each(DATABASES)('chases of one case, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let control: StaffActor;
  let handler: StaffActor;
  let clerk: StaffActor;
  let file: CaseFile;
  let referral: string;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    control = await story.staff('demo.planning', ['CONTROL_OFFICER'], 'control');
    handler = await story.staff(HOME, ['CASE_HANDLER'], 'handler');
    clerk = await story.staff(OTHER, ['CASE_HANDLER'], 'clerk');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
    file = await story.act(agent, file, 'assign', { unit: HOME, handler: handler.id });
    referral = await story.refer(handler, file, TEAM);
    await story.act(handler, file, 'co-handle', { unit: OTHER });
  });

  const chase = (whom: string) => story.act(control, file, 'chase', { whom, days: '3', text: '請說明' });
  const why = async (whom: string) =>
    (await refusal(chase(whom))).detail.fields!.map(({ field, code }) => `${field} ${code}`);
  const states = async () => {
    const rows = await story.desk.get(Reader).repository(ChaseRequest).findBy({ caseId: file.id });
    return rows
      .map(({ side, unitId, handlerId, state }) => [side, unitId, handlerId, state].join(' '))
      .toSorted();
  };
  const row = (side: string, unit: string, state: string, by = '') => `${side} ${unit} ${by} ${state}`;

  it('ask each holder once at a time, and say who holds nothing', async () => {
    await chase(TEAM);
    expect(await why(TEAM)).toEqual(['whom already-chased']);
    expect(await why('demo.city-services')).toEqual(['whom not-a-holder']);
    // a person of another unit, a colleague of the handler, and no one at all
    const mate = await story.staff(HOME, ['CASE_HANDLER']);
    for (const whom of ['clerk', mate.name, 'nobody']) expect(await why(whom)).toEqual(['whom not-a-holder']);
    await chase('handler');
    expect(await why('handler')).toEqual(['whom already-chased']);
    expect(await why(mate.name)).toEqual(['whom not-a-holder']);
    expect(await states()).toEqual([row('HANDLER', HOME, 'OPEN', handler.id), row('PARTNER', TEAM, 'OPEN')]);
  });

  it('of a case without a handler ask its unit', async () => {
    await story.act(agent, file, 'assign', { unit: HOME });
    await chase(HOME);
    expect(await states()).toEqual([row('UNIT', HOME, 'OPEN')]);
    expect(await why('handler')).toEqual(['whom not-a-holder']);
  });

  it('end for one side only when its part ends', async () => {
    for (const whom of ['handler', TEAM, OTHER]) await chase(whom);
    await story.act(clerk, file, 'answer-co-handling', { text: '無意見' });
    expect(await states()).toEqual([
      row('CO_HANDLER', OTHER, 'VOID'),
      row('HANDLER', HOME, 'OPEN', handler.id),
      row('PARTNER', TEAM, 'OPEN'),
    ]);
    await story.act(handler, file, 'note', { text: '一' });
    await story.referralAct(handler, referral, 'recall', { reason: '免' });
    expect((await states()).at(-1)).toBe(row('PARTNER', TEAM, 'VOID'));
    expect(await states()).toContain(row('HANDLER', HOME, 'OPEN', handler.id));
  });

  it('of the owning unit end when the case moves to another, those of others do not', async () => {
    for (const whom of ['handler', TEAM]) await chase(whom);
    await story.act(agent, file, 'assign', { unit: HOME });
    expect(await states()).toContain(row('HANDLER', HOME, 'OPEN', handler.id));
    await story.act(agent, file, 'assign', { unit: 'demo.city-services' });
    expect(await states()).toEqual([row('HANDLER', HOME, 'VOID', handler.id), row('PARTNER', TEAM, 'OPEN')]);
  });

  it('are answered one by one: of the own unit first, then the one asked first', async () => {
    const above = await story.staff('demo.head-office', ['CASE_HANDLER']);
    await story.act(handler, file, 'co-handle', { unit: 'demo.head-office' });
    for (const whom of [OTHER, 'handler', 'demo.head-office']) await chase(whom);
    const answered: unknown[] = [];
    for (let n = 0; n < 3; n++) {
      await story.act(above, file, 'answer-chase', { text: '辦理中' });
      answered.push((await story.desk.get(CaseReader).events(file.id)).at(-1)!.facts.unit);
    }
    expect(answered).toEqual(['demo.head-office', OTHER, HOME]);
  });

  it('are no one’s to answer who reads no cases', async () => {
    await chase('handler');
    const admin = await story.staff(HOME, ['ADMIN']);
    expect((await refusal(story.act(admin, file, 'answer-chase', { text: '一' }))).kind).toBe('NOT_FOUND');
  });
});
