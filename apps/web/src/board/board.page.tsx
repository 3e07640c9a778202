import { Catalogue } from '@app/catalogue';
import { CaseAccess, isActName, parseCaseNumber } from '@app/cases';
import { Boards } from '@app/lookups';
import { Alerts } from '@app/notices';
import { Credentials, may, type StaffActor } from '@app/people';
import {
  Body,
  Controller,
  Param,
  Query,
  Sse,
  UseFilters,
  UseGuards,
  type MessageEvent,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import { BoardStream, MOST_UNREAD } from './board-stream.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { PageFilter } from '../site/page.filter.js';
import { DeskPages, Show, Submit, TheSite } from '../site/pages.decorators.js';
import { DeskGuard, SessionToken, SignedIn } from '../site/session.js';
import { SiteGuard } from '../site/site-guard.js';
import { Banner } from '../site/pieces/banner.js';
import { ActForms, toRow } from '../case-parts/act-forms.js';
import { useSite, type Site } from '../site/site.js';
import { BoardDrawings, ROW_ACTS, withToken, type BoardParts, type Drawing } from './board-drawing.js';
import { Kept, type Opened } from './board-rows.view.js';
import { BoardView } from './board.view.js';
import { lineOfClock } from './lines.js';
import { boardWords } from './words.js';

/** The supervisor's board, and the alerts to acknowledge. */
@DeskPages('desk/board')
export class BoardPage {
  constructor(
    private readonly boards: Boards,
    private readonly drawings: BoardDrawings,
    private readonly stream: BoardStream,
    private readonly forms: ActForms,
    private readonly access: CaseAccess,
    private readonly alerts: Alerts,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  async show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query() query: Record<string, unknown>,
  ): Promise<PageView> {
    const board = await this.board(site, actor, query['row']);
    const said = boardWords[site.locale];
    return {
      title: said.title,
      desk: 'board',
      wide: true,
      scripts: ['board.js'],
      body: (
        <>
          {await this.done(site, actor, query)}
          <h1>{said.title}</h1>
          <BoardPlaces actor={actor} />
          <noscript>
            <p class="hint">{said.noScript}</p>
          </noscript>
          <p class="live" hidden data-live={said.live} data-stopped={said.stopped} id="live" />
          <p class="unseen" role="status" id="board-news" />
          {board}
        </>
      ),
    };
  }

  @Show('kept')
  async kept(@TheSite() site: Site, @SignedIn() actor: StaffActor): Promise<PageView> {
    const { kept } = await this.boards.show(actor);
    const lines = kept.rows.map((row) => lineOfClock(row, this.catalogue, site));
    const title = boardWords[site.locale].keptTitle;
    return {
      title,
      desk: 'board',
      wide: true,
      body: (
        <>
          <h1>{title}</h1>
          <Kept lines={lines} total={kept.total} />
        </>
      ),
    };
  }

  @Submit('alerts/:id/acknowledge')
  async acknowledge(
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Body() _body: unknown,
  ): Promise<SeeOther> {
    await this.alerts.acknowledge(actor, id);
    this.stream.changed();
    return new SeeOther('/desk/board');
  }

  /** Drawn once for all who see the same; with the forms of a row, which are hers, for herself. */
  private async board(site: Site, actor: StaffActor, row: unknown) {
    const live = {
      id: 'board',
      'data-stream': '/desk/board/stream',
      'data-gone': boardWords[site.locale].gone,
    };
    if (row === undefined) {
      const drawn = await this.stream.drawn(actor, this.drawings.in(site.locale));
      const { html } = JSON.parse(drawn) as Drawing;
      return <div {...live} dangerouslySetInnerHTML={{ __html: withToken(html, site.csrfToken()) }} />;
    }
    const parts = await this.drawings.parts(await this.boards.show(actor), actor);
    return (
      <div {...live}>
        <BoardView {...parts} opened={await this.opened(site, actor, parts, row)} />
      </div>
    );
  }

  /** The forms of one row; undefined where the board does not show it, or not to be acted on. */
  private async opened(
    site: Site,
    actor: StaffActor,
    { board, untouched, mayAct }: BoardParts,
    key: unknown,
  ): Promise<Opened | undefined> {
    if (typeof key !== 'string' || !mayAct) return undefined;
    const clocks = [...board.warning.rows, ...board.overdue.rows].filter(({ referralId }) => !referralId);
    const caseNumber =
      clocks.find(({ clockId }) => clockId === key)?.caseNumber ??
      untouched.cases.find(({ id }) => id === key)?.caseNumber;
    if (caseNumber === undefined) return undefined;
    const forms = await this.forms.show({ site, actor, caseNumber, only: ROW_ACTS, back: toRow(key) });
    return forms === undefined ? undefined : { key, forms };
  }

  /** What was done from a row; a link to its case unless that went to a unit whose cases one does not see. */
  private async done(site: Site, actor: StaffActor, { done, case: of }: Record<string, unknown>) {
    const number = typeof of === 'string' ? parseCaseNumber(of) : null;
    if (typeof done !== 'string' || !isActName(done) || !number) return null;
    const isSeen = await this.access.isReader(actor, number);
    return (
      <Banner kind="success">
        {isSeen ? <a href={`/desk/cases/${number}`}>{number}</a> : number} {this.forms.doneWords(site, done)}
      </Banner>
    );
  }
}

/** What belongs to the board and has a page of its own. */
function BoardPlaces({ actor }: { actor: StaffActor }) {
  const said = boardWords[useSite().locale];
  const places = [
    ['/desk/board/sheet', said.sheetLink],
    ...(may(actor, 'read-chase-lists') ? [['/desk/chase-lists', said.chaseLists]] : []),
    ['/desk/board/figures', said.figuresLink],
    ...(may(actor, 'accept-earlier-date') ? [['/desk/calendar', said.calendar]] : []),
    ...(may(actor, 'erase-data') ? [['/desk/retention', said.retention]] : []),
  ];
  return (
    <ul class="board-places no-print">
      {places.map(([href, text]) => (
        <li key={href}>
          <a href={href}>{text}</a>
        </li>
      ))}
    </ul>
  );
}

/** The same board as a stream of server-rendered HTML, which the page only inserts. */
@Controller('desk/board')
@UseGuards(SiteGuard, DeskGuard)
@UseFilters(PageFilter)
export class BoardStreamPage {
  constructor(
    private readonly stream: BoardStream,
    private readonly drawings: BoardDrawings,
    private readonly credentials: Credentials,
  ) {}

  @Sse('stream', { maxPendingDataLength: MOST_UNREAD })
  follow(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @SessionToken() session: string,
  ): Observable<MessageEvent> {
    const credential = this.credentials.session(session);
    const token = site.csrfToken();
    const own = (drawn: string) => withToken(drawn, token);
    return this.stream.follow({ actor, credential, drawing: this.drawings.in(site.locale), own });
  }
}
