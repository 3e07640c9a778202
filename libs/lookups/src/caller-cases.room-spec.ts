import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TakenIn } from '@app/intake';
import type { StaffActor } from '@app/people';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CallerCases } from './caller-cases.js';

const PHONE = '+886912345678';
const LINE = '+886223456789';

describe.each(DATABASES)('the cases of a caller, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let first: TakenIn;
  let second: TakenIn;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER'], 'wang');
    first = await story.open(agent, { contact: { name: '王小明', phone: '0912-345-678' } });
    second = await story.open(agent, { contact: { name: '王小明', phone: '0912-345-678' } });
    await story.open(agent, { contact: { name: '林', phone: '02-2345-6789 分機 12' } });
    await story.act(agent, first.file, 'assign', { unit: 'demo.guidance', handler: handler.id });
  });
  afterAll(() => story.close());

  const find = (typed: string, phone?: string, actor = agent) =>
    story.desk.get(CallerCases).find(actor, { typed, phone });
  const numbers = async (typed: string, phone?: string, actor = agent) =>
    (await find(typed, phone, actor)).cases.map(({ caseNumber }) => caseNumber);

  it('are found by the whole telephone number, newest first', async () => {
    expect(await numbers('0912-345-678', PHONE)).toEqual([second.file.caseNumber, first.file.caseNumber]);
  });

  it('beside one case are the others by the same telephone number or e-mail address, each once', async () => {
    const besides = async ({ file: { id } }: TakenIn, actor = agent) =>
      (await story.desk.get(CallerCases).besides(actor, id)).cases.map(({ caseNumber }) => caseNumber);
    expect(await besides(first)).toEqual([second.file.caseNumber]);
    const both = { name: '許', email: 'hsu@example.tw', phone: '0955-000-111' };
    const [one, other, mail] = [
      await story.open(agent, { contact: both }),
      await story.open(agent, { contact: both }),
      await story.open(agent, { contact: { name: '許', email: 'hsu@example.tw' } }),
    ];
    expect(await besides(one)).toEqual([mail.file.caseNumber, other.file.caseNumber]);
    const none = await story.desk.get(CallerCases).besides(agent, 'x');
    expect(none).toEqual({ cases: [], more: false });
  });

  it('are found by a line that was left with an extension', async () => {
    expect(await numbers('02-2345-6789', LINE)).toHaveLength(1);
  });

  it('are found by the number as people read it', async () => {
    const { caseNumber } = first.file;
    const [, date, run, check] = caseNumber.split('-');
    const ways = [caseNumber, `${date} ${run}`, `${date}${run}${check}`, `${date} ${Number(run)}`];
    for (const typed of ways) expect([typed, await numbers(typed)]).toEqual([typed, [caseNumber]]);
  });

  it('tell status, unit, person and the promise due next with the time left', async () => {
    const [, row] = (await find('', PHONE)).cases;
    expect(row).toMatchObject({ status: 'IN_PROGRESS', unitId: 'demo.guidance', handler: 'wang' });
    expect(row!.due!.left).toMatchObject({ late: false });
    expect(row!.due!.left!.workingDays).toBeGreaterThan(0);
  });

  it('name the promise that is due next of several', async () => {
    const { file } = await story.open(agent, { contact: { name: '吳', phone: '0944-000-111' } });
    await story.refer(agent, file, 'demo.finance-team');
    const [row] = (await find('', '+886944000111')).cases;
    expect(row!.due!.commitmentId).toBe('demo.referral-accept');
  });

  it('have no promise once they are closed', async () => {
    const { file } = await story.open(agent, { contact: { name: '陳', phone: '0922-000-111' } });
    await story.act(agent, file, 'withdraw', { reason: '已解決' });
    expect((await find('', '+886922000111')).cases).toMatchObject([{ status: 'WITHDRAWN', due: null }]);
  });

  it('are shown eight at most, and it is said that there are more', async () => {
    const contact = { name: '張', phone: '0933-000-111' };
    for (let n = 0; n < 8; n++) await story.open(agent, { contact });
    expect(await find('', '+886933000111')).toMatchObject({ more: false });
    await story.open(agent, { contact });
    const found = await find('', '+886933000111');
    expect([found.cases.length, found.more]).toEqual([8, true]);
  });

  it('are found in the scope of the agent alone', async () => {
    const elsewhere = await story.staff('sme.instant-service-centre', ['FRONTLINE_AGENT']);
    expect(await numbers('', PHONE, elsewhere)).toEqual([]);
    expect(await numbers(first.file.caseNumber, undefined, elsewhere)).toEqual([]);
    const registry = await story.staff('demo.registry', ['CASE_HANDLER']);
    expect(await numbers('', PHONE, registry)).toEqual([]);
  });

  it('are not for staff who take no calls', async () => {
    const head = await story.staff('demo.guidance', ['UNIT_HEAD']);
    expect((await refusal(find('', PHONE, head))).kind).toBe('NOT_FOUND');
  });

  it('an unused number finds nothing, and is not called wrong', async () => {
    expect(await find('1150101 99999')).toEqual({ cases: [], more: false, fault: null });
    expect(await find('', '+886900000000')).toEqual({ cases: [], more: false, fault: null });
  });

  it('says what is wrong with what can be no number', async () => {
    const [, date, run, check] = first.file.caseNumber.split('-');
    const wrong = `${date} ${run} ${(Number(check) + 1) % 10}`;
    expect((await find(wrong)).fault).toBe('mistyped');
    expect((await find('王小明')).fault).toBe('unreadable');
    expect((await find('')).fault).toBe('unreadable');
  });
});
