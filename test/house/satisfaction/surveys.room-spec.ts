import { type ActName, CaseActs, type CaseFile, CaseReader, EVENT_TYPES } from '@app/cases';
import { Catalogue, CatalogueStore, loadConfig, SERVICE_KINDS, surveyAfter } from '@app/catalogue';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { type StaffActor, StaffRegister } from '@app/people';
import { days, derivedToken, hours, Keyring, Reader } from '@app/platform';
import { Survey, Surveys } from '@app/satisfaction';
import { TimerRunner } from '@app/sla/timers';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk } from '../../support/desk.js';

jest.setTimeout(30_000);
const MAILBOX = 'demo.head-mailbox';
const CALL = 'demo.finance-diagnosis';

describe.each(DATABASES)('questionnaires, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let owner: StaffActor;
  beforeEach(async () => {
    desk = await startDesk({ postgres });
    const roles = ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT'] as const;
    const where = { organisationId: 'demo', unitId: 'demo.head-office' };
    const person = { login: 'owner', name: 'owner', ...where, roles: [...roles] };
    const { id } = await desk.get(StaffRegister).create(person, { password: 'Correct-Horse-1' });
    owner = { kind: 'staff', id, name: 'owner', ...where, roles };
  }, 60_000);
  afterEach(() => desk.close());

  const open = async (service: string): Promise<CaseFile> => {
    const { file } = await desk.get(Intake).logCase(owner, {
      ...{ channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION, service },
      ...{ subject: '路燈', description: '不亮', contact: { name: '王小明', email: 'ming@example.tw' } },
    });
    if (file.status === 'RECEIVED') await act(file, 'accept');
    return file;
  };
  const act = ({ caseNumber }: CaseFile, name: ActName, input: object = {}) =>
    desk.get(CaseActs).perform({ actor: owner, caseNumber, act: name, input });
  const reply = (file: CaseFile) => act(file, 'reply', { text: '答復' });
  const pass = async (ms: number) => {
    desk.time.forward(ms);
    await desk.get(TimerRunner).sweep();
  };
  const surveys = ({ id }: CaseFile): Promise<Survey[]> =>
    desk
      .get(Reader)
      .repository(Survey)
      .find({ where: { caseId: id }, order: { plannedAt: 'ASC', id: 'ASC' } });
  const states = async (file: CaseFile) => (await surveys(file)).map(({ state }) => state);
  const rate = ({ id }: Survey, score: number) =>
    desk.get(Surveys).answer(derivedToken(desk.get(Keyring), 'survey-token', id), { score });
  const happened = async ({ id }: CaseFile) =>
    (await desk.get(CaseReader).events(id))
      .map(({ type }) => type)
      .filter((type) => /SURVEY_ANSWERED|DISS/.test(type));

  it('of a mailbox are sent with the reply, and not again at the closing', async () => {
    const file = await open(MAILBOX);
    await pass(hours(1));
    await reply(file);
    await pass(0);
    expect(await states(file)).toEqual(['SENT']);
    await act(file, 'close');
    await pass(days(2));
    expect(await states(file)).toEqual(['SENT']);
    await rate((await surveys(file))[0]!, 2);
    expect(await happened(file)).toEqual(['SURVEY_ANSWERED', 'DISSATISFIED']);
  });

  it('are sent once for each reply: for two at once only for the later', async () => {
    const file = await open(MAILBOX);
    await reply(file);
    desk.time.forward(1);
    await reply(file);
    await pass(0);
    expect(await states(file)).toEqual(['CANCELLED', 'SENT']);
    await pass(hours(1));
    await reply(file);
    await pass(0);
    expect(await states(file)).toEqual(['CANCELLED', 'SENT', 'SENT']);
  });

  it('are not sent for a reply before the case was reopened', async () => {
    for (const [name, input] of [
      ['reopen', { reason: '未解決' }],
      ['withdraw', { reason: '不用了' }],
    ] as const) {
      const file = await open(MAILBOX);
      await reply(file);
      await act(file, name, input);
      await pass(days(2));
      expect([name, await states(file)]).toEqual([name, ['CANCELLED']]);
    }
  });

  it('of other services are sent after the closing', async () => {
    const file = await open(CALL);
    await reply(file);
    await pass(days(2));
    expect(await states(file)).toEqual([]);
    await act(file, 'close');
    await pass(hours(23));
    expect(await states(file)).toEqual(['PLANNED']);
    await pass(hours(1));
    expect(await states(file)).toEqual(['SENT']);
  });

  it.each([
    [CALL, hours(24)],
    [MAILBOX, 0],
  ])(
    'about an earlier answer of a reopened %s: kept, and no duty until it ends once more',
    async (service, wait) => {
      const file = await open(service);
      const end = async () => {
        await reply(file);
        await act(file, 'close');
        await pass(wait);
      };
      await end();
      const [first] = await surveys(file);
      await act(file, 'reopen', { reason: '未解決' });
      await rate(first!, 1);
      expect(await happened(file)).toEqual(['SURVEY_ANSWERED']);
      expect((await surveys(file))[0]).toMatchObject({ state: 'ANSWERED', score: 1 });
      await pass(hours(1));
      await end();
      await rate((await surveys(file)).at(-1)!, 1);
      expect(await happened(file)).toEqual(['SURVEY_ANSWERED', 'SURVEY_ANSWERED', 'DISSATISFIED']);
    },
  );

  it('of a service that asks after the closing are not sent by a new reply alone', async () => {
    const file = await open(CALL);
    await reply(file);
    await act(file, 'close');
    await pass(hours(24));
    await act(file, 'reopen', { reason: '未解決' });
    await reply(file);
    await rate((await surveys(file))[0]!, 1);
    expect(await happened(file)).toEqual(['SURVEY_ANSWERED']);
  });

  it('of a service that now asks with the reply are sent after closing for cases answered before', async () => {
    const file = await open(CALL);
    await reply(file);
    await act(file, 'close');
    await pass(hours(24));
    await act(file, 'reopen', { reason: '未解決' });
    await pass(hours(1));
    await reply(file);
    const config = loadConfig('config', { events: EVENT_TYPES });
    const services = config.services.map((one) =>
      one.id === CALL ? { ...one, surveyAfter: 'REPLY' as const } : one,
    );
    await desk.get(CatalogueStore).store({ ...config, services });
    await desk.get(Catalogue).refresh();
    await act(file, 'close');
    expect(await states(file)).toEqual(['SENT', 'PLANNED']);
  });

  it('of a case that ended otherwise are stored, and require no further explanation', async () => {
    const file = await open(MAILBOX);
    await reply(file);
    await pass(0);
    await act(file, 'withdraw', { reason: '不用了' });
    await rate((await surveys(file))[0]!, 1);
    expect(await happened(file)).toEqual(['SURVEY_ANSWERED']);
  });

  it('are sent with the reply where the plan says so, mailbox or not', () => {
    const service = (id: string) => surveyAfter(desk.get(Catalogue).service(id)!);
    expect(service('ida.petition')).toBe('REPLIED');
    const byKind = SERVICE_KINDS.filter((kind) => surveyAfter({ kind }) === 'REPLIED');
    expect(byKind).toEqual(['HEAD_MAILBOX', 'FEEDBACK_MAILBOX']);
    expect(surveyAfter({ kind: 'HEAD_MAILBOX', surveyAfter: 'CLOSING' })).toBe('CLOSED');
  });
});
