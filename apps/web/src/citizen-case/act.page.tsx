import {
  askedOfCitizen,
  citizenActNamed,
  CitizenActs,
  CaseReader,
  isCitizenAct,
  type CitizenActName,
  type OpenedCase,
} from '@app/cases';
import { Drafts, isBlank, notFound, paragraph, parseInput, Problem, type Draft } from '@app/platform';
import { Param } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
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
import { ActForm, ActGone } from './act.view.js';
import { OpenedCases } from './opened-case.js';
import { citizenCaseWords } from './words.js';

interface Address {
  caseNumber: string;
  act: string;
}

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
  ) {}

  @Show(':caseNumber/:act')
  async form(
    @TheSite() site: Site,
    @Param() address: Address,
    @CitizenToken() token?: string,
  ): Promise<PageView> {
    const name = nameOf(address);
    const opened = await this.opened.of(token, address.caseNumber, name);
    const draft = await this.draftOf(opened.token, address);
    const isOffered = this.acts.offered(opened.actor, opened.file).includes(name);
    return isOffered ? this.ask(site, opened, name, draft) : this.gone(site, opened, draft);
  }

  @Submit(':caseNumber/:act')
  async send(
    @TheSite() site: Site,
    @Param() address: Address,
    @Typed() typed: TypedForm,
    @CitizenToken() token?: string,
  ): Promise<SeeOther> {
    const name = nameOf(address);
    const here = `/cases/${address.caseNumber}/${name}`;
    const owner = token ?? randomBytes(32).toString('base64url');
    const of = { owner: { token: owner }, place: placeOf(address) };
    const draft = await this.drafts.save(of, { text: typed['text'] ?? '' }, { address: site.address });
    if (!token) return new SeeOther(askAgainPath(address.caseNumber, name, true), { citizen: owner });
    const opened = await this.opened.of(token, address.caseNumber, name);
    if (typed['lang']) return new SeeOther(here);
    if (wrongIn(name, draft, site)) return new SeeOther(`${here}?check`);
    try {
      const text = draft.fields['text']!;
      const seq = await this.acts.perform({ ...opened, name, text, key: draft.key });
      await this.drafts.erase(of);
      return new SeeOther(`/cases/${address.caseNumber}/receipts/${seq}`);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'NOT_ALLOWED') throw error;
      return new SeeOther(here);
    }
  }

  private async draftOf(token: string, address: Address): Promise<Draft | undefined> {
    const found = await this.drafts.find({ owner: { token }, place: placeOf(address) });
    return found.state === 'kept' ? found.draft : undefined;
  }

  private async ask(
    site: Site,
    { file }: OpenedCase,
    name: CitizenActName,
    draft: Draft | undefined,
  ): Promise<PageView> {
    const checked = site.query.has('check');
    const error = checked ? wrongIn(name, draft, site) : undefined;
    const asked = name === 'answer' ? askedOfCitizen(await this.cases.events(file.id)) : undefined;
    const body = (
      <ActForm
        name={name}
        number={file.caseNumber}
        draft={draft}
        error={error}
        asked={asked}
        until={name === 'reopen' ? this.acts.reopenUntil(file) : null}
      />
    );
    const title = citizenCaseWords[site.locale].form[name].title;
    const failed = error !== undefined;
    return { ...this.opened.page(site, title, body), failed, languageForm: 'act' };
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

/** What is wrong with the text, in words; by the same rule as the act's own. */
function wrongIn(name: CitizenActName, draft: Draft | undefined, { locale }: Site): string | undefined {
  const { most } = citizenActNamed(name);
  const label = citizenCaseWords[locale].form[name].label;
  const text = draft?.fields['text'] ?? '';
  if (isBlank(text)) return problemWords('required', locale, { label });
  try {
    parseInput(z.object({ text: paragraph(most) }), { text });
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, params } = error.detail.fields![0]!;
    return problemWords(code, locale, { label, ...params });
  }
}
