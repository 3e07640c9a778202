import type { Problem, ProblemKind } from '@app/platform';
import { Fragment } from 'preact';
import type { PageView } from './outcome.js';
import { problemWords } from './problem-words.js';
import type { Site } from './site.js';

interface Said {
  status: number;
  title: string;
  lines: string[];
}

type Say = (site: Site, problem: Problem) => Said;

const PAGES: Record<ProblemKind, Say> = {
  INVALID: (site, problem) => ({
    status: 422,
    title: problemWords(problem.code, site.lang),
    lines: fieldLines(site, problem),
  }),
  UNAUTHENTICATED: (site, problem) => ({
    status: 401,
    title: problemWords(problem.code, site.lang),
    lines: [],
  }),
  NOT_FOUND: ({ words: { problemPages: p } }) => ({
    status: 404,
    title: p.notFound.title,
    lines: [p.notFound.text, p.notFound.next],
  }),
  NOT_ALLOWED: (site, problem) => (problem.code === 'form-expired' ? expired(site) : conflict(site, problem)),
  CONFLICT: (site, problem) => ({
    status: 409,
    title: site.words.problemPages.conflict.title,
    lines: [problemWords(problem.code, site.lang)],
  }),
  STALE: ({ words: { problemPages: p } }) => ({ status: 412, title: p.stale.title, lines: [p.stale.text] }),
  TOO_MANY: tooMany,
  BUSY: ({ words: { problemPages: p } }, { code }) => {
    const { title, text } = code === 'calendar-ends' ? p.calendarEnds : p.busy;
    return { status: 503, title, lines: [text] };
  },
};

const expired = ({ words: { problemPages: p } }: Site): Said => ({
  status: 403,
  title: p.forbidden.title,
  lines: [p.forbidden.text],
});

const fieldLines = (site: Site, problem: Problem) =>
  (problem.detail.fields ?? []).map(
    ({ field, code, params }) => `${field}: ${problemWords(code, site.lang, params)}`,
  );

function conflict(site: Site, problem: Problem): Said {
  const { conflict: p } = site.words.problemPages;
  const { act, referralAct } = site.words.statuses;
  const names = { ...referralAct, ...act } as Record<string, string>;
  const { allowed } = problem.detail;
  const acts =
    allowed &&
    (allowed.length > 0 ? `${p.allowed}${allowed.map((name) => names[name] ?? name).join('、')}` : p.none);
  return {
    status: 409,
    title: p.title,
    lines: [problemWords(problem.code, site.lang), ...(acts ? [acts] : [])],
  };
}

function tooMany(site: Site, problem: Problem): Said {
  const { tooMany: p } = site.words.problemPages;
  const minutes = Math.ceil((problem.detail.retryAfterSeconds ?? 60) / 60);
  return { status: 429, title: p.title, lines: [problemWords(problem.code, site.lang), p.wait(minutes)] };
}

/** The page that explains a problem; without one, that something broke on our side. */
export function problemPage(site: Site, problem: Problem | undefined, requestId: string): PageView {
  const { wrong } = site.words.problemPages;
  const said = problem
    ? PAGES[problem.kind](site, problem)
    : { status: 500, title: wrong.title, lines: [wrong.text, wrong.id(requestId)] };
  const { title, status, lines } = said;
  const body = (
    <Fragment>
      <h1>{title}</h1>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>
        <a href={site.staff ? '/desk' : '/'}>{site.words.common.home}</a>
      </p>
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
    ...(site.staff && { desk: null }),
  };
}

/** The page of a request that could not even be read: too large, of an unknown type, cut short. */
export function unreadablePage(site: Site, code: string, status: number): PageView {
  const title = problemWords(code, site.lang);
  const body = (
    <Fragment>
      <h1>{title}</h1>
      <p>
        <a href="/">{site.words.common.home}</a>
      </p>
    </Fragment>
  );
  return { title, status, body, hidden: true, personal: true };
}
