import { CaseReader, CaseRegister, Confirmations } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { masked, PublicClocks } from '@app/lookups';
import { canBeTold } from '@app/notices';
import { Problem, SETTINGS, type Settings } from '@app/platform';
import { Inject } from '@nestjs/common';
import { RESENT } from '../case-parts/confirm-mail.js';
import { Pages, SeeOther, Show, Submit, TheSite, type PageView, type Site } from '../site/index.js';
import { ReportDrafts, type Sent } from './report-drafts.js';
import { noReceiptPage, receiptPage, type Receipt } from './receipt.view.js';
import { qrOf } from './qr.js';
import { RECEIPT } from './steps.js';

/** `/cases/new/done`: the receipt of the report this browser sent; may be opened again while it is kept. */
@Pages('cases/new/done')
export class ReceiptPage {
  constructor(
    private readonly drafts: ReportDrafts,
    private readonly cases: CaseReader,
    private readonly register: CaseRegister,
    private readonly confirmations: Confirmations,
    private readonly clocks: PublicClocks,
    private readonly catalogue: Catalogue,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Show()
  async show(@TheSite() site: Site): Promise<PageView> {
    const sent = await this.drafts.receipt(site);
    return sent ? receiptPage(site, await this.receipt(sent)) : noReceiptPage(site);
  }

  /** Sends the mail to confirm again. */
  @Submit()
  async resend(@TheSite() site: Site): Promise<SeeOther> {
    const sent = await this.drafts.receipt(site);
    if (!sent) return new SeeOther(RECEIPT);
    const { id: caseId, caseNumber } = await this.cases.file(sent.caseId);
    try {
      await this.confirmations.resend({ kind: 'citizen', caseId }, caseNumber);
      return new SeeOther(RECEIPT + RESENT.sent);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.kind === 'TOO_MANY') return new SeeOther(RECEIPT + RESENT.full);
      if (error.kind === 'NOT_ALLOWED') return new SeeOther(RECEIPT);
      throw error;
    }
  }

  /** The token of the browser that sent the case is the right to see this; a newer code is not shown. */
  private async receipt({ caseId, codeVersion }: Sent): Promise<Receipt> {
    const file = await this.cases.file(caseId);
    const person = await this.cases.petitioner(caseId);
    const progressUrl = `${this.settings.publicUrl}/progress?n=${file.caseNumber}`;
    return {
      file,
      ...(file.codeVersion === codeVersion && { code: this.register.lookupCode(file) }),
      clocks: await this.clocks.of(file),
      reachable: person !== null && canBeTold(person),
      email: person && masked(person).email,
      resendsLeft: await this.confirmations.resendsLeft(file),
      unconfirmed: this.catalogue.serviceOfCase(file.serviceId)?.confirmation !== undefined && !person?.email,
      unit: this.catalogue.unit(file.unitId),
      organisation: this.catalogue.organisation(file.organisationId),
      progressUrl,
      qr: qrOf(progressUrl),
    };
  }
}
