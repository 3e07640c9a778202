import { isActName, parseCaseNumber } from '@app/cases';
import { isReferralAct } from '@app/referrals';
import type { TypedForm } from './typed-form.js';

/** The one act of a case that a team performs. */
export const ANSWER_CHASE = 'answer-chase';

/** Place of the draft of a call form. Each form has its own, by its key: two callers at once never share one. */
export const callPlace = (key: string): string => `call ${key}`;
/** The page of the call form, filled in with what is kept of it. */
export const callPage = (key: string): string => `/desk/calls/new?draft=${key}`;
export const isFormKey = (text: unknown): text is string =>
  typeof text === 'string' && /^[\w-]{8,64}$/.test(text);

const isTeamForm = (act: string): boolean => isReferralAct(act) || act === ANSWER_CHASE;

/**
 * The forms whose text is kept: by the addresses that they are sent to, the place of the draft, and of those of acts, which
 * acts there are.
 */
const PLACES: readonly [RegExp, string, ((act: string) => boolean)?][] = [
  [/^\/desk\/cases\/([^/]+)\/acts\/([a-z-]+)(?:\/keep)?$/, 'case $1 $2', isActName],
  [
    /^\/desk\/cases\/([^/]+)\/referrals\/([\w-]+)\/([a-z-]+)(?:\/keep)?$/,
    'case $1 referral $2 $3',
    isReferralAct,
  ],
  [/^\/desk\/referrals\/([\w-]+)\/([a-z-]+)(?:\/keep)?$/, 'referral $1 $2', isTeamForm],
  [/^\/desk\/approvals\/([^/]+)\/(send-back)$/, 'case $1 $2'],
  [/^\/desk\/bulk\/(assign|chase)$/, 'bulk $1'],
  [/^\/desk\/calls\/(?:save|solved|case|attached|asked|who|faq|keep)$/, 'call'],
];

/** Undefined for a form whose text is not kept. `referral <id> <act>` lacks the number of the case. */
export function placeOf(path: string, { key }: TypedForm): string | undefined {
  const found = PLACES.find(([sentTo]) => sentTo.test(path));
  if (!found) return undefined;
  const [sentTo, form, isKnown] = found;
  const place = path.replace(sentTo, form);
  const [kind, number = '', ...rest] = place.split(' ');
  if (isKnown && !isKnown(rest.at(-1)!)) return undefined;
  if (kind === 'call') return isFormKey(key) ? callPlace(key) : undefined;
  if (kind !== 'case') return place;
  const known = parseCaseNumber(number);
  return known && ['case', known, ...rest].join(' ');
}

/** Where the forms of the desk stand, by the addresses that they are sent to. */
const FORMS_ON: readonly [RegExp, string][] = [
  [/^\/desk\/(cases|referrals)\/[^/]+/, '$&'],
  [/^\/desk\/calls\/.*/, '/desk/calls/new'],
  [/^\/desk\/bulk\/(assign|chase)$/, '$&'],
  [/^\/desk\/admin\/people\/[\w-]{36}/, '$&'],
  [/^\/desk\/admin\/(people|quarantine)/, '$&'],
  [/^\/desk\/absences\/[\w-]{36}/, '$&'],
  [/^\/desk\/(approvals|board|calendar|lists|password)\b/, '$&'],
];

/** The page on which a form stands; most are sent to their own address. */
export function formPage(path: string, typed: TypedForm): string {
  return FORMS_ON.some(([sentTo]) => sentTo.test(path)) ? pageOfForm(path, typed) : path;
}

/** The page of a form of the desk: shown after sign-in when the session had ended. */
export function pageOfForm(path: string, typed: TypedForm = {}): string {
  const found = FORMS_ON.find(([sentTo]) => sentTo.test(path));
  const page = found ? found[0].exec(path)![0].replace(...found) : '/desk';
  return page === '/desk/calls/new' && isFormKey(typed['key']) ? callPage(typed['key']) : page;
}

/** Filled in by the page itself: a form in which nothing else is filled in holds no text. */
const PRESET = new Set([
  ...['channel', 'matter', 'hotline', 'noticeVersion', 'reference', 'waited', 'knowledge'],
  ...['how', 'on.year', 'on.month', 'on.day', 'time', 'task'],
]);
export const isPreset = (field: string): boolean => PRESET.has(field);
