import { confirmationToken, lookupCode, spacedCode } from '@app/cases';
import type { Localised } from '@app/catalogue';
import { derivedToken, plainDate } from '@app/platform';
import type { Basics, Fact, KeptFact, Seen, Writer } from './fact.js';
import {
  acceptance,
  dueDateOf,
  extended,
  furtherExplanation,
  opinion,
  partnersReply,
} from './running-clocks.js';
import { partWords, type SheetPartName } from './sheet.js';
import { ALL, allBut, CITIZENS, DUES, FRAME, LISTS, OF_CASES, STAFF, STAFF_OF_CASES } from './texts.js';

const NO_AGENCY: Localised = { 'zh-TW': '單一窗口', en: 'Single Window' };
const DAY: Localised = { 'zh-TW': '115年9月2日', en: '2 September 2026' };
const same = (text: string): Localised => ({ 'zh-TW': text, en: text });

const kept = <V>(fact: KeptFact<V>): KeptFact<V> => fact;
const made = (fact: Omit<Fact<never>, 'from'>): Omit<Fact<never>, 'from'> => fact;

const agency = ({ facts, catalogue, locale }: Writer) =>
  (catalogue.organisation(facts.organisation)?.name ?? NO_AGENCY)[locale];
/** An entry that was retired has no name any more; its id still says which it was. */
const unitName = ({ catalogue, locale }: Writer, id?: string) =>
  id && (catalogue.unit(id)?.name[locale] ?? id);
const title = ({ catalogue, locale }: Writer, id?: string) =>
  id && (catalogue.commitment(id)?.title[locale] ?? id);
const day = ({ locale }: Writer, date?: string) => date && plainDate(date, locale);
const holder = (writer: Writer) => {
  const { acting, handler } = writer.facts;
  const name = handler && writer.names.get(handler);
  return [unitName(writer, acting), name].filter(Boolean).join(' ') || undefined;
};

const SHEET = 'morning-sheet';
const part = (name: SheetPartName, meaning: string) =>
  kept({
    meaning: `of the morning sheet: ${meaning}; how many, and a line for each`,
    example: { 'zh-TW': '3', en: '3' },
    known: [SHEET],
    needed: [SHEET],
    from: ({ sheet }) => sheet?.parts[name],
    says: partWords,
  });
/** A page of the desk about the day of the sheet. */
const page =
  (path: string) =>
  ({ publicUrl }: Writer) =>
    `${publicUrl}/desk/${path}`;

const newDate = async ({ event, running }: Seen) =>
  event && dueDateOf(await running!(), event.type === 'EXTENDED' ? extended : furtherExplanation, event);

/**
 * What words can name, one row each: where it comes from, how it is written, which texts may use it. The check of the
 * templates, the values of each message and the list in config/templates/README.md follow from it.
 */
