import { PublicOffer } from '@app/intake';
import { Pages, SeeOther, Show, Submit, TheSite, type PageView, type Site } from '../site/index.js';
import { QUESTIONS } from './questions/index.js';
import { ReportDrafts } from './report-drafts.js';
import { ReportFiles } from './report-files.js';
import { StartView } from './start.view.js';
import { addressOf, chosenService, firstOpen, CHECK } from './steps.js';
import { reportWords } from './words.js';

/** `/cases/new`: before the first question; goes on with what was kept, or begins again. */
@Pages('cases/new')
export class StartPage {
  constructor(
    private readonly offer: PublicOffer,
    private readonly drafts: ReportDrafts,
    private readonly files: ReportFiles,
  ) {}

  @Show()
  async start(@TheSite() site: Site): Promise<PageView | SeeOther> {
    const { service } = chosenService(site.query.get('service'), this.offer.onWeb());
    if (service) return new SeeOther(`${addressOf(QUESTIONS[1]!)}?service=${encodeURIComponent(service)}`);
    const kept = await this.drafts.open(site);
    const open = firstOpen(kept.answers, this.offer.onWeb());
    const sent = (await this.drafts.receipt(site)) !== undefined;
    const goOn = open ? addressOf(open) : CHECK;
    const organisations = this.offer.organisations();
    const body = <StartView {...{ kept, goOn, sent, organisations }} />;
    return { title: reportWords[site.locale].title, body, personal: true };
  }

  /** Erases what was kept. */
  @Submit()
  async again(@TheSite() site: Site): Promise<SeeOther> {
    const { key } = await this.drafts.open(site);
    await this.drafts.erase(site);
    if (key) await this.files.discard(key);
    return new SeeOther(addressOf(QUESTIONS[0]!));
  }
}
