import type { ActName, Choice, EventFacts, EventType, ReadEvent } from '@app/cases';
import type { Catalogue, ServiceEntry } from '@app/catalogue';
import type { CaseDetail } from '@app/lookups';
import { dateWords, type Locale, type Reading } from '@app/platform';
import { amountWords } from '../case-parts/decision.js';
import { lengthWords } from '../case-parts/promise-times.js';
import { workWords } from '../case-parts/referral-work.js';
import { casePartsWords } from '../case-parts/words.js';
import { outcomeName, taskName } from '../case-parts/task-words.js';
import { casesWords } from './words.js';

/** What the facts of an event are put into words with. */
export interface Names {
  locale: Locale;
  catalogue: Pick<Catalogue, 'unit' | 'commitment' | 'taskKind'>;
  people: CaseDetail['people'];
  /** Of the case: its steps have names. */
  service?: Pick<ServiceEntry, 'workSteps'> | undefined;
}

/** 王小明（示範輔導組）; someone of another agency, or who is unknown, has no name here. */
export function personWords(id: string, { locale, catalogue, people }: Names): string {
  const person = people.get(id);
  if (!person) return casesWords[locale].case.otherPerson;
  return casesWords[locale].case.person(person.name, catalogue.unit(person.unitId)?.name[locale]);
}

type Says = (value: string, names: Names, event: Pick<ReadEvent, 'type' | 'facts'>) => string | undefined;

/** Of a request the approver is the one who is asked. */
const ASKS: readonly EventType[] = ['SUBMITTED', 'APPROVAL_ASKED'];
const factsOf = ({ locale }: Names) => casesWords[locale].case.fact;
const unit: Says = (id, { locale, catalogue }) => catalogue.unit(id)?.name[locale];
const day =
  (label: 'lastDay' | 'due' | 'dueDate' | 'on' | 'documentDate'): Says =>
  (value, names) =>
    factsOf(names)[label](dateWords(value, names.locale));

/**
 * The facts that staff read, in this order. Others are identifiers and numbers for the program: they are not shown, and
 * no value is shown as it is stored.
 */
const SAYS: Partial<Record<keyof EventFacts, Says>> = {
  taskKind: (kind, { catalogue, locale }) => taskName(kind, catalogue, locale),
  partner: unit,
  unit: (id, names, { type }) => (type === 'RECEIVED' ? undefined : unit(id, names, { type, facts: {} })),
  handler: (id, names) => factsOf(names).handler(personWords(id, names)),
  tracker: (id, names) => factsOf(names).tracker(personWords(id, names)),
  commitment: (id, { locale, catalogue }) => catalogue.commitment(id)?.title[locale],
  suggestedPartner: (id, names) => {
    const name = names.catalogue.unit(id)?.name[names.locale];
    return name && casesWords[names.locale].case.suggested(name);
  },
  act: (name, { locale }) => casePartsWords[locale].statuses.act[name as ActName],
  askedBy: (id, names) => casesWords[names.locale].approval.asker(personWords(id, names)),
  approver: (id, names, { type }) =>
    casesWords[names.locale].approval.approver[ASKS.includes(type) ? 'asked' : 'by'](personWords(id, names)),
  insteadOf: (id, names) => casesWords[names.locale].approval.insteadOf(personWords(id, names)),
  ground: (value, { locale }) => casePartsWords[locale].fields.choices[value as Choice],
  reached: (code, { locale }) => casePartsWords[locale].fields.choices[code as Choice],
  number: (digits) => digits,
  outcome: (code, { catalogue, locale }, { facts: { taskKind: kind } }) =>
    kind === undefined ? undefined : outcomeName({ kind, outcome: code }, catalogue, locale),
  step: (id, { service, locale }) => service?.workSteps?.find((step) => step.id === id)?.name[locale] ?? id,
  on: day('on'),
  decision: (value, { locale }) => casePartsWords[locale].fields.choices[value as Choice],
  amount: (value, { locale }) => amountWords(value, locale),
  documentNumber: (number, names) => factsOf(names).documentNumber(number),
  documentDate: day('documentDate'),
  into: (number, names) => factsOf(names).into(number),
  from: (number, names) => factsOf(names).from(number),
  agency: (name, names) => factsOf(names).agency(name),
  document: (number, names) => factsOf(names).document(number),
  lastDay: day('lastDay'),
  due: day('due'),
  dueDate: day('dueDate'),
  length: (value, { locale }) => lengthWords(value, locale),
  channel: (value, { locale }, { facts }) => {
    const channels = casePartsWords[locale].statuses.channel;
    const known = Object.hasOwn(channels, value) ? channels[value as keyof typeof channels] : undefined;
    return known && [known, facts.hotline].filter(Boolean).join(' ');
  },
};

/** What an event says besides its name and its text, in words. */
export function factWords(event: Pick<ReadEvent, 'type' | 'facts'>, names: Names & Reading): string[] {
  const { facts } = event;
  const said = Object.entries(SAYS).map(([name, says]) => {
    const value = facts[name];
    return typeof value === 'string' && value !== '' ? says!(value, names, event) : undefined;
  });
  const attempt = facts.attemptedAt === undefined ? undefined : workWords(event, names);
  return [...said, attempt, scoreOf(facts, names), fieldsOf(facts, names)].filter(
    (words) => words !== undefined,
  );
}

const scoreOf = ({ score }: EventFacts, { locale }: Names): string | undefined =>
  typeof score === 'number' ? casesWords[locale].case.survey(score) : undefined;

/** Which details were changed, not what they were. */
function fieldsOf({ fields }: EventFacts, names: Names): string | undefined {
  const labels: Record<string, string> = factsOf(names).fields;
  const known = (Array.isArray(fields) ? fields : [])
    .map((field) => labels[String(field)])
    .filter((label) => label !== undefined);
  return known.length > 0 ? known.join(factsOf(names).comma) : undefined;
}
