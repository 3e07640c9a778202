import { Catalogue } from '@app/catalogue';
import { Figures } from '@app/figures';
import { BoardFiguresLookup } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Gauges } from '@app/platform';
import type { PageView } from '../site/outcome.js';
import { DeskPages, Show, TheSite } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { FiguresView } from './figures.view.js';
import { boardWords } from './words.js';

/** How promises were kept lately, who has how much in hand, and whether timers are on time. */
@DeskPages('desk/board/figures')
export class BoardFiguresPage {
  constructor(
    private readonly lookup: BoardFiguresLookup,
    private readonly figures: Figures,
    private readonly gauges: Gauges,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  async show(@TheSite() site: Site, @SignedIn() actor: StaffActor): Promise<PageView> {
    const counted = await this.lookup.show(actor);
    const period = { from: counted.from, to: counted.at };
    const [rates, timers] = await Promise.all([
      this.figures.firstContact(actor.organisationId, period),
      this.gauges.read(),
    ]);
    return {
      title: boardWords[site.locale].figures.title,
      desk: 'board',
      wide: true,
      body: <FiguresView {...{ counted, rates, timers }} catalogue={this.catalogue} />,
    };
  }
}
