import { Confirmations, isOpen, type Confirmation } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { PublicClocks } from '@app/lookups';
import { Problem } from '@app/platform';
import { Param } from '@nestjs/common';
import { Pages, SeeOther, Show, Submit, TheSite, type PageView, type Site } from '../site/index.js';
import { AskView, ConfirmedView, GoneView, OverView, type Over } from './confirmation.view.js';
import { confirmationWords } from './words.js';

/** `/confirmations/{token}`: nothing of what she wrote is shown; opening it changes nothing, the button confirms. */
@Pages('confirmations')
export class ConfirmationPage {
  constructor(
    private readonly confirmations: Confirmations,
    private readonly catalogue: Catalogue,
    private readonly clocks: PublicClocks,
  ) {}

  @Show(':token')
  async show(@TheSite() { locale }: Site, @Param('token') token: string): Promise<PageView> {
    const found = await this.confirmations.find(token);
    const words = confirmationWords[locale];
    if (!found) return { ...PRIVATE, title: words.gone.title, body: <GoneView />, status: 404 };
    const { file } = found;
    const facts = { file, catalogue: this.catalogue };
    const standing = standingOf(found);
    if (standing === 'CONFIRMED') {
      const clocks = isOpen(file.status) ? await this.clocks.of(file) : [];
      return { ...PRIVATE, title: words.confirmed.title, body: <ConfirmedView {...facts} clocks={clocks} /> };
    }
    if (standing === 'WAITS')
      return { ...PRIVATE, title: words.ask.title, body: <AskView {...facts} action={pathOf(token)} /> };
    return { ...PRIVATE, title: words.over[standing].title, body: <OverView {...facts} why={standing} /> };
  }

  /** Sent twice, or too late: the page says how the case stands. */
  @Submit(':token')
  async confirm(@Param('token') token: string): Promise<SeeOther> {
    try {
      await this.confirmations.confirm(token);
    } catch (error) {
      if (!(error instanceof Problem) || !['NOT_ALLOWED', 'NOT_FOUND'].includes(error.kind)) throw error;
    }
    return new SeeOther(pathOf(token));
  }
}

const PRIVATE = { personal: true, hidden: true };

const pathOf = (token: string): string => `/confirmations/${encodeURIComponent(token)}`;

/** Of a case that was never received only these statuses are left besides waiting. */
function standingOf({ file, counts }: Confirmation): 'CONFIRMED' | 'WAITS' | Over {
  if (file.confirmBy === null) return 'CONFIRMED';
  if (file.status === 'AWAITING_CONFIRMATION') return counts ? 'WAITS' : 'REPLACED';
  return file.status as 'LAPSED' | 'WITHDRAWN' | 'MERGED';
}
