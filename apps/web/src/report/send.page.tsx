import { Intake, PublicOffer } from '@app/intake';
import { Problem } from '@app/platform';
import {
  Pages,
  problemWords,
  SeeOther,
  Show,
  Submit,
  TheSite,
  type PageView,
  type Site,
} from '../site/index.js';
import type { Answers, Asking } from './question.js';
import { QUESTIONS } from './questions/index.js';
import { ReportDrafts, type Kept } from './report-drafts.js';
import { ReportFiles } from './report-files.js';
import { checkPage, lostQuery, sentBeforePage } from './report.view.js';
import { addressOf, CHECK, firstOpen, nextOf, RECEIPT } from './steps.js';

/** Why a complete report was not taken, with the status that says so; named in the URL, so that Reload is a GET. */
const REFUSALS: Record<string, number> = {
  'too-many-reports': 429,
  busy: 503,
  'calendar-ends': 503,
  invalid: 422,
};

/** `/cases/new/check`: every answer before it is sent, and sending. */
@Pages('cases/new/check')
export class SendPage {
  constructor(
    private readonly offer: PublicOffer,
    private readonly intake: Intake,
    private readonly drafts: ReportDrafts,
    private readonly files: ReportFiles,
  ) {}

  @Show()
  async check(@TheSite() site: Site): Promise<PageView | SeeOther> {
    const kept = await this.drafts.open(site);
    if (kept.state !== 'kept') return this.nothingKept(site, kept);
    if (firstOpen(kept.answers, this.services())) return nextOf(kept.answers, this.services());
    const refusal = site.query.get('refused') ?? '';
    const status = Object.hasOwn(REFUSALS, refusal) ? REFUSALS[refusal]! : 200;
    const errors: Record<string, string> = status === 200 ? {} : { '': problemWords(refusal, site.locale) };
    const files = await this.files.of(kept);
    const page = checkPage({ ...this.asking(site, kept.answers, errors), files });
    return { ...page, status, ...(status === 429 && { retryAfterSeconds: 3_600 }) };
  }

  /** Checks everything again: the catalogue may have changed meanwhile. */
  @Submit()
  async send(@TheSite() site: Site): Promise<PageView | SeeOther> {
    const kept = await this.drafts.open(site);
    if (kept.state !== 'kept') return this.nothingKept(site, kept);
    const open = firstOpen(kept.answers, this.services());
    if (open) return new SeeOther(`${addressOf(open)}?check`);
    try {
      const { file } = await this.intake.report(this.input(site, kept.answers), {
        address: site.address,
        idempotencyKey: kept.key!,
        ownKey: true,
        draft: kept.key!,
      });
      await this.drafts.sent(site, file);
      return new SeeOther(RECEIPT);
    } catch (error) {
      return this.refused(site, error);
    }
  }

  private input = ({ locale }: Site, answers: Answers): object =>
    Object.assign({ locale }, ...QUESTIONS.map(({ input }) => input?.(answers, this.services())));

  /** Sent already, or lost. */
  private async nothingKept(site: Site, { state }: Kept): Promise<SeeOther> {
    if (await this.drafts.receipt(site)) return new SeeOther(RECEIPT);
    return nextOf({}, this.services(), lostQuery(state));
  }

  private async refused(site: Site, error: unknown): Promise<PageView | SeeOther> {
    if (!(error instanceof Problem)) throw error;
    if (error.kind === 'CONFLICT')
      // sent twice at once, with an answer changed in between
      return (await this.drafts.receipt(site)) ? new SeeOther(RECEIPT) : sentBeforePage(site);
    if (!Object.hasOwn(REFUSALS, error.code)) throw error;
    return new SeeOther(`${CHECK}?refused=${error.code}`);
  }

  private asking({ locale }: Site, answers: Answers, errors: Record<string, string>): Omit<Asking, 'files'> {
    const [services, organisations] = [this.services(), this.offer.organisations()];
    return { locale, answers, errors, services, organisations };
  }

  private services = () => this.offer.onWeb();
}
