import type { Board, Boards, NewestEvents } from '@app/lookups';
import type { StaffActor } from '@app/people';

/** Update interval without events: standings change with time, and proxies close idle streams. */
const BEAT_EVERY_MS = 15_000;

/** How page or API render a board. */
export interface BoardDrawing {
  /** Watchers with the same scope share a drawing if this key is the same too. */
  key(actor: StaffActor): string;
  draw(board: Board, actor: StaffActor): Promise<string>;
}

export interface Drawn {
  id: string;
  data: string;
}

/** A request for a drawing: for whom, and how old it may be. */
export interface Wanted {
  key: string;
  actor: StaffActor;
  drawing: BoardDrawing;
  since: number;
}

/** Boards rendered once for all who see the same, until something changes. */
export class SharedBoards {
  /** Increases with each change: watchers served in an earlier round have not seen it. */
  round = 0;
  private roundAt = 0;
  private mark = '';
  private drawn = new Map<string, Drawn & { at: number }>();

  constructor(
    private readonly boards: Pick<Boards, 'show'>,
    private readonly newest: Pick<NewestEvents, 'mark'>,
  ) {}

  /** Checks whether anything happened. */
  async turn(): Promise<void> {
    const mark = await this.newest.mark();
    const now = performance.now();
    if (mark === this.mark && now - this.roundAt < BEAT_EVERY_MS) return;
    this.mark = mark;
    this.roundAt = now;
    this.forget();
  }

  /** All get a new board. */
  forget(): void {
    this.round++;
    this.drawn = new Map();
  }

  /** Never returns one from before the watcher came, whose page may be newer. */
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
