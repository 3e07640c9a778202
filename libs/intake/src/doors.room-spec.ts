import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseReader, HistoryEvent } from '@app/cases';
import { ANYONE, ROLES, SYSTEM, type Actor, type StaffActor } from '@app/people';
import { Reader, type Problem } from '@app/platform';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Contact, Intake, PRIVACY_NOTICE_VERSION, PublicOffer } from './index.js';
import { CASE, CONTACT, REPORT } from './spec-support.js';

const MAY_LOG = ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER'];
const SPOKEN = ['PHONE', 'COUNTER'];

describe.each(DATABASES)('intake, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());

  const intake = () => story.desk.get(Intake);
  const outcome = (doing: () => Promise<unknown>) =>
    (async () => doing())().then(
      () => 'done',
      ({ kind, detail }: Problem) =>
        detail.fields?.map(({ field, code }) => `${field} ${code}`).join() ?? kind,
    );
  const unchanged = async (doing: () => Promise<unknown>) => {
    const before = await story.everything();
    const said = await outcome(doing);
    expect(await story.everything()).toEqual(before);
    return said;
  };

  it.each(ROLES)(
    '%s may log cases and contacts if the role meets citizens or works on cases',
    async (role) => {
      const actor = { ...agent, roles: [role] };
      const said = MAY_LOG.includes(role) ? 'done' : 'NOT_FOUND';
      expect(await outcome(() => intake().logCase(actor, CASE))).toBe(said);
      expect(await outcome(() => intake().logContact(actor, CONTACT))).toBe(said);
    },
  );

  it.each<[string, Actor]>([
    ['a citizen', ANYONE],
    ['a citizen with a case', { kind: 'citizen', caseId: 'x' }],
    ['the system', SYSTEM],
  ])('%s logs nothing', async (_who, actor) => {
    expect(await unchanged(() => intake().logCase(actor, CASE))).toBe('NOT_FOUND');
    expect(await unchanged(() => intake().logContact(actor, CONTACT))).toBe('NOT_FOUND');
  });

  it.each(['PHONE', 'COUNTER', 'WEB', 'EMAIL', 'FAX', 'LETTER', 'CHATBOT'])(
    'by %s: the version of the notice is required and stored only if it was read out',
    async (channel) => {
      const { file } = await intake().logCase(agent, { ...CASE, channel });
      const spoken = SPOKEN.includes(channel);
      expect(file).toMatchObject({ channel, noticeVersion: spoken ? PRIVACY_NOTICE_VERSION : null });
      for (const noticeVersion of ['2020-01', '', undefined]) {
        const said = await outcome(() => intake().logCase(agent, { ...CASE, channel, noticeVersion }));
        expect(said).toBe(spoken ? 'noticeVersion notice-version' : 'done');
      }
    },
  );

  it('a contact keeps agent, channel, time and answer; it has no name, case or message', async () => {
    const before = await story.everything();
    const { id } = await intake().logContact(agent, { ...CONTACT, hotline: '0800 000 000', seconds: '95' });
    expect(await story.desk.get(Reader).repository(Contact).findOneByOrFail({ id })).toEqual({
      ...{ id, organisationId: 'demo', unitId: 'demo.service-desk', staffId: agent.id, channel: 'PHONE' },
      ...{
        hotline: '0800-000000',
        serviceId: 'demo.consultation',
        topic: '補助',
        answer: '已說明',
        seconds: 95,
        ...{ ending: 'SOLVED', caseId: null, undoneAt: null },
      },
      at: story.desk.time.now(),
    });
    const { contact: _contact, call_record: _record, ...others } = await story.everything();
    expect(others).toEqual((({ contact: _c, call_record: _r, ...rest }) => rest)(before));
  });

  it.each([
    ['a service of another organisation', { service: 'sme.consultation' }, 'service unknown-service'],
    ['a service that is none', { service: 'demo.moon' }, 'service unknown-service'],
    [
      'a line of another organisation',
      { channel: 'PHONE', hotline: '0800-056476' },
      'hotline unknown-hotline',
    ],
    ['a line that is none, at the counter, too', { hotline: '0800-1' }, 'hotline unknown-hotline'],
  ])('%s is refused to staff', async (_what, change, said) => {
    expect(await unchanged(() => intake().logCase(agent, { ...CASE, ...change }))).toBe(said);
    expect(await unchanged(() => intake().logContact(agent, { ...CONTACT, ...change }))).toBe(said);
  });

  it('a public report is by web, from an unidentified citizen, with the current notice, and not accepted at once', async () => {
    const given = {
      ...REPORT,
      district: '西屯區',
      channel: 'PHONE',
      hotline: '0800-056476',
      noticeVersion: 'x',
    };
    const { file } = await intake().report(given, { address: '192.0.2.1' });
    expect(file).toMatchObject({
      ...{ channel: 'WEB', hotline: null, noticeVersion: PRIVACY_NOTICE_VERSION, status: 'RECEIVED' },
      ...{ locale: 'zh-TW', district: '西屯區', organisationId: 'sme', unitId: 'sme.finance-development' },
    });
    const [event] = await story.desk.get(Reader).repository(HistoryEvent).findBy({ caseId: file.id });
    expect(event).toMatchObject({ type: 'RECEIVED', actorKind: 'citizen', actorId: null });
    expect(file.confidential).toBe(false);
    const secret = await intake().report({ ...REPORT, confidential: true }, { address: '192.0.2.1' });
    expect(secret.file.confidential).toBe(true);
    const english = await intake().report({ ...REPORT, locale: 'en' }, { address: '192.0.2.1' });
    expect(english.file.locale).toBe('en');
  });

  it.each([
    ['a service that is not on the web', 'ida.enquiry', 'service not-on-this-channel'],
    ['a service of the made-up agency', 'demo.consultation', 'service unknown-service'],
    ['a service that is none', 'sme.moon', 'service unknown-service'],
  ])('the public does not report to %s', async (_what, service, said) => {
    const report = () => intake().report({ ...REPORT, service }, { address: '192.0.2.1' });
    expect(await unchanged(report)).toBe(said);
  });

  it('what the caller was told before is a note; staff see the code that the citizen gets', async () => {
    const taken = await intake().logCase(agent, { ...CASE, answer: '已先說明' });
    const events = await story.desk.get(CaseReader).events(taken.file.id);
    expect(events.map(({ text }) => text)).toEqual([null, null, '已先說明']);
    expect(taken.lookupCode).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
  });

  it('a demonstration offers its own agency first, and its cases are marked as such; a real desk never does', async () => {
    const demo = await Story.begin({ postgres, env: { DEMO: 'true' } });
    const offers = (of: Story) =>
      of.desk
        .get(PublicOffer)
        .organisations()
        .map(({ id }) => id);
    expect(offers(story)).not.toContain('demo');
    expect(offers(demo)).toEqual(['demo', ...offers(story)]);
    expect(
      story.desk
        .get(PublicOffer)
        .services()
        .some(({ organisation }) => organisation === 'demo'),
    ).toBe(false);
    expect(
      demo.desk
        .get(PublicOffer)
        .services()
        .some(({ organisation }) => organisation === 'demo'),
    ).toBe(true);
    const given = { ...REPORT, service: 'demo.consultation' };
    const { file } = await demo.desk.get(Intake).report(given, { address: '192.0.2.1' });
    expect(file.origin).toBe('DEMONSTRATION');
    expect((await intake().report(REPORT, { address: '192.0.2.1' })).file.origin).toBe('LIVE');
    await demo.close();
  });
});
