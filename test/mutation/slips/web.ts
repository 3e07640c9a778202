import type { Slip } from '../slip.js';

const ROOM = 'apps/web/src';
const of = (file: string, caught: string) => ({ file: `${ROOM}/${file}`, caught: `${ROOM}/${caught}` });

const HEADERS = of('start-web.ts', 'site/headers.room-spec.ts');
const SEND = of('site/send-page.ts', 'site/headers.room-spec.ts');
const CSRF = of('site/csrf.ts', 'csrf-routes.room-spec.ts');
const CASE_PAGES = of('cases/case.page.tsx', 'cases/stale-forms.room-spec.ts');
const roles = (file: string) => of(file, 'page-roles.room-spec.ts');
const odd = (file: string) => of(file, 'odd-texts.room-spec.ts');
const PROBLEM = of('api/problem.filter.ts', 'api/problem-documents.room-spec.ts');

const STRANGER = "a stranger's markup runs in the page";

export const SLIPS: Slip[] = [
  {
    ...odd('cases/case-matter.view.tsx'),
    right: `      <p class="text matter-text" dir="auto">
        {description ?? said.noDescription}
      </p>`,
    wrong: `      <p class="text matter-text" dir="auto" dangerouslySetInnerHTML={{ __html: description ?? said.noDescription }} />`,
    slip: 'her description as raw HTML',
    harm: STRANGER,
  },
  {
    ...odd('cases/case-history.view.tsx'),
    right: `          <p class="text" dir="auto">
            {event.text}
          </p>`,
    wrong: `          <p class="text" dir="auto" dangerouslySetInnerHTML={{ __html: event.text }} />`,
    slip: 'texts of the history as raw HTML',
    harm: STRANGER,
  },
  {
    ...odd('citizen-case/conversation.view.tsx'),
    right: `          <p class="given" dir="auto" {...langOf(one.text ?? '', locale)}>
            {one.text ?? said.erased}
          </p>`,
    wrong: `          <p class="given" dir="auto" dangerouslySetInnerHTML={{ __html: one.text ?? '' }} />`,
    slip: 'answers as raw HTML',
    harm: STRANGER,
  },
  {
    ...odd('board/board-rows.view.tsx'),
    right: `        <p class="board-subject" dir="auto">
          {subject}
        </p>`,
    wrong: `        <p class="board-subject" dir="auto" dangerouslySetInnerHTML={{ __html: subject }} />`,
    slip: 'subjects on the board as raw HTML',
    harm: STRANGER,
  },
  {
    ...odd('case-parts/case-table.tsx'),
    right: `      <td role="cell" class="subject" dir="auto">
        {shownSubject(row.subject, locale)}
      </td>`,
    wrong: `      <td role="cell" class="subject" dir="auto" dangerouslySetInnerHTML={{ __html: row.subject }} />`,
    slip: 'subjects in lists as raw HTML',
    harm: STRANGER,
  },
  {
    ...odd('calendar/calendar.view.tsx'),
    right: `              <td lang="zh-Hant-TW" dir="auto">
                {day.remark}
              </td>`,
    wrong: `              <td lang="zh-Hant-TW" dir="auto" dangerouslySetInnerHTML={{ __html: day.remark }} />`,
    slip: 'remarks of declared days as raw HTML',
    harm: STRANGER,
  },
  {
    ...CASE_PAGES,
    right: `await effect(input, seen && (await this.versions.passable(actor, caseNumber, seen)));`,
    wrong: `await effect(input, undefined);`,
    slip: 'the page ignores the version',
    harm: 'the later of two answers silently wins',
  },
  {
    ...CASE_PAGES,
    right: `? this.referrals.offer({ actor, caseNumber, input, ifMatch })`,
    wrong: `? this.referrals.offer({ actor, caseNumber, input })`,
    slip: 'a referral ignores the version',
    harm: 'a case is referred that was answered meanwhile',
  },
  {
    ...CASE_PAGES,
    right: `const form = returned(error, typed, site);`,
    wrong: `const form = returned(error, {}, site);`,
    slip: 'a refused form comes back empty',
    harm: 'what was typed is lost',
  },
  {
    ...CASE_PAGES,
    right: "{ scope, key: typed['key'], body: input }",
    wrong: '{ scope, key: undefined, body: input }',
    slip: 'a form sent twice acts twice',
    harm: 'two notes, two messages to her',
  },
  {
    ...of('cases/case-acts.view.tsx', 'cases/stale-forms.room-spec.ts'),
    right: `version: String(historySeq), ...(back`,
    wrong: `version: '', ...(back`,
    slip: 'the forms carry no version',
    harm: 'the later of two answers silently wins',
  },
  {
    ...of('site/desk-forms.ts', 'cases/stale-forms.room-spec.ts'),
    right: `STALE: 412, CONFLICT`,
    wrong: `STALE: 409, CONFLICT`,
    slip: 'a stale form answers as one that is not allowed',
    harm: 'a script takes it for final',
  },
  {
    ...of('cases/case.view.tsx', 'cases/stale-forms.room-spec.ts'),
    right: `fields={WRITTEN} />`,
    wrong: `fields={['text', 'what']} />`,
    slip: 'a reason is lost when its form is gone',
    harm: 'it must be written again',
  },
  {
    ...of('referrals/referral.view.tsx', 'cases/stale-forms.room-spec.ts'),
    right: `      {homeless ? <Unsent typed={form.typed} fields={['text', 'reason']} /> : null}\n`,
    wrong: '',
    slip: "a partner's answer is lost when a colleague was first",
    harm: 'an hour of writing',
  },
  {
    ...HEADERS,
    right: `frameAncestors: ["'none'"],`,
    wrong: '',
    slip: 'any site may frame our pages',
    harm: 'clicks are stolen',
  },
  {
    ...HEADERS,
    right: `scriptSrc: ["'self'"],`,
    wrong: `scriptSrc: ["'self'", "'unsafe-inline'"],`,
    slip: 'scripts inside a page are allowed',
    harm: 'the second wall against markup is gone',
  },
  {
    ...HEADERS,
    right: `hsts: secure ? { maxAge: 31_536_000 } : false`,
    wrong: `hsts: false`,
    slip: 'browsers are not told to stay with https',
    harm: 'the first visit over http is read by others',
  },
  {
    ...HEADERS,
    right: `policy: 'no-referrer' as const`,
    wrong: `policy: 'origin-when-cross-origin' as const`,
    slip: 'the address of a questionnaire goes to the next site',
    harm: 'its token is a secret',
  },
  {
    ...HEADERS,
    right: 'const BODY_LIMIT = 256 * 1024;',
    wrong: 'const BODY_LIMIT = 1024 * 1024;',
    slip: 'a request may hold a megabyte',
    harm: 'memory for the asking',
  },
  {
    ...SEND,
    right: `setCookie(csrfCookie(secure), csrfSecret, { ...common, httpOnly: true })`,
    wrong: `setCookie(csrfCookie(secure), csrfSecret, common)`,
    slip: 'scripts read the secret of forms',
    harm: 'a script of a stranger can send our forms',
  },
  {
    ...SEND,
    right: `const common = { path: '/', secure: cookies.secure, sameSite: 'lax' as const, httpOnly: true };`,
    wrong: `const common = { path: '/', secure: cookies.secure, sameSite: 'none' as const, httpOnly: true };`,
    slip: 'the cookie of the desk goes along from other sites',
    harm: 'requests in the name of staff',
  },
  {
    ...SEND,
    right: `const common = { path: '/', secure: cookies.secure, sameSite: 'lax' as const, httpOnly: true };`,
    wrong: `const common = { path: '/', secure: cookies.secure, sameSite: 'lax' as const };`,
    slip: 'scripts read the cookie of the desk',
    harm: 'a session is stolen',
  },
  {
    ...SEND,
    right: `kept ? 'no-store' : 'private, no-cache'`,
    wrong: `'private, no-cache'`,
    slip: 'pages with personal data stay in the browser',
    harm: 'the next at the counter reads them by the back button',
  },
  {
    ...SEND,
    right: `if (view.hidden || view.desk !== undefined) void reply.header('x-robots-tag', 'noindex');`,
    wrong: '',
    slip: 'search engines are not told to stay away',
    harm: 'questionnaires are found by searching',
  },
  {
    ...of('site/session-cookie.ts', 'site/headers.room-spec.ts'),
    right: `secure ? '__Host-desk' : 'desk'`,
    wrong: `secure ? 'desk' : 'desk'`,
    slip: 'the cookie of the desk is not tied to its host',
    harm: 'a neighbouring subdomain can plant one',
  },
  {
    ...CSRF,
    right: `return site === 'same-origin' || site === 'none';`,
    wrong: `return site !== 'cross-site';`,
    slip: 'a neighbouring subdomain may send our forms',
    harm: 'acts in the name of staff',
  },
  {
    ...CSRF,
    right: `if (!right || from !== 'here')`,
    wrong: `if (!right)`,
    slip: 'where a form came from is not looked at',
    harm: 'acts in the name of staff',
  },
  {
    ...CSRF,
    right: `.includes(new URL(origin).host)`,
    wrong: `.some((host) => new URL(origin).host.startsWith(host))`,
    slip: 'an origin that begins as ours is ours',
    harm: 'acts in the name of staff',
  },
  {
    ...CSRF,
    right: `keyring.hash('session', 'csrf', secret, session ?? '')`,
    wrong: `keyring.hash('session', 'csrf', secret)`,
    slip: "a form's token is not of the session",
    harm: 'who planted the cookie can send forms',
  },
  {
    ...of('site/site-guard.ts', 'csrf-routes.room-spec.ts'),
    right: `if (request.method === 'POST')`,
    wrong: `if (request.method === 'POST' && !request.url.includes('/referrals/'))`,
    slip: 'forms of referrals are taken from anywhere',
    harm: 'a referral is returned in the name of a partner',
  },
  {
    ...of('site/site-guard.ts', 'site/sessions.room-spec.ts'),
    right: `{ unattended: isStream(request) }`,
    wrong: `{ unattended: false }`,
    slip: 'a board left open keeps the session alive',
    harm: 'an unattended screen stays signed in all day',
  },
  {
    ...of('site/session.ts', 'site/sessions.room-spec.ts'),
    right: `if (mustChangePassword(request) && path !== PASSWORD_PATH) throw new SeeOther(PASSWORD_PATH);`,
    wrong: '',
    slip: 'a first password need not be changed',
    harm: 'who created the account knows it for ever',
  },
  {
    ...of('account/password.page.tsx', 'site/sessions.room-spec.ts'),
    right: `{ session: await this.sessions.open(actor.id) }`,
    wrong: `undefined`,
    slip: 'who changed the password is signed out',
    harm: 'a success that looks like a failure',
  },
  {
    file: 'libs/people/src/accounts/ends.ts',
    caught: `${ROOM}/site/sessions.room-spec.ts`,
    right: 'const LONGEST_MS = minutes(12 * 60);',
    wrong: 'const LONGEST_MS = minutes(24 * 60);',
    slip: 'a session lasts a day and a night',
    harm: 'a screen left signed in over night',
  },
  {
    ...roles('board/board.page.tsx'),
    right: `@UseGuards(SiteGuard, DeskGuard)`,
    wrong: `@UseGuards(SiteGuard)`,
    slip: 'the stream of the board does not ask for a sign-in',
    harm: 'an error where a sign-in should be',
  },
  {
    ...roles('site/pages.decorators.ts'),
    right: `UseGuards(SiteGuard, DeskGuard), ...framed`,
    wrong: `UseGuards(SiteGuard), ...framed`,
    slip: 'pages of the desk do not ask for a sign-in',
    harm: 'the desk is open to the public',
  },
  {
    ...roles('board/board.api.ts'),
    right: `@UseGuards(BearerGuard)\n`,
    wrong: '',
    slip: 'the board of the API asks for no token',
    harm: 'a stranger gets an error of ours instead of 401',
  },
  {
    ...PROBLEM,
    right: `if (status === 401) void reply.header('www-authenticate', 'Bearer');`,
    wrong: '',
    slip: 'a refusal does not say how to sign in',
    harm: 'clients do not know what is missing',
  },
  {
    ...PROBLEM,
    right: `STALE: 412,`,
    wrong: `STALE: 409,`,
    slip: 'a stale act answers 409',
    harm: 'a script gives up where it should read again',
  },
  {
    ...PROBLEM,
    right: `if (detail.retryAfterSeconds) void reply.header('retry-after', detail.retryAfterSeconds);`,
    wrong: '',
    slip: 'who is limited is not told when to come again',
    harm: 'clients hammer on',
  },
  {
    ...PROBLEM,
    right: `.header('cache-control', 'no-store')`,
    wrong: '',
    slip: 'a refusal may be kept by a proxy',
    harm: 'another person gets her 404',
    caught: `${ROOM}/site/headers.room-spec.ts`,
  },
  {
    ...of('site/page.filter.ts', 'api/problem-documents.room-spec.ts'),
    right: `this.explain(asBusy(error), request)`,
    wrong: `this.explain(error, request)`,
    slip: 'a lost database is an error of ours on the page',
    harm: 'she is told that something broke instead of to try again',
  },
  {
    ...of('site/problem-page.tsx', 'api/problem-documents.room-spec.ts'),
    right: `{ status: 412, title, lines`,
    wrong: `{ status: 200, title, lines`,
    slip: 'a stale page says that all is well',
    harm: 'a script believes it',
  },
  {
    ...of('api/headers.ts', 'api/problem-documents.room-spec.ts'),
    right: `/^[\\x21-\\x7e]{1,200}$/`,
    wrong: `/^[\\x20-\\x7e]{0,200}$/`,
    slip: 'an empty key is a key',
    harm: 'every request of a careless client is the same one',
  },
  {
    ...of('api/headers.ts', 'api/problem-documents.room-spec.ts'),
    right: `if (version === undefined) throw new Problem('STALE', 'stale');`,
    wrong: `if (version === undefined) return undefined;`,
    slip: 'a version that is none is no condition',
    harm: 'the later of two answers silently wins',
  },
  {
    ...of('site/typed-form.ts', ''),
    right: `Array.isArray(value) ? value.at(-1) : value`,
    wrong: `Array.isArray(value) ? value[0] : value`,
    slip: 'of a field sent twice the first is kept',
    harm: 'a page that ticks a box after a hidden field says the opposite',
    caught: 'test/bad-input/pages.spec.ts',
  },
  {
    ...of('board/board.api.ts', ''),
    right: `draw: async (board) => JSON.stringify(answer.boardShape(board))`,
    wrong: `draw: async (board) => JSON.stringify({ ...answer.boardShape(board), counts: [], running: 0 })`,
    slip: 'the stream of the API is without its numbers',
    harm: 'a wall display shows nothing',
    caught: 'test/contracts/api-described.spec.ts',
  },
  {
    ...of('board/board.answers.ts', ''),
    right: `kept: kept.rows.map(rowShape)`,
    wrong: `kept: []`,
    slip: 'the board of the API shows nothing that was kept',
    harm: 'a report of the day is empty',
    caught: 'test/contracts/api-described.spec.ts',
  },
  {
    ...of('board/board-stream.ts', 'board/streams-apart.room-spec.ts'),
    right: `JSON.stringify([this.access.scopeOf(actor), drawing.key(actor)])`,
    wrong: `JSON.stringify([drawing.key(actor)])`,
    slip: 'all who watch share one board',
    harm: "another agency's cases on the screen",
  },
  {
    ...of('board/board-drawing.tsx', 'board/streams-apart.room-spec.ts'),
    right: `key: (actor) => \`\${locale} \${may(actor, 'acknowledge-alert')} \${mayAct(actor)}\``,
    wrong: `key: () => locale`,
    slip: 'who may not acknowledge gets the board of who may',
    harm: 'a button that answers with an error',
  },
  {
    ...of('board/board-drawing.tsx', 'board/streams-apart.room-spec.ts'),
    right: `drawn.replaceAll(TOKEN_HERE, token)`,
    wrong: `drawn.replace(TOKEN_HERE, token)`,
    slip: 'only the first form of a live board has its token',
    harm: 'the second alert cannot be acknowledged',
  },
  {
    ...of('cases/answer-typed.ts', 'approvals/approvals.room-spec.ts'),
    right: `act !== 'reply' || savedAt >= decidedAt`,
    wrong: `act !== '' || savedAt >= decidedAt`,
    slip: 'an older draft stands in the form of the approved answer',
    harm: 'what is sent is not what was approved, and is refused',
  },
  {
    ...of('site/desk-drafts.ts', 'cases/typing.room-spec.ts'),
    right: `if (kind === 'case') await this.access.find(actor, number!, 'READER');`,
    wrong: `if (kind === 'case' && number === '') await this.access.find(actor, number, 'READER');`,
    slip: 'drafts are kept for cases that one may not see',
    harm: 'a guessed number is confirmed by a draft',
  },
  {
    ...of('site/desk-drafts.ts', 'cases/typing.room-spec.ts'),
    right: `before[DONE] === typed['key']`,
    wrong: `before[DONE] === 'x'`,
    slip: 'a late save brings back what was sent',
    harm: 'she answers the same citizen twice',
  },
  {
    ...of('site/desk-drafts.ts', 'cases/typing.room-spec.ts'),
    right: `turnOf(before) > turnOf(typed)`,
    wrong: `turnOf(before) < 0`,
    slip: 'an earlier save that comes late wins',
    harm: 'the last words that were typed are lost',
  },
];
