import { CitizenSessions, isMistyped, parseCaseNumber } from '@app/cases';
import { isBlank, Problem } from '@app/platform';
import {
  CitizenToken,
  Pages,
  problemWords,
  SeeOther,
  Show,
  Submit,
  TheSite,
  Tried as TriedCookie,
  Typed,
  type PageView,
  type Site,
  type TypedForm,
} from '../site/index.js';
import { casePath, knownPlace } from '../case-parts/citizen-paths.js';
import { ProgressForm } from './progress-form.view.js';
import { TriedLookups, type Tried } from './tried.js';
import { progressWords } from './words.js';

/**
 * `/progress`: number and code are posted and lead to the case's own address. `?n=`: the number, from a receipt or a
 * mail; the code is never in a URL. `?to=`: the act that she was about to do.
 */
@Pages('progress')
export class ProgressPage {
  constructor(
    private readonly sessions: CitizenSessions,
    private readonly tried: TriedLookups,
  ) {}

  @Show()
  ask(@TheSite() site: Site, @TriedCookie() cookie?: string): PageView {
    const kept = this.tried.find(cookie, site.query.get('again'), site.now);
    const typed = kept ?? { caseNumber: parseCaseNumber(site.query.get('n') ?? '') ?? '', lookupCode: '' };
    const errors = kept ? errorsOf(kept, site) : {};
    const then = site.query.get('to') ?? '';
    const body = (
      <ProgressForm typed={{ ...typed }} errors={errors} then={then} ended={site.query.has('ended')} />
    );
    const failed = Object.keys(errors).length > 0;
    const title = progressWords[site.locale].title;
    return {
      title,
      body,
      failed,
      status: STATUS[kept?.code ?? ''],
      personal: true,
      languageForm: 'progress',
    };
  }

  @Submit()
  async find(
    @TheSite() site: Site,
    @Typed() typed: TypedForm,
    @CitizenToken() token?: string,
  ): Promise<SeeOther> {
    const asked = { caseNumber: typed['caseNumber'] ?? '', lookupCode: typed['lookupCode'] ?? '' };
    const then = knownPlace(typed['to']);
    const again = (code: Tried['code'], wait?: number) =>
      this.again(site, { ...asked, code, ...(wait && { wait }) }, then);
    if (typed['lang']) return again('');
    if (isBlank(asked.caseNumber) || isBlank(asked.lookupCode)) return again('empty');
    if (isMistyped(asked.caseNumber)) return again('mistyped');
    try {
      const opened = await this.sessions.open({ ...asked, address: site.address }, token);
      const change = { citizen: opened.token, tried: null };
      return new SeeOther(casePath(opened.file.caseNumber, then), change);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.kind === 'NOT_FOUND') return again('not-found');
      if (error.kind === 'TOO_MANY') return again('too-many-codes', error.detail.retryAfterSeconds);
      throw error;
    }
  }

  private again(site: Site, tried: Tried, then: string | undefined): SeeOther {
    const { id, cookie } = this.tried.keep(tried, site.now);
    const query = new URLSearchParams({ again: id, ...(then && { to: then }) });
    return new SeeOther(`/progress?${query}`, { tried: cookie });
  }
}

const STATUS: Record<Tried['code'], number> = {
  '': 200,
  empty: 422,
  mistyped: 422,
  'not-found': 404,
  contact: 422,
  'too-many-codes': 429,
};

/** The same text for unknown numbers and wrong codes; a mistyped number is known by its check digit alone. */
function errorsOf(
  { code, caseNumber, lookupCode, wait = 0 }: Tried,
  { locale }: Site,
): Record<string, string> {
  const said = progressWords[locale];
  const labels = { caseNumber: said.number, lookupCode: said.code };
  if (code === 'empty') {
    const empty = Object.entries({ caseNumber, lookupCode }).filter(([, value]) => isBlank(value));
    return Object.fromEntries(
      empty.map(([name]) => [
        name,
        problemWords('required', locale, { label: labels[name as keyof typeof labels] }),
      ]),
    );
  }
  const texts = {
    '': undefined,
    contact: undefined,
    mistyped: said.mistyped,
    'not-found': said.notFound,
    'too-many-codes': said.tooMany(Math.ceil(wait / 60)),
  };
  const text = texts[code];
  return text ? { caseNumber: text } : {};
}
