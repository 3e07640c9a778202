import { type OpenedCase } from '@app/cases';
import { ContactChange, contactChange } from '@app/intake';
import { ProgressLookup } from '@app/lookups';
import { Drafts, parseInput, Problem, type Draft } from '@app/platform';
import { Param } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { askAgainPath } from '../case-parts/citizen-paths.js';
import {
  CitizenToken,
  Pages,
  problemWords,
  SeeOther,
  Show,
  Submit,
  TheSite,
  Typed,
  type PageView,
  type Site,
  type TypedForm,
} from '../site/index.js';
import { DraftLost } from './draft-lost.view.js';
import { formKey } from '../site/desk-forms.js';
import { ContactForm } from './contact.view.js';
import { keyOf } from './once.js';
import { numberIn, OpenedCases } from './opened-case.js';
import { citizenCaseWords } from './words.js';

const FIELDS = ['email', 'phone', 'removeEmail', 'removePhone', 'locale'] as const;

/** `/cases/{number}/contact`: how she is told, and in which language. What is typed is kept as on her other pages. */
@Pages('cases')
export class CitizenContactPage {
  constructor(
    private readonly opened: OpenedCases,
    private readonly progress: ProgressLookup,
    private readonly contacts: ContactChange,
    private readonly drafts: Drafts,
  ) {}

  @Show(':caseNumber/contact')
  async form(
    @TheSite() site: Site,
    @Param('caseNumber') number: string,
    @CitizenToken() token?: string,
  ): Promise<PageView> {
    const opened = await this.opened.of(token, number, 'contact');
    const found = await this.drafts.find(draftOf(opened.token, number));
    const draft = found.state === 'kept' ? found.draft : undefined;
    const page = await this.page(site, opened, draft, errorsIn(draft, opened, site));
    return { ...page, body: [<DraftLost key="lost" state={found.state} />, page.body] };
  }

  @Submit(':caseNumber/contact')
  async change(
    @TheSite() site: Site,
    @Param('caseNumber') address: string,
    @Typed() typed: TypedForm,
    @CitizenToken() token?: string,
  ): Promise<SeeOther> {
    const number = numberIn(address);
    const here = `/cases/${number}/contact`;
    const owner = token ?? randomBytes(32).toString('base64url');
    const given = Object.fromEntries(FIELDS.map((field) => [field, typed[field] ?? '']));
    const draft = await this.drafts.save(draftOf(owner, number), given, { address: site.address });
    if (!token) return new SeeOther(askAgainPath(number, 'contact', true), { citizen: owner });
    const opened = await this.opened.of(token, number, 'contact');
    const { actor, file } = opened;
    if (typed['lang']) return new SeeOther(here);
    if (Object.keys(wrongIn(draft, opened, site)).length > 0) return new SeeOther(`${here}?check`);
    try {
      const seq = await this.contacts.change(actor, file.caseNumber, inputOf(draft), keyOf(typed, draft));
      await this.drafts.erase(draftOf(owner, number));
      return new SeeOther(`/cases/${number}/receipts/${seq}`);
    } catch (error) {
      if (error instanceof Problem && error.kind === 'TOO_MANY') return new SeeOther(`${here}?full`);
      throw error;
    }
  }

  private async page(
    site: Site,
    { file }: OpenedCase,
    draft: Draft | undefined,
    errors: Record<string, string>,
  ): Promise<PageView> {
    const { contact } = await this.progress.show(file);
    const body = (
      <ContactForm
        number={file.caseNumber}
        formKey={draft?.key ?? formKey()}
        fields={{ locale: file.locale, ...draft?.fields }}
        known={contact}
        errors={errors}
      />
    );
    const failed = Object.keys(errors).length > 0;
    const title = citizenCaseWords[site.locale].contactForm.title;
    return { ...this.opened.page(site, title, body), failed, languageForm: 'contact' };
  }
}

const draftOf = (token: string, number: string) => ({
  owner: { token },
  place: `case ${number} contact`,
});

/** Without the fields that were left empty. */
const inputOf = (draft: Draft | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(draft?.fields ?? {}).filter(([, value]) => value !== ''));

/** What the address says of the form: to be looked at again, or that no more confirmation mails can be sent. */
function errorsIn(draft: Draft | undefined, opened: OpenedCase, site: Site): Record<string, string> {
  if (site.query.has('check')) return wrongIn(draft, opened, site);
  return site.query.has('full') ? { email: problemWords('confirmation-resends', site.locale) } : {};
}

function wrongIn(draft: Draft | undefined, { file }: OpenedCase, { locale }: Site): Record<string, string> {
  if (file.status === 'AWAITING_CONFIRMATION' && draft?.fields['removeEmail'])
    return { removeEmail: problemWords('email-to-confirm', locale) };
  try {
    parseInput(contactChange, inputOf(draft));
    return {};
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return Object.fromEntries(
      error.detail.fields!.map(({ field, code, params }) => [field, problemWords(code, locale, params)]),
    );
  }
}
