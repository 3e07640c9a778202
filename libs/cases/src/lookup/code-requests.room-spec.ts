import type { StaffActor } from '@app/people';
import { days, hours, Reader } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import type { CaseFile } from '../record/case-file.entity.js';
import { CaseReader } from '../record/case-reader.js';
import { CodeRequest } from './code-request.entity.js';
import { CodeRequests, type KnownContact } from './code-requests.js';
import { LookupDoor } from './lookup-door.js';

const MAIL: KnownContact = { kind: 'email', value: 'ming@example.tw' };
const PHONE: KnownContact = { kind: 'phone', value: '+886912345678' };

describe.each(DATABASES)('a new code for a lost one, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let file: CaseFile;
  let lookupCode: string;
  let network = 0;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    network++;
    const contact = { name: '王小明', email: 'ming@example.tw', phone: '0912345678' };
    ({ file, lookupCode } = await story.open(agent, { contact }));
  });

  const ask = (known: KnownContact, caseNumber = file.caseNumber, address = `198.51.100.${network}`) =>
    story.desk.get(CodeRequests).ask(caseNumber, known, address);
  const version = async () => (await story.desk.get(CaseReader).file(file.id)).codeVersion;
  const codes = async () => (await story.notices(file)).filter((kind) => kind === 'lookup-code').length;
  const opens = () =>
    story.desk
      .get(LookupDoor)
      .open({ caseNumber: file.caseNumber, lookupCode, address: '203.0.113.9' })
      .then(
        () => true,
        () => false,
      );

  it.each([MAIL, PHONE])('goes to the address on file, and ends the old one: %j', async (known) => {
    await ask(known);
    expect([await version(), await opens()]).toEqual([1, true]);
    await story.pass(0);
    expect([await version(), await codes(), await opens()]).toEqual([2, 2, false]);
    const last = (await story.desk.get(CaseReader).events(file.id)).at(-1)!;
    expect(last).toMatchObject({
      type: 'LOOKUP_CODE_ISSUED',
      actorKind: 'citizen',
      facts: { codeVersion: 2 },
    });
  });

  it.each<[string, KnownContact]>([
    ['another address', { kind: 'email', value: 'other@example.tw' }],
    ['another number', { kind: 'phone', value: '+886900000000' }],
    ['her address as a number', { kind: 'phone', value: MAIL.value }],
  ])('does not go out for %s', async (_what, known) => {
    await ask(known);
    await story.pass(0);
    expect([await version(), await codes(), await opens()]).toEqual([1, 1, true]);
  });

  it('nor for a case that does not exist: the same answer, and nothing is kept', async () => {
    await ask(MAIL, 'DEMO-1150819-00777-5');
    await story.pass(0);
    expect(await version()).toBe(1);
    expect(await story.desk.get(Reader).repository(CodeRequest).count()).toBe(0);
  });

  it('keeps neither the address nor its case in clear until it is compared', async () => {
    await ask(MAIL);
    const [row] = await story.desk.get(Reader).repository(CodeRequest).find();
    expect(JSON.stringify(row)).not.toMatch(/ming|example/);
    await story.pass(0);
  });

  it('three times a day for a case, and again the day after', async () => {
    for (let n = 0; n < 5; n++) await ask(MAIL);
    await story.pass(0);
    expect(await version()).toBe(4);
    await story.pass(days(1));
    await ask(MAIL);
    await story.pass(0);
    expect(await version()).toBe(5);
  });

  it('ten requests of one network in an hour, however many at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 100 }, () =>
        ask({ kind: 'email', value: 'x@y.tw' }).then(
          () => 'taken',
          ({ kind }: { kind: string }) => kind,
        ),
      ),
    );
    expect(all.filter((one) => one === 'taken')).toHaveLength(10);
    expect((await refusal(ask(MAIL))).code).toBe('too-many-code-requests');
    story.desk.time.forward(hours(1));
    await ask(MAIL);
    await story.pass(0);
    expect(await version()).toBe(2);
  });
});
