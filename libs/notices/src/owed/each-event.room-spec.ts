import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  CaseContext,
  CaseFile,
  EVENT_TYPES,
  History,
  Seals,
  type EventDraft,
  type EventType,
} from '@app/cases';
import { SYSTEM, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { colleague, messagesOf, owedBy } from '../../../../test/support/messages.js';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { Alert } from '../index.js';

jest.setTimeout(60_000);

const MOBILE = '+886912345678';
const she = (kind: string) => [`${kind} EMAIL ming`];
const owner = (kind: string) => [`${kind} EMAIL handler`, `${kind} EMAIL head`];
const partner = (kind: string) => [`${kind} EMAIL finance-team`, `${kind} EMAIL member`];
const CODE = [`lookup-code SMS ${MOBILE}`];

/** By hand: who gets what of each event. What is not here writes to none. */
const TOLD: Partial<Record<EventType, string[]>> = {
  CONFIRMATION_ASKED: she('confirm-report'),
  RECEIVED: [...she('case-received'), ...CODE],
  CONFIRMED: [...she('case-received'), ...CODE],
  CONFIRMATION_LAPSED: she('confirmation-lapsed'),
  LOOKUP_CODE_ISSUED: CODE,
  ACCEPTED: she('case-accepted'),
  ASSIGNED: [...she('case-assigned'), 'work-assigned EMAIL handler'],
  REASSIGNED: [...she('case-reassigned'), 'work-assigned EMAIL handler'],
  REFERRED: [...partner('referral-offered'), ...she('referred')],
  REFERRAL_ACCEPTED: [...owner('partner-accepted'), ...she('referral-accepted')],
  REFERRAL_RETURNED: [...owner('partner-returned'), ...she('referral-returned')],
  REFERRAL_REPLIED: [...owner('partner-replied'), ...she('referral-replied')],
  REFERRAL_RECALLED: [...partner('referral-recalled'), ...she('referral-taken-back')],
  REFERRAL_ATTEMPTED: owner('partner-unreached'),
  REFERRAL_CONTINUED: partner('attempts-continued'),
  REFERRAL_REPORTED: owner('partner-reported'),
  REFERRAL_TIME_ASKED: owner('partner-asks-time'),
  REFERRAL_TIME_GRANTED: partner('time-granted'),
  REFERRAL_TIME_REFUSED: partner('time-refused'),
  CO_HANDLING: owner('co-handling-asked'),
  CO_HANDLING_ANSWERED: ['co-handling-answered EMAIL handler'],
  CO_HANDLING_RECALLED: owner('co-handling-recalled'),
  CHASE_SENT: owner('chase-sent'),
  CHASE_ANSWERED: ['chase-answered EMAIL handler'],
  CORRECTION_TOLD: partner('data-corrected'),
  CORRECTION_REQUESTED: she('correction-requested'),
  SUPPLEMENT_REQUESTED: she('supplement-requested'),
  SUBMITTED: ['approval-asked EMAIL head'],
  APPROVAL_ASKED: ['approval-asked EMAIL head'],
  APPROVED: ['approval-given EMAIL handler'],
  SENT_BACK: ['approval-sent-back EMAIL handler'],
  EXTENDED: she('extended'),
  INTERIM_REPLIED: she('interim-replied'),
  REPLIED: she('replied'),
  SUPPLEMENTARY_REPLIED: she('supplementary-replied'),
  CLOSED: she('case-closed'),
  REOPENED: [...she('reopened'), 'work-reopened EMAIL handler'],
  NO_ACTION: she('no-action'),
  TRANSFERRED: she('transferred'),
  WITHDRAWN: she('withdrawn'),
  MERGED: she('merged'),
  MERGED_REPLIED: she('merged-replied'),
  MERGED_TOLD: she('message'),
  MESSAGED: she('message'),
  CONTACT_CHANGED: she('contact-changed'),
  SURVEY_SENT: she('survey'),
  DISSATISFIED: owner('dissatisfied'),
  LOOKUP_GUESSED: owner('lookup-guessed'),
  FILE_INFECTED: owner('file-infected'),
  WARNED: ['clock-warning EMAIL handler'],
  CHASED: ['clock-overdue EMAIL handler'],
};

type Happened = Partial<EventDraft> & Pick<EventDraft, 'type'>;

describe.each(DATABASES)('each event of a case, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let head: StaffActor;
  let main: string;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await colleague(story, 'demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    handler = await colleague(story, 'demo.guidance', ['CASE_HANDLER'], 'handler');
    head = await colleague(story, 'demo.guidance', ['UNIT_HEAD'], 'head');
    await colleague(story, 'demo.guidance', ['AUDITOR'], 'auditor');
    await colleague(story, 'demo.service-desk', ['UNIT_HEAD'], 'desk-head');
    await colleague(story, 'demo.head-office', ['CONTROL_OFFICER'], 'control');
    await colleague(story, 'demo.head-office', ['AGENCY_HEAD'], 'chief');
    await colleague(story, 'demo.finance-team', ['PARTNER'], 'member');
    await colleague(story, 'demo.north-team', ['PARTNER'], 'north');
    await colleague(story, 'sme.planning', ['UNIT_HEAD', 'CONTROL_OFFICER'], 'stranger');
    main = (await open()).caseNumber;
  }, 60_000);
  afterAll(() => story.close());

  const open = async (contact: object = { email: 'ming@example.tw', phone: MOBILE }) => {
    const { file } = await story.open(agent, { contact: { name: '王小明', ...contact } });
    return file;
  };
  const append = (file: CaseFile, draft: Happened) => {
    story.desk.time.forward(1_000);
    const facts = {
      ...{ partner: 'demo.finance-team', referralId: 'r', chainId: 'r', lastDay: '2026-09-01' },
      ...{ surveyId: 's', to: ['CASE_HANDLER'], unit: file.unitId, into: main, length: '5wd', unanswered: 3 },
      ...{
        clockId: `clock of ${file.id}`,
        commitment: 'law.petition',
        approver: head.id,
        askedBy: handler.id,
        ...draft.facts,
      },
    };
    return story.desk.get(UnitOfWork).run(async (manager) => {
      const fresh = await manager.findOneByOrFail(CaseFile, { id: file.id });
      const context = new CaseContext(manager, fresh, story.desk.get(Seals));
      const at = story.desk.time.now();
      await story.desk.get(History).append(context, [{ actor: SYSTEM, at, ...draft, facts }]);
    });
  };
  const owed = (file: CaseFile, draft: Happened) => owedBy(story.desk, file, () => append(file, draft));

  // ERASED empties the messages of before: erased-notices.room-spec.ts
  it.each(EVENT_TYPES.filter((type) => type !== 'ERASED'))('%s is told to exactly these', async (type) => {
    expect(await owed(await open(), { type })).toEqual(TOLD[type] ?? []);
  });

  it.each(EVENT_TYPES.filter((type) => TOLD[type] && type !== 'ASSIGNED'))(
    '%s is told again the second time',
    async (type) => {
      const file = await open();
      await append(file, { type });
      expect(await owed(file, { type })).toEqual(TOLD[type]);
    },
  );

  it('the first assignment is told to the citizen, the second in the same case is not; that of another case is', async () => {
    const [file, other] = [await open(), await open()];
    await append(file, { type: 'ASSIGNED' });
    expect(await owed(file, { type: 'ASSIGNED' })).toEqual(['work-assigned EMAIL handler']);
    expect(await owed(other, { type: 'ASSIGNED' })).toEqual(TOLD.ASSIGNED);
  });

  it.each([
    ['MESSAGED', []],
    ['CORRECTED', []],
    ['SUPPLEMENTED', []],
    ['WITHDRAWN', she('withdrawn')],
  ] as const)('%s by the citizen herself is told to the unit', async (type, hers) => {
    const file = await open();
    const actor = { kind: 'citizen' as const, caseId: file.id };
    expect(await owed(file, { type, actor })).toEqual([...owner('citizen-wrote'), ...hers].toSorted());
  });

  it('who did it in the own unit is not written to; alone in it, she is', async () => {
    const file = await open();
    expect(await owed(file, { type: 'LOOKUP_GUESSED', actor: handler })).toEqual([
      'lookup-guessed EMAIL head',
    ]);
    const alone = await colleague(story, 'demo.city-services', ['CASE_HANDLER'], 'alone');
    const { file: hers } = await story.open(agent, { service: 'demo.city-report' });
    expect(await owed(hers, { type: 'LOOKUP_GUESSED', actor: alone })).toEqual([
      'lookup-guessed EMAIL alone',
    ]);
  });

  it('of an imported or erased case no petitioner is written to', async () => {
    for (const change of [{ origin: 'IMPORTED' as const }, { erasedAt: 1 }]) {
      const file = await open();
      await story.desk.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id: file.id }, change));
      const expected = 'erasedAt' in change ? [] : partner('referral-offered');
      expect(await owed(file, { type: 'REFERRED' })).toEqual(expected);
    }
  });

  it('a broken promise raises one alert and writes to none, also of an erased case', async () => {
    const file = await open();
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(CaseFile, { id: file.id }, { erasedAt: 1 }));
    expect(await owed(file, { type: 'OVERDUE' })).toEqual([]);
    await append(file, { type: 'OVERDUE' });
    const alerts = await story.desk.get(Reader).repository(Alert).findBy({ caseId: file.id });
    const one = {
      kind: 'OVERDUE',
      subjectId: `clock of ${file.id}`,
      unitId: file.unitId,
      organisationId: 'demo',
    };
    expect(alerts).toMatchObject([one, { ...one, commitmentId: 'law.petition', acknowledgedAt: null }]);
  });

  it.each([
    [{ email: 'ming@example.tw' }, ['case-received EMAIL ming', 'lookup-code EMAIL ming']],
    [{ phone: MOBILE }, [`case-received SMS ${MOBILE}`, `lookup-code SMS ${MOBILE}`]],
    [{ phone: '+886227208889' }, ['case-received SMS NOT_A_MOBILE', 'lookup-code SMS NOT_A_MOBILE']],
    [
      { email: 'ming@example.tw', phone: '+886227208889' },
      ['case-received EMAIL ming', 'lookup-code EMAIL ming'],
    ],
    [{}, ['case-received EMAIL NO_ADDRESS', 'lookup-code SMS NO_ADDRESS']],
  ])('with %j only, this way', async (contact, expected) => {
    expect(await messagesOf(story.desk, await open(contact))).toEqual(expected);
  });
});