const FACTS = {
  agency: made({
    meaning: 'the agency',
    example: { 'zh-TW': '經濟部中小及新創企業署', en: 'SME and Startup Administration' },
    known: [...ALL, ...LISTS, FRAME],
    says: agency,
  }),
  service: made({
    meaning: 'the service of the case',
    example: { 'zh-TW': '企業諮詢', en: 'Business consultation' },
    known: OF_CASES,
    says: ({ facts: { service }, catalogue, locale }) =>
      service && (catalogue.service(service)?.name[locale] ?? service),
  }),
  unit: made({
    meaning: 'the unit that owns the case',
    example: { 'zh-TW': '示範服務中心', en: 'Demonstration service centre' },
    known: OF_CASES,
    says: (writer) =>
      (writer.facts.unit && writer.catalogue.unit(writer.facts.unit)?.name[writer.locale]) ?? agency(writer),
  }),
  unitPhone: made({
    meaning: 'its telephone',
    example: same('02-0000-0000'),
    perhaps: CITIZENS,
    says: ({ facts: { unit }, catalogue }) => unit && catalogue.unit(unit)?.phone,
  }),
  caseNumber: made({
    meaning: 'the number of the case; never beside the lookup code',
    example: same('SMEA-1151231-00042-7'),
    known: allBut('lookup-code', SHEET),
    needed: allBut('lookup-code', 'survey', SHEET),
    says: ({ facts }) => facts.caseNumber,
  }),
  progressUrl: made({
    meaning:
      'the page on which a case is looked up, with its number filled in; without it beside the lookup code',
    example: same('https://desk.example.org/progress?n=SMEA-1151231-00042-7'),
    known: CITIZENS,
    says: ({ kind, facts: { caseNumber }, publicUrl }) =>
      `${publicUrl}/progress${caseNumber && kind !== 'lookup-code' ? `?n=${caseNumber}` : ''}`,
  }),
  site: made({
    meaning: 'the name of the site, for an SMS',
    example: same('desk.example.org'),
    known: CITIZENS,
    says: ({ publicUrl }) => publicUrl.replace(/^https?:\/\//, ''),
  }),
  deskUrl: made({
    meaning: 'where staff sign in',
    example: same('https://desk.example.org/desk'),
    known: [...STAFF, ...LISTS],
    says: ({ publicUrl }) => `${publicUrl}/desk`,
  }),
  caseUrl: made({
    meaning: 'the page of the case, for a partner team the list of its referrals',
    example: same('https://desk.example.org/desk/cases/SMEA-1151231-00042-7'),
    known: STAFF_OF_CASES,
    says: ({ facts: { caseNumber, door }, publicUrl }) =>
      caseNumber && `${publicUrl}/desk/${door ?? `cases/${caseNumber}`}`,
  }),
  lookupCode: made({
    meaning: 'the lookup code; made when the message is, stored nowhere',
    example: same('ABCDE-FGHJK'),
    known: ['lookup-code'],
    needed: ['lookup-code'],
    says: ({ facts: { codeVersion = 1 }, keyring, subjectId }) =>
      spacedCode(lookupCode(keyring, subjectId, codeVersion)),
  }),
  receivedDate: made({
    meaning: 'the day on which the case came in',
    example: DAY,
    known: ['lookup-code'],
    says: ({ facts: { receivedAt }, locale }) =>
      receivedAt === undefined ? undefined : plainDate(receivedAt, locale),
  }),
  surveyUrl: made({
    meaning: 'the page of the questionnaire',
    example: same('https://desk.example.org/surveys/AAAAAAAAAAAAAAAAAAAAAA'),
    known: ['survey'],
    needed: ['survey'],
    says: ({ facts: { surveyId }, keyring, publicUrl }) =>
      surveyId && `${publicUrl}/surveys/${derivedToken(keyring, 'survey-token', surveyId)}`,
  }),
  confirmUrl: made({
    meaning: 'the page on which she confirms her report',
    example: same('https://desk.example.org/confirmations/AAAAAAAAAAAAAAAAAAAAAA'),
    known: ['confirm-report'],
    needed: ['confirm-report'],
    says: ({ facts: { confirmationId }, keyring, publicUrl }) =>
      confirmationId && `${publicUrl}/confirmations/${confirmationToken(keyring, confirmationId)}`,
  }),
  confirmBy: kept({
    meaning: 'the last day on which she can confirm',
    example: DAY,
    known: ['confirm-report', 'confirmation-lapsed'],
    needed: ['confirm-report', 'confirmation-lapsed'],
    from: ({ file }) => file?.confirmBy ?? undefined,
    says: day,
  }),
  reportUrl: made({
    meaning: 'where she can report again',
    example: same('https://desk.example.org/cases/new'),
    known: ['confirmation-lapsed'],
    says: ({ publicUrl }) => `${publicUrl}/cases/new`,
  }),
  partner: kept({
    meaning: 'the partner team',
    example: { 'zh-TW': '示範融資輔導團隊', en: 'Demonstration finance team' },
    known: [
      ...(['referred', 'referral-offered', 'referral-accepted', 'partner-accepted'] as const),
      ...(['referral-returned', 'partner-returned', 'referral-replied', 'partner-replied'] as const),
      ...(['referral-taken-back', 'referral-recalled', 'data-corrected'] as const),
      ...(['partner-unreached', 'attempts-continued', 'partner-reported'] as const),
      ...(['partner-asks-time', 'time-granted', 'time-refused'] as const),
    ],
    from: ({ event }) => event?.facts.partner,
    says: unitName,
  }),
  acceptBy: kept({
    meaning: 'until when the team is to accept',
    example: DAY,
    perhaps: ['referral-offered'],
    from: async ({ event, running }) => event && dueDateOf(await running!(), acceptance, event),
    says: day,
  }),
  replyBy: kept({
    meaning: 'until when the team is to answer',
    example: DAY,
    perhaps: [
      ...(['referred', 'referral-offered', 'referral-accepted', 'partner-accepted'] as const),
      ...(['partner-returned', 'partner-asks-time', 'time-granted', 'time-refused'] as const),
    ],
    from: async ({ event, running }) => event && dueDateOf(await running!(), partnersReply, event),
    says: day,
  }),
  askedUnit: kept({
    meaning: 'the unit that is asked: to co-handle the case, or how its part stands',
    example: { 'zh-TW': '示範收發室', en: 'Demonstration registry' },
    known: [
      ...(['co-handling-asked', 'co-handling-answered', 'co-handling-recalled'] as const),
      ...(['chase-sent', 'chase-answered', 'chase-withdrawn'] as const),
    ],
    from: ({ event }) => event?.facts.unit,
    says: unitName,
  }),
  taskKind: kept({
    meaning: 'what is to be done (待辦)',
    example: { 'zh-TW': '關懷電話', en: 'Care call' },
    known: ['task-given'],
    needed: ['task-given'],
    from: ({ event }) => event?.facts.taskKind,
    says: ({ catalogue, locale }, kind) => kind && (catalogue.taskKind(kind)?.name[locale] ?? kind),
  }),
  taskDue: kept({
    meaning: 'the last day to do it',
    example: DAY,
    known: ['task-given'],
    from: ({ event }) => event?.facts.due,
    says: day,
  }),
  answerBy: kept({
    meaning: 'until when the unit asked is to answer',
    example: DAY,
    perhaps: ['co-handling-asked', 'chase-sent'],
    from: async ({ event, running }) =>
      event?.type === 'CHASE_SENT' ? event.facts.due : event && dueDateOf(await running!(), opinion, event),
    says: day,
  }),
  district: kept({
    meaning: 'the district that the case is about',
    example: same('西屯區'),
    perhaps: ['referral-offered'],
    from: ({ file }) => file?.district ?? undefined,
    says: (_writer, name) => name,
  }),
  lastDay: kept({
    meaning: 'the last day of a correction',
    example: DAY,
    known: ['correction-requested'],
    needed: ['correction-requested'],
    from: ({ event }) => event?.facts.lastDay,
    says: day,
  }),
  paused: kept({
    meaning: 'promises that stand still until then',
    example: { 'zh-TW': '人民申請案件處理期限', en: 'Applications are decided in time' },
    perhaps: ['correction-requested'],
    from: async ({ paused }) => some(await paused!()),
    says: (writer, ids) => ids?.map((id) => title(writer, id)).join(writer.locale === 'en' ? '; ' : '、'),
  }),
  newDueDate: kept({
    meaning: 'the day until which the promise is kept now',
    example: DAY,
    perhaps: ['extended', 'dissatisfied'],
    from: newDate,
    says: day,
  }),
  commitment: kept({
    meaning: 'the promise',
    example: { 'zh-TW': '轉介案件 1 個工作日內確認接案', en: 'A referral is accepted within 1 working day' },
    known: DUES,
    needed: DUES,
    from: ({ event, due }) => due?.commitmentId ?? event?.facts.commitment,
    says: title,
  }),
  dueDate: kept({
    meaning: 'when it is due',
    example: DAY,
    known: DUES,
    needed: DUES,
    from: ({ event, due }) => due?.dueDate ?? event?.facts.dueDate,
    says: day,
  }),
  holder: made({
    meaning: 'who must act: the unit, and the handler where it is the own one',
    example: { 'zh-TW': '示範服務中心 陳承辦', en: 'Demonstration service centre 陳承辦' },
    perhaps: DUES,
    says: holder,
  }),
  offFrom: kept({
    meaning: 'the first day off',
    example: DAY,
    known: ['before-holiday', 'holiday-digest'],
    from: ({ off }) => off?.offFrom,
    says: day,
  }),
  offTo: kept({
    meaning: 'the last day off',
    example: DAY,
    known: ['before-holiday', 'holiday-digest'],
    from: ({ off }) => off?.offTo,
    says: day,
  }),
  backOn: kept({
    meaning: 'the first working day after it',
    example: DAY,
    known: ['before-holiday', 'holiday-digest'],
    from: ({ off }) => off?.backOn,
    says: day,
  }),
  count: made({
    meaning: 'how many there are',
    example: same('53'),
    known: LISTS,
    says: ({ facts: { count, named } }) =>
      count === undefined || named === undefined ? undefined : String(count),
  }),
  lines: made({
    meaning: 'one line for each; put together by the list itself',
    example: same('…'),
    known: LISTS,
    needed: LISTS,
    says: () => undefined,
  }),
  more: made({
    meaning: 'how many of them have no line',
    example: same('3'),
    perhaps: ['holiday-digest'],
    says: ({ facts: { count = 0, named = count } }) => (count > named ? String(count - named) : undefined),
  }),
  sheetDay: kept({
    meaning: 'the day of the morning sheet',
    example: DAY,
    known: [SHEET],
    from: ({ sheet }) => sheet?.day,
    says: day,
  }),
  sheetOf: made({
    meaning: 'what the sheet is about: a unit, or the whole agency',
    example: { 'zh-TW': '示範輔導組', en: 'Demonstration guidance division' },
    known: [SHEET],
    says: (writer) => unitName(writer, writer.facts.unit) ?? agency(writer),
  }),
  sheetBroken: part('broken', 'promises broken since the working day before'),
  sheetToday: part('today', 'promises due today'),
  sheetUntouched: part('untouched', 'cases that no one has begun with'),
  sheetApproval: part('approval', 'cases that wait for approval'),
  sheetChases: part('chases', 'units that were asked how it stands and have not answered'),
  sheetTasks: part('tasks', 'tasks past their day'),
  sheetAway: part('away', 'people who are away and have no deputy'),
  sheetUrl: kept({
    meaning: 'the sheet at the desk, to print',
    example: same('https://desk.example.org/desk/board/sheet'),
    perhaps: [SHEET],
    from: ({ sheet }) => sheet?.opens,
    says: (writer, opens) => (opens ? page('board/sheet')(writer) : undefined),
  }),
  chaseListsUrl: kept({
    meaning: 'the lists of overdue cases of that day, to be acknowledged',
    example: same('https://desk.example.org/desk/chase-lists?on=2026-09-02'),
    known: [SHEET],
    from: ({ sheet }) => sheet?.day,
    says: (writer, on) => page(`chase-lists?on=${on}`)(writer),
  }),
  mailsUrl: made({
    meaning: 'where a person says which mails she wants',
    example: same('https://desk.example.org/desk/mails'),
    known: [SHEET],
    says: page('mails'),
  }),
};

const some = <T>(list: readonly T[]): T[] | undefined => (list.length > 0 ? [...list] : undefined);

export type FactName = keyof typeof FACTS;

/** The rows of the table in their order, by name. */
export const FACT_ROWS: readonly (readonly [FactName, Fact])[] = Object.entries(FACTS) as [FactName, Fact][];

type Kept = {
  [
    F in FactName as (typeof FACTS)[F] extends KeptFact<infer _V> ? F : never
  ]?: (typeof FACTS)[F] extends KeptFact<infer V> ? V : never;
};

/** What a message keeps to be worded when it goes out: ids, numbers and dates. Never personal data, never a code. */
export interface NoticeFacts extends Basics, Kept {
  /** Several things that one message lists, each with facts of its own. */
  items?: NoticeFacts[];
}
