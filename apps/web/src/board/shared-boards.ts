import type { Board, Boards, NewestEvents } from '@app/lookups';
import type { StaffActor } from '@app/people';

/** Also without events: a warning comes by the clock alone, and proxies cut silent streams. */
const BEAT_EVERY_MS = 15_000;

/** How a door draws a board. */
export interface BoardDrawing {
  /** Watchers who see the same cases get one and the same drawing, where this is the same for them, too. */
  key(actor: StaffActor): string;
  draw(board: Board, actor: StaffActor): Promise<string>;
}

export interface Drawn {
  id: string;
  data: string;
}

/** What is asked for: for whom, and not older than since when. */
export interface Wanted {
  key: string;
  actor: StaffActor;
  drawing: BoardDrawing;
  since: number;
}

/** Boards drawn once for all who see the same, until something happens. */
export class SharedBoards {
  /** Rises with each change: those served in an earlier round have not seen it. */
  round = 0;
  private roundAt = 0;
  private mark = '';
  private drawn = new Map<string, Drawn & { at: number }>();

  constructor(
    private readonly boards: Pick<Boards, 'show'>,
    private readonly newest: Pick<NewestEvents, 'mark'>,
  ) {}

  /** Looks whether anything happened. */
  async turn(): Promise<void> {
    const mark = await this.newest.mark();
    const now = performance.now();
    if (mark === this.mark && now - this.roundAt < BEAT_EVERY_MS) return;
    this.mark = mark;
    this.roundAt = now;
    this.round++;
    this.drawn = new Map();
  }

  /** Never one from before the watcher came: the page it stands on may be newer. */
  async drawnFor({ key, drawing, actor, since }: Wanted): Promise<Drawn> {
    const known = this.drawn.get(key);
    if (known && known.at >= since) return known;
    const at = performance.now();
    const board = await this.boards.show(actor);
    const drawn = { at, id: String(board.cursor), data: await drawing.draw(board, actor) };
    this.drawn.set(key, drawn);
    return drawn;
  }
}
