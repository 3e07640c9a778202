import type { CaseFile } from '@app/cases';
import { Catalogue, CHANNELS, SERVICE_KINDS, type ServiceKind, surveyAfter } from '@app/catalogue';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import type { StaffActor } from '@app/people';
import { days, hours, minutes, Reader } from '@app/platform';
import { Timer } from '@app/sla/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { WEDNESDAY_MORNING } from '../../support/desk.js';
import { messagesOf } from '../../support/messages.js';
import { Story } from '../../support/story.js';
import { CALL, MAILBOX, statesOf, surveysOf } from '../../support/surveys.js';

jest.setTimeout(60_000);

/** Written by hand, from the plans: mailboxes ask with the reply, all others after the closing. */
const AFTER: Record<ServiceKind, 'REPLIED' | 'CLOSED'> = {
  CONSULTATION: 'CLOSED',
  ENQUIRY: 'CLOSED',
  PETITION: 'CLOSED',
  HEAD_MAILBOX: 'REPLIED',
  FEEDBACK_MAILBOX: 'REPLIED',
  APPLICATION: 'CLOSED',
  DATA_SUBJECT_ACCESS: 'CLOSED',
  DATA_SUBJECT_CORRECTION: 'CLOSED',
};

it.each(SERVICE_KINDS)('%s has its questionnaire when the plans say', (kind) => {
  expect(surveyAfter({ kind })).toBe(AFTER[kind]);
  expect(surveyAfter({ kind, surveyAfter: 'REPLY' })).toBe('REPLIED');
  expect(surveyAfter({ kind, surveyAfter: 'CLOSING' })).toBe('CLOSED');
});

