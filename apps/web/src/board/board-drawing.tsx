import { actNamed, type ActName } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { HolidayLists, OpenTasks, type Board } from '@app/lookups';
import { Alerts } from '@app/notices';
import { may, type StaffActor } from '@app/people';
import { TimeSource, type Locale } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { render } from 'preact-render-to-string';
import type { BoardDrawing } from './shared-boards.js';
import { SiteContext, type Site } from '../site/site.js';
import { BoardView } from './board.view.js';
import { UntouchedCases } from './untouched.js';
import { boardWords } from './words.js';

/** Placeholder for the forms' token, which differs per browser: a drawing shared by many contains no token. */
const TOKEN_HERE = randomUUID();

export const withToken = (drawn: string, token: string): string => drawn.replaceAll(TOKEN_HERE, token);

/** What a stream sends, and a page shows. */
export interface Drawing {
  html: string;
  /** Read aloud when it changes. */
  news: string;
}

/** Tasks past their day that the board names. */
const MOST_TASKS = 20;

/** What can be done from a row, where the reader may. */
export const ROW_ACTS: readonly ActName[] = ['assign', 'chase', 'extend', 'note'];
const mayAct = ({ roles }: StaffActor): boolean =>
  ROW_ACTS.some((act) => roles.some((role) => (actNamed(act).who as readonly string[]).includes(role)));

export type BoardParts = Awaited<ReturnType<BoardDrawings['parts']>>;

/** The live board as HTML, rendered once for all watchers with the same scope and language. */
@Injectable()
export class BoardDrawings {
  constructor(
    private readonly holidays: HolidayLists,
    private readonly untouchedCases: UntouchedCases,
    private readonly alerts: Alerts,
    private readonly tasks: OpenTasks,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  in(locale: Locale): BoardDrawing {
    return {
      key: (actor) => `${locale} ${may(actor, 'acknowledge-alert')} ${mayAct(actor)}`,
      draw: async (board, actor) => {
        const html = await this.html(board, actor, this.siteIn(locale));
        return JSON.stringify({
          html,
          news: boardWords[locale].changed(board.overdue.total),
        } satisfies Drawing);
      },
    };
  }

  /** All that a board shows. */
  async parts(board: Board, actor: StaffActor) {
    const [untouched, alerts, waiting, tasks, holiday] = await Promise.all([
      this.untouchedCases.show(actor),
      this.alerts.list(actor),
      this.alerts.count(actor),
      this.tasks.overdue(actor, MOST_TASKS),
      this.holidays.ifNear(actor),
    ]);
    const { catalogue } = this;
    const rights = { mayAcknowledge: may(actor, 'acknowledge-alert'), mayAct: mayAct(actor) };
    return { board, untouched, alerts, waiting, tasks, holiday, catalogue, ...rights };
  }

  private async html(board: Board, actor: StaffActor, site: Site): Promise<string> {
    const parts = await this.parts(board, actor);
    return render(
      <SiteContext.Provider value={site}>
        <BoardView {...parts} />
      </SiteContext.Provider>,
    );
  }

  /** A `Site` without a person. */
  private siteIn(locale: Locale): Site {
    return {
      locale,
      path: '/desk/board',
      query: new URLSearchParams(),
      address: '',
      now: this.time.now(),
      csrfToken: () => TOKEN_HERE,
      demo: false,
    };
  }
}
