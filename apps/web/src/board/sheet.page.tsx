import { Catalogue } from '@app/catalogue';
import { BoardSheets, type Absence } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { days, taipeiDate, TimeSource } from '@app/platform';
import { Query } from '@nestjs/common';
import type { PageView } from '../site/outcome.js';
import { DeskPages, Show, TheSite } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { SheetView } from './sheet.view.js';
import { boardWords } from './words.js';

/** Days ahead that can be asked about. */
const AHEAD = 14;

/** One page to print for a stand-up, and who would do the work of a person who were away. */
@DeskPages('desk/board/sheet')
export class BoardSheetPage {
  constructor(
    private readonly sheets: BoardSheets,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  @Show()
  async show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query() { who, on }: Record<string, unknown>,
  ): Promise<PageView> {
    const sheet = await this.sheets.show(actor);
    const dates = this.dates();
    const day = dates.find((date) => date === on) ?? dates[0]!;
    const absence: Absence | undefined =
      typeof who === 'string' ? await this.sheets.whatIf(actor, who, day) : undefined;
    return {
      title: boardWords[site.locale].sheet.title,
      desk: 'board',
      wide: true,
      body: <SheetView {...{ sheet, dates, day, absence }} catalogue={this.catalogue} />,
    };
  }

  private dates(): string[] {
    const now = this.time.now();
    return Array.from({ length: AHEAD }, (_, n) => taipeiDate(now + days(n)));
  }
}