describe.each(DATABASES)('when a questionnaire is sent, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.head-office', ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT']);
  }, 60_000);
  beforeEach(() => story.desk.time.set(WEDNESDAY_MORNING));
  afterAll(() => story.close());

  const started = async (file: CaseFile) => {
    if (file.status === 'RECEIVED') await story.act(owner, file, 'accept');
    return file;
  };
  const open = async (service: string, more: object = {}) =>
    started((await story.open(owner, { service, ...more })).file);
  const reply = (file: CaseFile) => story.act(owner, file, 'reply', { text: '答復' });
  const close = (file: CaseFile) => story.act(owner, file, 'close');
  const states = (file: CaseFile) => statesOf(story, file);

  it('after a closing a day later, to the millisecond, and for seven days', async () => {
    expect(story.desk.get(Catalogue).service(CALL)).toMatchObject({
      surveyDelayHours: 24,
      surveyValidDays: 7,
    });
    const file = await open(CALL);
    await reply(file);
    await close(file);
    const closedAt = story.desk.time.now();
    expect((await surveysOf(story, file))[0]).toMatchObject({
      ...{ plannedAt: closedAt + hours(24), sentAt: null, expiresAt: null, answeredAt: null, score: null },
      ...{ state: 'PLANNED', organisationId: 'demo', mode: 'LINK', comment: null },
    });
    await story.pass(hours(24) - 1);
    expect(await states(file)).toEqual(['PLANNED']);
    await story.pass(1);
    const sentAt = story.desk.time.now();
    expect((await surveysOf(story, file))[0]).toMatchObject({
      state: 'SENT',
      sentAt,
      expiresAt: sentAt + days(7),
    });
    expect((await story.events(file)).at(-1)).toBe('SURVEY_SENT');
  });

  it('with the reply of a mailbox at once', async () => {
    const file = await open(MAILBOX);
    await reply(file);
    expect((await surveysOf(story, file))[0]).toMatchObject({ plannedAt: story.desk.time.now() });
    await story.pass(0);
    expect(await states(file)).toEqual(['SENT']);
  });

  it('sent late: it is still open for its full time', async () => {
    const file = await open(CALL);
    await reply(file);
    await close(file);
    await story.pass(days(3));
    const now = story.desk.time.now();
    expect((await surveysOf(story, file))[0]).toMatchObject({ sentAt: now, expiresAt: now + days(7) });
  });

  it('once, after any number of sweeps', async () => {
    const file = await open(MAILBOX);
    await reply(file);
    for (let look = 0; look < 3; look++) await story.pass(hours(1));
    expect((await story.events(file)).filter((type) => type === 'SURVEY_SENT')).toHaveLength(1);
    expect((await messagesOf(story.desk, file)).filter((line) => line.startsWith('survey'))).toEqual([
      'survey EMAIL ming',
    ]);
  });

  it('expires exactly at the end of its time, once, and is not sent again', async () => {
    const file = await open(MAILBOX);
    await reply(file);
    await story.pass(0);
    await story.pass(days(7) - 1);
    expect(await states(file)).toEqual(['SENT']);
    await story.pass(1);
    expect(await states(file)).toEqual(['EXPIRED']);
    await story.pass(days(1));
    expect((await story.events(file)).filter((type) => type === 'SURVEY_EXPIRED')).toHaveLength(1);
  });

  it.each(CHANNELS)('for a case that came by %s', async (channel) => {
    const spoken = channel === 'PHONE' || channel === 'COUNTER';
    const { file } = await story.desk.get(Intake).logCase(owner, {
      ...{ channel, service: MAILBOX, subject: '路燈', description: '不亮' },
      ...(spoken && { noticeVersion: PRIVACY_NOTICE_VERSION }),
      contact: { name: '王小明', email: 'ming@example.tw' },
    });
    await started(file);
    await reply(file);
    await story.pass(0);
    expect(await states(file)).toEqual(['SENT']);
    expect(await messagesOf(story.desk, file)).toContain('survey EMAIL ming');
  });

  it.each([
    [{ name: '王小明', phone: '0912345678' }, 'survey SMS +886912345678'],
    [{ name: '王小明', email: 'ming@example.tw', phone: '0912345678' }, 'survey EMAIL ming'],
    [{ name: '王小明' }, 'survey EMAIL NO_ADDRESS'],
  ])('to %j this way', async (contact, expected) => {
    const file = await open(MAILBOX, { contact });
    await reply(file);
    await story.pass(0);
    expect((await messagesOf(story.desk, file)).filter((line) => line.startsWith('survey'))).toEqual([
      expected,
    ]);
  });

  it.each<[string, () => Promise<CaseFile>, string[]]>([
    ['a first answer', async () => act(await open(MAILBOX), 'interim-reply', { text: '先說明' }), []],
    ['a withdrawal', async () => act(await open(CALL), 'withdraw', { reason: '不用了' }), []],
    ['a transfer', async () => act(await open(CALL), 'transfer', { agency: '他機關', reason: '權責' }), []],
    ['a message', async () => act(await open(MAILBOX), 'message', { text: '留言' }), []],
  ])('not after %s', async (_what, tell, expected) => {
    const file = await tell();
    await story.pass(days(2));
    expect(await states(file)).toEqual(expected);
  });
  const act = async (file: CaseFile, name: Parameters<Story['act']>[2], input: object) => {
    await story.act(owner, file, name, input);
    return file;
  };

  it.each([
    ['reopen', { reason: '未解決' }],
    ['withdraw', { reason: '不用了' }],
    ['merge', {}],
  ] as const)('planned and then %s: it is not sent, nor is its timer left', async (name, input) => {
    const into = (await open(MAILBOX)).caseNumber;
    const file = await open(MAILBOX);
    await reply(file);
    await act(file, name, { ...input, ...(name === 'merge' && { into }) });
    expect(await states(file)).toEqual(['CANCELLED']);
    const timers = await story.desk.get(Reader).repository(Timer).findBy({ caseId: file.id });
    expect(timers.filter(({ kind }) => kind === 'survey.goes-out').map(({ state }) => state)).toEqual([
      'CANCELLED',
    ]);
    await story.pass(days(2));
    expect(await states(file)).toEqual(['CANCELLED']);
  });

  it('for another case: is not affected', async () => {
    const [file, other] = [await open(MAILBOX), await open(MAILBOX)];
    await reply(file);
    await reply(other);
    await act(file, 'reopen', { reason: '未解決' });
    await story.pass(0);
    expect([await states(file), await states(other)]).toEqual([['CANCELLED'], ['SENT']]);
  });

  it('sent before the case was reopened: it stays open, and the next reply has one too', async () => {
    const file = await open(MAILBOX);
    await reply(file);
    await story.pass(0);
    await act(file, 'reopen', { reason: '未解決' });
    expect(await states(file)).toEqual(['SENT']);
    await reply(file);
    await story.pass(0);
    expect(await states(file)).toEqual(['SENT', 'SENT']);
    await close(file);
    await story.pass(days(2));
    expect(await states(file)).toEqual(['SENT', 'SENT']);
  });

  it('twice for a case closed, reopened and closed again', async () => {
    const file = await open(CALL);
    for (let time = 0; time < 2; time++) {
      if (time > 0) await act(file, 'reopen', { reason: '未解決' });
      await reply(file);
      await close(file);
      await story.pass(hours(24));
    }
    expect(await states(file)).toEqual(['SENT', 'SENT']);
  });
});

describe.each(DATABASES)('a questionnaire with SURVEY_DELAY_MINUTES, on %s', (_name, postgres) => {
  it.each([
    ['0', 0],
    ['30', minutes(30)],
  ])('is sent after %s minutes, for any service', async (set, wait) => {
    const story = await Story.begin({ postgres, env: { SURVEY_DELAY_MINUTES: set } });
    try {
      const owner = await story.staff('demo.head-office', ['CASE_HANDLER', 'FRONTLINE_AGENT']);
      for (const service of [CALL, MAILBOX]) {
        const { file } = await story.open(owner, { service });
        if (file.status === 'RECEIVED') await story.act(owner, file, 'accept');
        await story.act(owner, file, 'reply', { text: '答復' });
        if (service === CALL) await story.act(owner, file, 'close');
        expect((await surveysOf(story, file))[0]!.plannedAt).toBe(story.desk.time.now() + wait);
      }
    } finally {
      await story.close();
    }
  });
});
