import { Catalogue } from '@app/catalogue';
import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { PublicOffer } from '@app/intake';
import { AgencyCommitmentsView, CommitmentsView } from './commitments.view.js';
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
    const services = this.offer.services();
    const chosen = groups.find(({ id }) => id === query.get('agency'));
    const { title, titleOf, lead: about } = commitmentsWords[locale];
    const known = { about, changed: this.catalogue.changedAt('commitment') };
    if (!chosen)
      return { ...known, title, crumbs: [], body: <CommitmentsView groups={groups} services={services} /> };
    return {
      ...known,
      title: titleOf(chosen.name[locale]),
      crumbs: [{ href: '/commitments', text: title }],
      body: <AgencyCommitmentsView group={chosen} services={services} />,
    };
  }
}
