import {
  askedOfCitizen,
  citizenActNamed,
  CitizenActs,
  CaseReader,
  isCitizenAct,
  type CitizenActName,
  type OpenedCase,
} from '@app/cases';
import {
  Drafts,
  isBlank,
  notFound,
  paragraph,
  parseInput,
  Problem,
  type Draft,
  type Found,
} from '@app/platform';
import { FILES } from '@app/attachments';
import { Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { askAgainPath, casePath } from '../case-parts/citizen-paths.js';
import { Uploads } from '../case-parts/files/uploads.js';
import { formKey } from '../site/desk-forms.js';
import { TakesFiles } from '../site/multipart.js';
import {
  CitizenToken,
  Pages,
  problemWords,
  SeeOther,
  Show,
  Submit,
  TheSite,
  type PageView,
  type Site,
} from '../site/index.js';
import { ActFiles } from './act-files.js';
import { ActForm, ActGone } from './act.view.js';
import { keyOf } from './once.js';
import { numberIn, OpenedCases } from './opened-case.js';
import { citizenCaseWords } from './words.js';

interface Address {
  caseNumber: string;
  act: string;
}

/** Why files were not taken, in words: kept with the text until the form is sent again. */
const REFUSED_FILES = 'files.refused';

const placeOf = ({ caseNumber, act }: Address): string => `case ${caseNumber} ${act}`;

/**
 * `/cases/{number}/{act}`: one act of the citizen. What is typed is kept as a draft of this browser before anything is
 * checked, so that a refusal, the end of the session, the language switch and Back lose nothing.
 */
@Pages('cases')
export class CitizenActPage {
  constructor(
    private readonly opened: OpenedCases,
    private readonly acts: CitizenActs,
    private readonly cases: CaseReader,
    private readonly drafts: Drafts,
    private readonly files: ActFiles,
    private readonly uploads: Uploads,
  ) {}

  @Show(':caseNumber/:act')
  async form(
    @TheSite() site: Site,
    @Param() address: Address,
    @CitizenToken() token?: string,
  ): Promise<PageView> {
    const name = nameOf(address);
    const opened = await this.opened.of(token, address.caseNumber, name);
    const found = await this.drafts.find({ owner: { token: opened.token }, place: placeOf(address) });
    const draft = found.state === 'kept' ? found.draft : undefined;
    const isOffered = this.acts.offered(opened.actor, opened.file).includes(name);
    return isOffered ? this.ask(site, opened, name, found) : this.gone(site, opened, draft);
  }

  @Submit(':caseNumber/:act')
  @TakesFiles()
  async send(
    @TheSite() site: Site,
    @Req() request: FastifyRequest,
    @Param() address: Address,
    @CitizenToken() token?: string,
  ): Promise<SeeOther> {
    const name = nameOf(address);
    const caseNumber = numberIn(address.caseNumber);
    const here = casePath(caseNumber, name);
    const owner = token ?? randomBytes(32).toString('base64url');
    const of = { owner: { token: owner }, place: placeOf({ caseNumber, act: name }) };
    const keep = (fields: Record<string, string>) => this.drafts.save(of, fields, { address: site.address });
    let lost = false;
    const { typed, errors } = await this.uploads.read(request, site, async ({ text = '' }) => {
      const service = await this.opened.serviceOf(token, caseNumber);
      lost = service === undefined && this.files.takes(name);
      if (service === undefined || !this.files.takes(name)) return undefined;
      return this.files.target(site, await keep({ text }), service);
    });
    const refused = lost ? problemWords('files-lost', site.locale) : (errors[FILES] ?? '');
    const draft = await keep({ text: typed['text'] ?? '', [REFUSED_FILES]: refused });
    if (!token) return new SeeOther(askAgainPath(caseNumber, name, true), { citizen: owner });
    const opened = await this.opened.of(token, caseNumber, name);
    if (typed['remove']) await this.files.remove(draft, typed['remove']);
    if (typed['remove'] ?? typed['lang']) return new SeeOther(here);
    if (isWrong(wrongIn(name, draft, site))) return new SeeOther(`${here}?check`);
    try {
      const seq = await this.perform(opened, name, draft, keyOf(typed, draft));
      await this.drafts.erase(of);
      return new SeeOther(`/cases/${caseNumber}/receipts/${seq}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.kind === 'NOT_ALLOWED') return new SeeOther(here);
      const full = error.detail.fields?.find(({ field }) => field === FILES);
      if (!full) throw error;
      await keep({ [REFUSED_FILES]: problemWords(full.code, site.locale, full.params) });
      return new SeeOther(`${here}?check`);
    }
  }

  private perform(opened: OpenedCase, name: CitizenActName, draft: Draft, key: string): Promise<number> {
    const along = (seq: number) => this.files.join(draft, opened.file.id, seq);
    const text = draft.fields['text']!;
    return this.acts.perform({ ...opened, name, text, key, ...(this.files.takes(name) && { along }) });
  }

  private async ask(site: Site, opened: OpenedCase, name: CitizenActName, found: Found): Promise<PageView> {
    const { file } = opened;
    const draft = found.state === 'kept' ? found.draft : undefined;
    // why files were not taken is said also where the code was asked for in between
    const errors = site.query.has('check') ? wrongIn(name, draft, site) : refusedIn(draft);
    const asked = name === 'answer' ? askedOfCitizen(await this.cases.events(file.id)) : undefined;
    const files = await this.files.of(name, opened, draft);
    const body = (
      <ActForm
        name={name}
        number={file.caseNumber}
        draft={draft}
        state={found.state}
        formKey={draft?.key ?? formKey()}
        errors={errors}
        asked={asked}
        files={files}
        until={name === 'reopen' ? this.acts.reopenUntil(file) : null}
      />
    );
    const title = citizenCaseWords[site.locale].form[name].title;
    const page = this.opened.page(site, title, body);
    const failed = isWrong(errors);
    return { ...page, failed, languageForm: 'act', ...(files && { scripts: ['upload.js'] }) };
  }

  private gone(site: Site, { file }: OpenedCase, draft: Draft | undefined): PageView {
    const text = draft?.fields['text'] ?? '';
    const body = <ActGone number={file.caseNumber} text={isBlank(text) ? undefined : text} />;
    return { ...this.opened.page(site, citizenCaseWords[site.locale].gone.title, body), status: 409 };
  }
}

function nameOf({ act }: Address): CitizenActName {
  if (!isCitizenAct(act)) throw notFound();
  return act;
}

const isWrong = (errors: Record<string, string>): boolean => Object.keys(errors).length > 0;

/** What is wrong, in words: the text by the same rule as the act's own, and why files were not taken. */
function wrongIn(name: CitizenActName, draft: Draft | undefined, site: Site): Record<string, string> {
  const error = wrongText(name, draft?.fields['text'] ?? '', site);
  return { ...(error && { text: error }), ...refusedIn(draft) };
}

function refusedIn(draft: Draft | undefined): Record<string, string> {
  const refused = draft?.fields[REFUSED_FILES];
  return refused ? { [FILES]: refused } : {};
}

function wrongText(name: CitizenActName, text: string, { locale }: Site): string | undefined {
  const label = citizenCaseWords[locale].form[name].label;
  if (isBlank(text)) return problemWords('required', locale, { label });
  try {
    parseInput(z.object({ text: paragraph(citizenActNamed(name).most) }), { text });
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, params } = error.detail.fields![0]!;
    return problemWords(code, locale, { label, ...params });
  }
}
