import { Boards, type Board } from '@app/lookups';
import type { Actor } from '@app/people';
import { Injectable, Logger } from '@nestjs/common';
import { Observable } from 'rxjs';

const LOOK_EVERY_MS = 1_000;
/** Also without events: a warning comes by the clock alone, and proxies cut silent streams. */
const BEAT_EVERY_MS = 15_000;

/** Follows the database's cursor, so that a breach in the worker shows here even with Redis gone. */
@Injectable()
export class BoardStream {
  private readonly log = new Logger('BoardStream');

  constructor(private readonly boards: Boards) {}

  /** The board now, again whenever something happened, and a beat in quiet times. Access is checked at each look. */
  follow(actor: Actor): Observable<Board | 'beat'> {
    return new Observable((subscriber) => {
      let seen = -1;
      let quietSince = 0;
      const look = async () => {
        try {
          const cursor = await this.boards.cursor();
          const beat = performance.now() - quietSince >= BEAT_EVERY_MS;
          if (cursor !== seen || beat) {
            quietSince = performance.now();
            subscriber.next(await this.boards.show(actor));
            seen = cursor;
          }
        } catch (error) {
          this.log.warn(`stream ended: ${String(error)}`);
          subscriber.error(error);
        }
      };
      void look();
      const timer = setInterval(() => void look(), LOOK_EVERY_MS);
      return () => clearInterval(timer);
    });
  }
}
