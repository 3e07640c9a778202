import { Catalogue } from '@app/catalogue';
import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { PublicOffer } from '@app/intake';
import { CommitmentsView } from './commitments.view.js';
import { groupsOf } from './groups.js';
import { commitmentsWords } from './words.js';

/** `/commitments`: what the agencies and the law promise, for everyone to read. */
@Pages('commitments')
export class CommitmentsPage {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly offer: PublicOffer,
  ) {}

  @Show()
  show(@TheSite() { locale, query }: Site): PageView {
    const groups = groupsOf(this.catalogue.commitments(), this.offer.organisations(), locale);
    const chosen = query.get('agency');
    const body = (
      <CommitmentsView
        groups={groups}
        chosen={groups.some(({ id }) => id === chosen) ? chosen : null}
        services={this.offer.services()}
      />
    );
    return { title: commitmentsWords[locale].title, crumbs: [], body, styles: ['commitments.css'] };
  }
}
