import { ProgressLookup } from '@app/lookups';
import { isBlank, Keyring, minutes, Problem, seal, unseal } from '@app/platform';
import { Catalogue } from '@app/catalogue';
import {
  Pages,
  problemWords,
  Show,
  Submit,
  TheSite,
  Typed,
  type PageView,
  type Site,
  type TypedForm,
} from '../site/index.js';
import { ProgressForm } from './progress-form.view.js';
import { ProgressResult } from './progress.view.js';
import { progressWords } from './words.js';

const PLACE = 'page.progress';
/** How long a result page can be refreshed without typing the code again. */
const REFRESH_MS = minutes(60);

/** `/progress`: number and code are posted, the answer is the page itself; no secret is ever in a URL. */
@Pages('progress')
export class ProgressPage {
  constructor(
    private readonly lookup: ProgressLookup,
    private readonly catalogue: Catalogue,
    private readonly keyring: Keyring,
  ) {}

  @Show()
  ask(@TheSite() site: Site): PageView {
    return this.form(site, {});
  }

  @Submit()
  async find(@TheSite() site: Site, @Typed() typed: TypedForm): Promise<PageView> {
    const again = this.opened(typed['again'], site.now);
    const caseNumber = again?.caseNumber ?? typed['caseNumber'] ?? '';
    const lookupCode = again?.lookupCode ?? typed['lookupCode'] ?? '';
    if (!again && typed['lang']) return this.form(site, typed);
    const missing = again ? {} : required({ caseNumber, lookupCode }, site);
    if (Object.keys(missing).length > 0) return this.form(site, typed, missing);
    try {
      const found = await this.lookup.find({ caseNumber, lookupCode, address: site.address });
      const sealed = seal(
        this.keyring.key('session'),
        PLACE,
        JSON.stringify({ caseNumber, lookupCode, at: site.now }),
      );
      const body = <ProgressResult progress={found} again={sealed} catalogue={this.catalogue} />;
      const title = progressWords[site.locale].resultTitle(found.file.caseNumber);
      return { title, body, personal: true, hidden: true, languageForm: 'again' };
    } catch (error) {
      return this.refused(site, typed, error);
    }
  }

  /** The same text for malformed, unknown and wrong input. */
  private refused(site: Site, typed: TypedForm, error: unknown): PageView {
    if (!(error instanceof Problem) || error.kind !== 'NOT_FOUND') throw error;
    return { ...this.form(site, typed, { caseNumber: progressWords[site.locale].notFound }), status: 404 };
  }

  private form({ locale }: Site, typed: TypedForm, errors: Record<string, string> = {}): PageView {
    const failed = Object.keys(errors).length > 0;
    const body = <ProgressForm typed={typed} errors={errors} />;
    return {
      title: progressWords[locale].title,
      body,
      failed,
      status: failed ? 422 : 200,
      personal: true,
      languageForm: 'progress',
    };
  }

  private opened(
    sealed: string | undefined,
    now: number,
  ): { caseNumber: string; lookupCode: string } | undefined {
    try {
      const kept = JSON.parse(unseal(this.keyring.key('session'), PLACE, sealed ?? '')) as {
        caseNumber: string;
        lookupCode: string;
        at: number;
      };
      return now - kept.at <= REFRESH_MS ? kept : undefined;
    } catch {
      return undefined;
    }
  }
}

function required(
  typed: { caseNumber: string; lookupCode: string },
  { locale }: Site,
): Record<string, string> {
  const labels = { caseNumber: progressWords[locale].number, lookupCode: progressWords[locale].code };
  const empty = (Object.keys(labels) as (keyof typeof labels)[]).filter((name) => isBlank(typed[name]));
  return Object.fromEntries(
    empty.map((name) => [name, problemWords('required', locale, { label: labels[name] })]),
  );
}
