import { LostCode } from '@app/intake';
import { isBlank, Problem } from '@app/platform';
import { parseCaseNumber } from '@app/cases';
import {
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
import { CodeAsked, LostCodeForm } from './lost-code.view.js';
import { TriedLookups, type Tried } from './tried.js';
import { progressWords } from './words.js';

const HERE = '/progress/lost-code';

/** `/progress/lost-code`: a new code to the address on file; the answer is the same for everybody. */
@Pages('progress/lost-code')
export class LostCodePage {
  constructor(
    private readonly lost: LostCode,
    private readonly tried: TriedLookups,
  ) {}

  @Show()
  form(@TheSite() site: Site, @TriedCookie() cookie?: string): PageView {
    const kept = this.tried.find(cookie, site.query.get('again'), site.now);
    const typed = kept ?? { caseNumber: parseCaseNumber(site.query.get('n') ?? '') ?? '', lookupCode: '' };
    const errors = kept ? errorsOf(kept, site) : {};
    const body = <LostCodeForm caseNumber={typed.caseNumber} contact={typed.lookupCode} errors={errors} />;
    const failed = Object.keys(errors).length > 0;
    const title = progressWords[site.locale].lostCode.title;
    return { title, body, failed, status: failed ? 422 : 200, personal: true, languageForm: 'lost-code' };
  }

  @Submit()
  async ask(@TheSite() site: Site, @Typed() typed: TypedForm): Promise<SeeOther> {
    const { caseNumber = '', contact = '' } = typed;
    const again = (code: Tried['code'], wait?: number) => {
      const tried = { caseNumber, lookupCode: contact, code, ...(wait && { wait }) };
      const { id, cookie } = this.tried.keep(tried, site.now);
      return new SeeOther(`${HERE}?again=${id}`, { tried: cookie });
    };
    if (typed['lang']) return again('');
    if (isBlank(caseNumber) || isBlank(contact)) return again('empty');
    try {
      await this.lost.ask({ caseNumber, contact }, site.address);
      return new SeeOther(`${HERE}/sent`, { tried: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.kind === 'TOO_MANY') return again('too-many-codes', error.detail.retryAfterSeconds);
      const code = error.detail.fields?.[0]?.code;
      if (code === 'case-number-mistyped') return again('mistyped');
      return again(code === 'case-number' ? 'not-found' : 'contact');
    }
  }

  @Show('sent')
  sent(@TheSite() site: Site): PageView {
    return { title: progressWords[site.locale].lostCode.sentTitle, body: <CodeAsked />, hidden: true };
  }
}

/** By what can be seen of what was typed; never by whether there is such a case. */
function errorsOf(
  { code, caseNumber, lookupCode, wait = 0 }: Tried,
  { locale }: Site,
): Record<string, string> {
  const said = progressWords[locale];
  const required = (label: string) => problemWords('required', locale, { label });
  const texts: Record<Tried['code'], Record<string, string>> = {
    '': {},
    empty: {
      ...(isBlank(caseNumber) && { caseNumber: required(said.number) }),
      ...(isBlank(lookupCode) && { contact: required(said.lostCode.contact) }),
    },
    mistyped: { caseNumber: said.mistyped },
    'not-found': { caseNumber: said.lostCode.noNumber },
    contact: { contact: said.lostCode.noContact },
    'too-many-codes': { caseNumber: said.lostCode.tooMany(Math.ceil(wait / 60)) },
  };
  return texts[code];
}
