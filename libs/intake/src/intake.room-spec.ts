import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseReader } from '@app/cases';
import { StaffRegister, type StaffActor } from '@app/people';
import { Problem, Reader, rocDigits, taipeiDate, taipeiMidnight } from '@app/platform';
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

  describe('that came in on paper', () => {
    const paper = (more: object = {}) =>
      intake.logCase(agent, { ...MATTER, channel: 'LETTER', noticeVersion: undefined, ...more });
    const first = async (caseId: string) => (await desk.get(CaseReader).events(caseId))[0]!;
    const DAY = '2026-08-17';

    it('is received on the day that its stamp says, and its promises count from then', async () => {
      const { file } = await paper({ receivedOn: DAY, document: '示收字第1號', answer: '已去電' });
      expect(file.receivedAt).toBe(taipeiMidnight(DAY));
      const received = await first(file.id);
      expect([received.at, received.facts['document']]).toEqual([file.receivedAt, '示收字第1號']);
      const starts = await desk
        .get(Reader)
        .rows<{ startedAt: number }>('SELECT "startedAt" FROM clock WHERE "caseId" = $1', [file.id]);
      expect(starts.length).toBeGreaterThan(0);
      for (const { startedAt } of starts) expect(Number(startedAt)).toBe(file.receivedAt);
      const noted = (await desk.get(CaseReader).events(file.id)).find(({ type }) => type === 'NOTED');
      expect(noted!.at).toBe(desk.time.now());
      expect(file.caseNumber).toContain(rocDigits(desk.time.now()));
    });

    it('is received now without a day, or on this one', async () => {
      for (const receivedOn of [undefined, taipeiDate(desk.time.now())])
        expect((await paper({ receivedOn })).file.receivedAt).toBe(desk.time.now());
    });

    it.each(['2026-08-20', '2025-08-18', '2026-02-31', '17', ''.padEnd(11, '9')])(
      'is refused with the day %s',
      async (receivedOn) => expect(await wrongFields(paper({ receivedOn }))).toHaveLength(1),
    );

    it('can have come in a year ago to the day', async () => {
      expect((await paper({ receivedOn: '2025-08-19' })).file.receivedAt).toBe(taipeiMidnight('2025-08-19'));
    });

    it.each(['PHONE', 'COUNTER'])('of %s neither day nor number is kept', async (channel) => {
      const { file } = await intake.logCase(agent, { ...MATTER, channel, receivedOn: DAY, document: '1' });
      expect(file.receivedAt).toBe(desk.time.now());
      expect((await first(file.id)).facts).not.toHaveProperty('document');
    });
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
