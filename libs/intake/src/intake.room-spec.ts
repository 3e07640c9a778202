import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseReader } from '@app/cases';
import { StaffRegister, type StaffActor } from '@app/people';
import { Problem, Reader } from '@app/platform';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Contact, Intake, PRIVACY_NOTICE_VERSION } from './index.js';

const MATTER = {
  service: 'demo.consultation',
  subject: '創業貸款被退件',
  description: '內容',
  contact: { name: '王小明' },
  hotline: '0800000000',
  noticeVersion: PRIVACY_NOTICE_VERSION,
};
const SOLVED = { service: 'demo.consultation', topic: '補助', answer: '已說明', hotline: '0800-000000' };

describe.each(DATABASES)('a case or contact logged by staff, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let intake: Intake;
  let agent: StaffActor;

  const wrongFields = async (doing: Promise<unknown>) => {
    const problem = await doing.then(
      () => undefined,
      (error: unknown) => error as Problem,
    );
    return problem?.detail.fields?.map(({ field, code }) => `${field}: ${code}`).toSorted();
  };

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    const who = { name: 'agent', organisationId: 'demo', unitId: 'demo.service-desk' };
    const roles = ['FRONTLINE_AGENT' as const];
    const { id } = await desk
      .get(StaffRegister)
      .create({ login: 'agent', ...who, roles }, { password: 'Correct-Horse-1' });
    agent = { kind: 'staff', id, ...who, roles };
    intake = desk.get(Intake);
  });
  afterAll(() => desk.close());

  it.each([
    ['PHONE', '0800-000000'],
    ['COUNTER', null],
    ['EMAIL', null],
    ['FAX', null],
    ['LETTER', null],
  ])('by %s is counted on the hotline %s', async (channel, hotline) => {
    const { file } = await intake.logCase(agent, { ...MATTER, channel });
    expect(file.hotline).toBe(hotline);
    const { id } = await intake.logContact(agent, { ...SOLVED, channel });
    const contact = await desk.get(Reader).repository(Contact).findOneByOrFail({ id });
    expect(contact.hotline).toBe(hotline);
  });

  it('keeps what the caller was told as a sealed note in the history', async () => {
    const { file } = await intake.logCase(agent, { ...MATTER, channel: 'PHONE', answer: '已先說明流程' });
    const events = await desk.get(CaseReader).events(file.id);
    expect(events.map(({ type, text }) => [type, text])).toEqual([
      ['RECEIVED', null],
      ['ACCEPTED', null],
      ['NOTED', '已先說明流程'],
    ]);
    const rows = await desk.get(Reader).rows(`SELECT * FROM history_event WHERE "caseId" = $1`, [file.id]);
    expect(JSON.stringify(rows)).not.toContain('流程');
  });

  it('is refused with all its errors at once', async () => {
    const nothing = { channel: 'PHONE', service: 'sme.consultation', hotline: '0800-999999' };
    expect(await wrongFields(intake.logCase(agent, nothing))).toEqual([
      'contact: required',
      'description: required',
      'hotline: unknown-hotline',
      'noticeVersion: notice-version',
      'service: unknown-service',
      'subject: required',
    ]);
    expect(await wrongFields(intake.logContact(agent, nothing))).toEqual([
      'answer: required',
      'hotline: unknown-hotline',
      'service: unknown-service',
      'topic: required',
    ]);
  });
});
