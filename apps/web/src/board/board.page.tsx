import { Catalogue } from '@app/catalogue';
import { Boards, HolidayLists } from '@app/lookups';
import { Alerts } from '@app/notices';
import { Credentials, may, type StaffActor } from '@app/people';
import { Body, Controller, Param, Sse, UseFilters, UseGuards, type MessageEvent } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { BoardStream, MOST_UNREAD } from './board-stream.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { PageFilter } from '../site/page.filter.js';
import { DeskPages, Show, Submit, TheSite } from '../site/pages.decorators.js';
import { DeskGuard, SessionToken, SignedIn } from '../site/session.js';
import { SiteGuard } from '../site/site-guard.js';
import type { Site } from '../site/site.js';
import { BoardDrawings, withToken } from './board-drawing.js';
import { BoardView } from './board.view.js';
import { boardWords } from './words.js';

/** The supervisor's board, and the alerts to acknowledge. */
@DeskPages('desk/board')
export class BoardPage {
  constructor(
    private readonly boards: Boards,
    private readonly holidays: HolidayLists,
    private readonly alerts: Alerts,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  async show(@TheSite() site: Site, @SignedIn() actor: StaffActor): Promise<PageView> {
    const [board, alerts, holiday] = await Promise.all([
      this.boards.show(actor),
      this.alerts.list(actor),
      this.holidays.ifNear(actor),
    ]);
    const view = (
      <BoardView
        board={board}
        alerts={alerts}
        holiday={holiday}
        catalogue={this.catalogue}
        mayAcknowledge={may(actor, 'acknowledge-alert')}
      />
    );
    const said = boardWords[site.locale];
    return {
      title: said.title,
      desk: 'board',
      wide: true,
      scripts: ['board.js'],
      body: (
        <>
          <h1>{said.title}</h1>
          {may(actor, 'accept-earlier-date') ? (
            <p>
              <a href="/desk/calendar">{said.calendar}</a>
            </p>
          ) : null}
          {may(actor, 'erase-data') ? (
            <p>
              <a href="/desk/retention">{said.retention}</a>
            </p>
          ) : null}
          <noscript>
            <p class="hint">{said.noScript}</p>
          </noscript>
          <p class="live" hidden data-live={said.live} data-stopped={said.stopped} id="live" />
          <p class="unseen" role="status" id="board-news" />
          <div id="board" data-stream="/desk/board/stream">
            {view}
          </div>
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
    return new SeeOther('/desk/board');
  }
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
