import type { Problem, ProblemKind } from '@app/platform';
import { Fragment } from 'preact';
import type { Carried } from './carried.js';
import { CARRIED, CarriedForm } from './carried-form.js';
import { ownPath } from './location.js';
import { NextSteps } from './next-steps.js';
import type { PageView } from './outcome.js';
import { problemWords } from './problem-words.js';
import { SIGN_IN_PATH } from './session.js';
import type { Site } from './site.js';
import { siteWords } from './words.js';

interface Said {
  status: number;
  title: string;
  lines: string[];
}

type Say = (site: Site, problem: Problem) => Said;

const pages = ({ locale }: Site) => siteWords[locale].problemPages;

const PAGES: Record<ProblemKind, Say> = {
  INVALID: (site, problem) => ({
    status: 422,
    title: problemWords(problem.code, site.locale),
    lines: fieldLines(site, problem),
  }),
  UNAUTHENTICATED: (site, problem) => ({
    status: 401,
    title: problemWords(problem.code, site.locale),
    lines: [],
  }),
  NOT_FOUND: (site) => {
    const { title, text } = pages(site).notFound;
    return { status: 404, title, lines: [text] };
  },
  NOT_ALLOWED: (site, problem) => (problem.code === 'form-expired' ? expired(site) : conflict(site, problem)),
  CONFLICT: conflict,
  STALE: (site) => {
    const { title, text } = pages(site).stale;
    return { status: 412, title, lines: [text] };
  },
  TOO_MANY: tooMany,
  BUSY: (site, { code }) => {
    const { title, text } = code === 'calendar-ends' ? pages(site).calendarEnds : pages(site).busy;
    return { status: 503, title, lines: [code === 'storage-full' ? problemWords(code, site.locale) : text] };
  },
};

function expired(site: Site): Said {
  const { title, text } = pages(site).forbidden;
  return { status: 403, title, lines: [text] };
}

const fieldLines = (site: Site, problem: Problem) =>
  (problem.detail.fields ?? []).map(
    ({ field, code, params }) => `${field}: ${problemWords(code, site.locale, params)}`,
  );

function conflict(site: Site, { code }: Problem): Said {
  return { status: 409, title: pages(site).conflict.title, lines: [problemWords(code, site.locale)] };
}

/** Its words say when to try again; so does the header. */
function tooMany(site: Site, { code }: Problem): Said {
  return { status: 429, title: pages(site).tooMany.title, lines: [problemWords(code, site.locale)] };
}

/** The page that explains a problem; without a problem, an internal error. `carried`: what was typed, offered again. */
export function problemPage(
  site: Site,
  problem: Problem | undefined,
  requestId: string,
  carried?: Carried,
): PageView {
  const { wrong } = pages(site);
  const said = problem
    ? PAGES[problem.kind](site, problem)
    : { status: 500, title: wrong.title, lines: [wrong.text, wrong.id(requestId)] };
  const { title, status } = said;
  const isOfDesk = carried !== undefined && site.path.startsWith('/desk');
  const isSignedOut = isOfDesk && !site.staff;
  const lines = carried && problem?.code === 'form-expired' ? [keptWords(site, isSignedOut)] : said.lines;
  const body = (
    <Fragment>
      <h1>{title}</h1>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {isSignedOut ? <SignInApart site={site} /> : null}
      {carried ? <CarriedForm {...carried} /> : null}
      {isSignedOut ? null : <NextSteps site={site} />}
    </Fragment>
  );
  const retryAfterSeconds = problem?.detail.retryAfterSeconds;
  return {
    title,
    status,
    body,
    hidden: true,
    personal: true,
    ...(retryAfterSeconds && { retryAfterSeconds }),
    ...(carried && { languageForm: CARRIED }),
    ...((site.staff || isOfDesk) && { desk: null }),
    // who signed out leaves nothing on the server to the next person at the same browser
    ...(isOfDesk && { once: true as const }),
  };
}

const keptWords = (site: Site, isSignedOut: boolean): string => {
  const { forbidden } = pages(site);
  return isSignedOut ? forbidden.signedOut : forbidden.kept;
};

/** In a tab of its own: the page with what was typed stays. */
const SignInApart = ({ site }: { site: Site }) => (
  <p>
    <a class="link-alone" href={SIGN_IN_PATH} target="_blank" rel="noopener">
      {pages(site).forbidden.signIn}
    </a>
  </p>
);

/** Where the form of an address stands that takes it; elsewhere at the address itself. */
const FORMS: [RegExp, string][] = [
  [/\/keep$/, ''],
  [/^(\/desk\/cases\/[^/]+)\/.*/, '$1'],
  [/^(\/desk\/referrals\/[^/]+)\/.*/, '$1'],
  [/^\/desk\/calls\/.*/, '/desk/calls/new'],
  [/^\/desk\/calendar\/.*/, '/desk/calendar'],
  [/^\/desk\/board\/.*/, '/desk/board'],
  [/^(\/kiosk)\/.*/, '$1'],
  [/^(\/cases\/[^/]+)\/leave$/, '$1'],
];
function formAt(path: string): string {
  const [pattern, to] = FORMS.find(([one]) => one.test(path)) ?? [/$^/, ''];
  return ownPath(path.replace(pattern, to)) ?? '/';
}

/** The page of a request that could not be read: too large, of an unknown type, incomplete. */
export function unreadablePage(site: Site, code: string, status: number): PageView {
  const title = problemWords(code, site.locale);
  const { unreadable } = pages(site);
  const body = (
    <Fragment>
      <h1>{title}</h1>
      <p>{unreadable.text}</p>
      <p>
        <a href={formAt(site.path)}>{unreadable.back}</a>
      </p>
      <NextSteps site={site} />
    </Fragment>
  );
  return { title, status, body, hidden: true, personal: true };
}
