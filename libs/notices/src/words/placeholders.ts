import { owedOfKind } from '../kinds/occasions.js';

/** Always known: may stand anywhere. */
const ALWAYS = ['agency', 'service', 'unit'] as const;
const FOR_CITIZENS = ['caseNumber', 'progressUrl', 'site'] as const;
const FOR_STAFF = ['caseNumber', 'deskUrl', 'caseUrl'] as const;

interface Extras {
  /** Always known for this kind. */
  known?: readonly string[];
  /** Not always known: a line that needs one is left out without it. Never in a subject or an SMS. */
  perhaps?: readonly string[];
  never?: readonly string[];
  /** Without these a message would be of no use; else it is the case number. */
  needs?: readonly string[];
}

const partner: Extras = { known: ['partner'], perhaps: ['replyBy'] };
const due: Extras = {
  known: ['commitment', 'dueDate'],
  perhaps: ['holder'],
  needs: ['caseNumber', 'commitment', 'dueDate'],
};
const holiday = ['offFrom', 'offTo', 'backOn'];

/** What single kinds have beyond the usual. The lookup code and the case number never meet in one kind. */
const EXTRAS: Record<string, Extras> = {
  'lookup-code': { known: ['lookupCode', 'receivedDate'], never: ['caseNumber'], needs: ['lookupCode'] },
  referred: partner,
  'referral-accepted': partner,
  'referral-returned': { known: ['partner'] },
  'referral-replied': { known: ['partner'] },
  'referral-recalled': { known: ['partner'] },
  'referral-taken-back': { known: ['partner'] },
  'referral-offered': { known: ['partner'], perhaps: ['acceptBy', 'replyBy', 'district'] },
  'partner-accepted': partner,
  'partner-returned': partner,
  'partner-replied': { known: ['partner'] },
  'correction-requested': { known: ['lastDay'], perhaps: ['paused'], needs: ['caseNumber', 'lastDay'] },
  extended: { perhaps: ['newDueDate'] },
  dissatisfied: { perhaps: ['newDueDate'] },
  survey: { known: ['surveyUrl'], needs: ['surveyUrl'] },
  'clock-warning': due,
  'clock-overdue': due,
  'clock-chased': due,
  'referral-unaccepted': due,
  'before-holiday': { ...due, known: [...due.known!, ...holiday] },
};

/** What mails that gather several notices have beyond the number and the list of them. */
const OF_DIGESTS: Record<string, Extras> = { 'holiday-digest': { known: holiday, perhaps: ['more'] } };

export interface Vocabulary {
  known: readonly string[];
  perhaps: readonly string[];
}

/** Which placeholders the words of a kind may use. */
export function vocabularyOf(kind: string): Vocabulary {
  const forCitizen = owedOfKind(kind).to === 'CITIZEN';
  const { known = [], perhaps = [], never = [] } = EXTRAS[kind] ?? {};
  const usual = [...ALWAYS, ...(forCitizen ? FOR_CITIZENS : FOR_STAFF), ...known];
  return {
    known: usual.filter((name) => !never.includes(name)),
    perhaps: [...perhaps, ...(forCitizen ? ['unitPhone'] : [])],
  };
}

/** Which placeholders each mail, SMS and line of a kind must use. */
export const neededIn = (kind: string): readonly string[] => EXTRAS[kind]?.needs ?? ['caseNumber'];

/** Which placeholders the words of a mail that gathers several may use. */
export const vocabularyOfDigest = (name: string): Vocabulary => ({
  known: ['agency', 'deskUrl', 'count', 'lines', ...(OF_DIGESTS[name]?.known ?? [])],
  perhaps: OF_DIGESTS[name]?.perhaps ?? [],
});

const MARK = /\{([^{}]*)\}/g;

/** Names of the placeholders in a text. */
export const placeholdersIn = (text: string): string[] => [...text.matchAll(MARK)].map(([, name]) => name!);

/** Fills a text; a line that needs an absent value is left out. */
export function fill(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text
    .split('\n')
    .filter((row) => placeholdersIn(row).every((name) => values[name] !== undefined))
    .map((row) => row.replace(MARK, (_, name: string) => values[name]!))
    .join('\n');
}
