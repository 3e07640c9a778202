import { CaseReader, CaseRegister } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { PublicClocks } from '@app/lookups';
import { canBeTold } from '@app/notices';
import { SETTINGS, type Settings } from '@app/platform';
import { Inject } from '@nestjs/common';
import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { ReportDrafts, type Sent } from './report-drafts.js';
import { noReceiptPage, receiptPage, type Receipt } from './receipt.view.js';
import { qrOf } from './qr.js';

/** `/cases/new/done`: the receipt of the report this browser sent; may be opened again while it is kept. */
@Pages('cases/new/done')
export class ReceiptPage {
  constructor(
    private readonly drafts: ReportDrafts,
    private readonly cases: CaseReader,
    private readonly register: CaseRegister,
    private readonly clocks: PublicClocks,
    private readonly catalogue: Catalogue,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Show()
  async show(@TheSite() site: Site): Promise<PageView> {
    const sent = await this.drafts.receipt(site);
    return sent ? receiptPage(site, await this.receipt(sent)) : noReceiptPage(site);
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
      unit: this.catalogue.unit(file.unitId),
      organisation: this.catalogue.organisation(file.organisationId),
      progressUrl,
      qr: qrOf(progressUrl),
    };
  }
}
