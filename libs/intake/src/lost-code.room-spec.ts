import { CaseReader, formatCaseNumber, type CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../../test/support/databases.js';
import { refusal, Story } from '../../../test/support/story.js';
import { LostCode } from './lost-code.js';

describe.each(DATABASES)('a lost code is asked for, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let file: CaseFile;
  let network = 0;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    network++;
    const contact = { name: '王小明', email: 'ming@example.tw', phone: '0912345678' };
    ({ file } = await story.open(agent, { contact }));
  });

  const ask = (contact: string, caseNumber = file.caseNumber) =>
    story.desk.get(LostCode).ask({ caseNumber, contact }, `192.0.2.${network}`);
  const version = async () => {
    await story.pass(0);
    return (await story.desk.get(CaseReader).file(file.id)).codeVersion;
  };

  it.each([
    'ming@example.tw',
    'ＭＩＮＧ＠example.tw',
    '0912-345-678',
    '+886 912 345 678',
    '０９１２３４５６７８',
  ])('with what is on file, however it is written: %s', async (contact) => {
    await ask(contact);
    expect(await version()).toBe(2);
  });

  it('with the number however it is written', async () => {
    await ask('ming@example.tw', ` ${file.caseNumber.toLowerCase().replaceAll('-', '')} `);
    expect(await version()).toBe(2);
  });

  it.each([
    ['other@example.tw', undefined],
    ['ming@example.tw', formatCaseNumber('DEMO', Date.parse('2026-08-19T10:00:00+08:00'), 777)],
  ])('is taken alike for what is not on file, and nothing goes out: %s %s', async (contact, number) => {
    await ask(contact, number);
    expect(await version()).toBe(1);
  });

  it.each([
    ['no number', 'ming@example.tw', '王小明', { field: 'caseNumber', code: 'case-number' }],
    ['a mistyped one', 'ming@example.tw', 'MISTYPED', { field: 'caseNumber', code: 'case-number-mistyped' }],
    ['half an address', 'ming@', undefined, { field: 'email', code: 'email' }],
    ['half a number', '0912', undefined, { field: 'phone' }],
    ['nothing', ' ', undefined, { field: 'contact', code: 'required' }],
  ])('%s is refused by its form', async (_what, contact, number, problem) => {
    const wrong = `${file.caseNumber.slice(0, -1)}${(Number(file.caseNumber.at(-1)) + 1) % 10}`;
    const refused = await refusal(ask(contact, number === 'MISTYPED' ? wrong : number));
    expect(refused.detail.fields).toMatchObject([problem]);
    expect(await version()).toBe(1);
  });
});
