import { Attachments } from '@app/attachments';
import { CitizenActs, CaseReader, Confirmations } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { ProgressLookup } from '@app/lookups';
import { notFound, Problem } from '@app/platform';
import { Surveys } from '@app/satisfaction';
import { Param } from '@nestjs/common';
import { RESENT } from '../case-parts/confirm-mail.js';
import {
  CitizenToken,
  Pages,
  SeeOther,
  Show,
  Submit,
  TheSite,
  type PageView,
  type Site,
} from '../site/index.js';
import { CitizenCase } from './case.view.js';
import { OpenedCases } from './opened-case.js';
import { receiptOf } from './receipt.js';
import { Receipt } from './receipt.view.js';
import { citizenCaseWords } from './words.js';

/** `/cases/{number}`: her case, after number and code; and the receipts of what she did there. */
@Pages('cases')
export class CitizenCasePage {
  constructor(
    private readonly opened: OpenedCases,
    private readonly progress: ProgressLookup,
    private readonly acts: CitizenActs,
    private readonly confirmations: Confirmations,
    private readonly cases: CaseReader,
    private readonly surveys: Surveys,
    private readonly catalogue: Catalogue,
    private readonly attachments: Attachments,
  ) {}

  @Show(':caseNumber')
  async show(
    @TheSite() site: Site,
    @Param('caseNumber') number: string,
    @CitizenToken() token?: string,
  ): Promise<PageView> {
    const { file, actor } = await this.opened.of(token, number);
    const [progress, survey] = await Promise.all([this.progress.show(file), this.surveys.askedOf(actor)]);
    const body = (
      <CitizenCase
        progress={progress}
        catalogue={this.catalogue}
        offered={this.acts.offered(actor, file)}
        surveyPath={survey === undefined ? null : `/surveys/${survey}`}
        reopenUntil={this.acts.reopenUntil(file)}
        resendsLeft={file.confirmBy === null ? 0 : await this.confirmations.resendsLeft(file)}
      />
    );
    return this.opened.page(site, citizenCaseWords[site.locale].title(file.caseNumber), body);
  }

  @Show(':caseNumber/receipts/:seq')
  async receipt(
    @TheSite() site: Site,
    @Param() { caseNumber, seq }: { caseNumber: string; seq: string },
    @CitizenToken() token?: string,
  ): Promise<PageView> {
    const { file, actor } = await this.opened.of(token, caseNumber);
    const receipt = receiptOf(await this.cases.events(file.id), Number(seq));
    if (!receipt) throw notFound();
    const unit = this.catalogue.unit(file.unitId)?.name[site.locale] ?? file.unitId;
    const title = citizenCaseWords[site.locale].receipt.title[receipt.name];
    const files = (await this.attachments.list(actor, file.caseNumber)).filter(
      ({ eventSeq }) => eventSeq === Number(seq),
    );
    const body = <Receipt receipt={receipt} number={file.caseNumber} unit={unit} files={files} />;
    return this.opened.page(site, title, body);
  }

  /** Sends the mail to confirm again. */
  @Submit(':caseNumber/confirmation')
  async resend(@Param('caseNumber') number: string, @CitizenToken() token?: string): Promise<SeeOther> {
    const { file, actor } = await this.opened.of(token, number);
    const here = `/cases/${file.caseNumber}`;
    try {
      await this.confirmations.resend(actor, file.caseNumber);
      return new SeeOther(here + RESENT.sent);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.kind === 'TOO_MANY') return new SeeOther(here + RESENT.full);
      if (error.kind === 'NOT_ALLOWED') return new SeeOther(here);
      throw error;
    }
  }

  /** Ends what this browser opened. A second press, or one after the session's end, changes nothing. */
  @Submit(':caseNumber/leave')
  async leave(@Param('caseNumber') number: string, @CitizenToken() token?: string): Promise<SeeOther> {
    await this.opened.end(await this.opened.of(token, number));
    return new SeeOther('/progress');
  }
}
