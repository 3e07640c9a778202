import type { OpenedCase } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { HeldDataLookup } from '@app/lookups';
import { Drafts, notFound, parseInput, Problem, TimeSource, type Draft } from '@app/platform';
import { dataRequest, DataRequests, type DataRight } from '@app/rights';
import { Param } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { askAgainPath } from '../case-parts/citizen-paths.js';
import { keyOf } from '../citizen-case/once.js';
import { numberIn, OpenedCases } from '../citizen-case/opened-case.js';
import { formKey } from '../site/desk-forms.js';
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
import { HerData, RequestForm, Sent } from './data.view.js';
import { citizenDataWords } from './words.js';

const RIGHTS: Record<string, DataRight> = {
  copy: 'COPY',
  correct: 'CORRECT',
  restrict: 'RESTRICT',
  delete: 'DELETE',
};
const FIELDS = ['what', 'why'] as const;

/**
 * `/cases/{number}/data`: what is kept of her with the case, who was given it, and her requests. What she types is kept
 * as a draft, as on her other pages.
 */
@Pages('cases')
export class CitizenDataPage {
  constructor(
    private readonly opened: OpenedCases,
    private readonly held: HeldDataLookup,
    private readonly requests: DataRequests,
    private readonly drafts: Drafts,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  @Show(':caseNumber/data')
  async show(
    @TheSite() site: Site,
    @Param('caseNumber') number: string,
    @CitizenToken() token?: string,
  ): Promise<PageView> {
    const { file, actor } = await this.opened.of(token, number, 'data');
    const [held, requests] = await Promise.all([this.held.of(actor, file), this.requests.of(actor)]);
    const body = (
      <HerData
        held={held}
        requests={requests}
        catalogue={this.catalogue}
        erased={file.erasedAt !== null}
        now={this.time.now()}
      />
    );
    return this.opened.page(site, citizenDataWords[site.locale].title, body);
  }

  @Show(':caseNumber/data/sent/:id')
  async sent(
    @TheSite() site: Site,
    @Param() { caseNumber, id }: { caseNumber: string; id: string },
    @CitizenToken() token?: string,
  ): Promise<PageView> {
    const { actor } = await this.opened.of(token, caseNumber, 'data');
    const { file, request } = await this.requests.find(actor, id);
    const code = this.requests.codeOf(file);
    const body = <Sent number={caseNumber} file={file} kind={request.kind} code={code} />;
    return this.opened.page(site, citizenDataWords[site.locale].sent.title, body);
  }

  @Show(':caseNumber/data/:right')
  async form(
    @TheSite() site: Site,
    @Param() { caseNumber, right }: { caseNumber: string; right: string },
    @CitizenToken() token?: string,
  ): Promise<PageView> {
    const kind = rightOf(right);
    const opened = await this.opened.of(token, caseNumber, `data/${right}`);
    const found = await this.drafts.find(draftOf(opened.token, caseNumber, right));
    const draft = found.state === 'kept' ? found.draft : undefined;
    return this.page(
      site,
      opened,
      { kind, right },
      draft,
      site.query.has('check') ? wrongIn(kind, draft, site) : {},
    );
  }

  @Submit(':caseNumber/data/:right')
  async ask(
    @TheSite() site: Site,
    @Param() { caseNumber: address, right }: { caseNumber: string; right: string },
    @Typed() typed: TypedForm,
    @CitizenToken() token?: string,
  ): Promise<SeeOther | PageView> {
    const [number, kind] = [numberIn(address), rightOf(right)];
    const here = `/cases/${number}/data/${right}`;
    const owner = token ?? randomBytes(32).toString('base64url');
    const given = Object.fromEntries(FIELDS.map((field) => [field, typed[field] ?? '']));
    const draft = await this.drafts.save(draftOf(owner, number, right), given, { address: site.address });
    if (!token) return new SeeOther(askAgainPath(number, `data/${right}`, true), { citizen: owner });
    const opened = await this.opened.of(token, number, `data/${right}`);
    if (typed['lang']) return new SeeOther(here);
    if (Object.keys(wrongIn(kind, draft, site)).length > 0) return new SeeOther(`${here}?check`);
    return this.send(site, opened, { kind, right }, draft, keyOf(typed, draft));
  }

  /** A refusal returns the form with what was typed. */
  private async send(
    site: Site,
    opened: OpenedCase,
    at: { kind: DataRight; right: string },
    draft: Draft,
    key: string,
  ): Promise<SeeOther | PageView> {
    const { actor, file, token } = opened;
    try {
      const { id } = await this.requests.open(actor, inputOf(at.kind, draft), key);
      await this.drafts.erase(draftOf(token, file.caseNumber, at.right));
      return new SeeOther(`/cases/${file.caseNumber}/data/sent/${id}`);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'NOT_ALLOWED') throw error;
      const refusal = problemWords(error.code, site.locale);
      return { ...(await this.page(site, opened, at, draft, {}, refusal)), status: 409, failed: true };
    }
  }

  private async page(
    site: Site,
    { file }: OpenedCase,
    { kind, right }: { kind: DataRight; right: string },
    draft: Draft | undefined,
    errors: Record<string, string>,
    refusal?: string,
  ): Promise<PageView> {
    const body = (
      <RequestForm
        number={file.caseNumber}
        kind={kind}
        right={right}
        formKey={draft?.key ?? formKey()}
        fields={draft?.fields ?? {}}
        errors={errors}
        refusal={refusal}
      />
    );
    const failed = Object.keys(errors).length > 0;
    const title = citizenDataWords[site.locale].rights[kind].title;
    return { ...this.opened.page(site, title, body), failed, languageForm: 'data-request' };
  }
}

function rightOf(name: string): DataRight {
  const kind = Object.hasOwn(RIGHTS, name) ? RIGHTS[name] : undefined;
  if (!kind) throw notFound();
  return kind;
}

const draftOf = (token: string, number: string, right: string) => ({
  owner: { token },
  place: `case ${number} data ${right}`,
});

const inputOf = (kind: DataRight, draft: Draft | undefined) => ({ kind, ...draft?.fields });

function wrongIn(kind: DataRight, draft: Draft | undefined, { locale }: Site): Record<string, string> {
  try {
    parseInput(dataRequest, inputOf(kind, draft));
    return {};
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const fields = error.detail.fields ?? [];
    return Object.fromEntries(
      fields.map(({ field, code, params }) => [field, problemWords(code, locale, params)]),
    );
  }
}
