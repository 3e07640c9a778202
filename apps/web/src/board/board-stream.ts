import { CaseAccess } from '@app/cases';
import { Boards, NewestEvents } from '@app/lookups';
import { Credentials, may, staffWho, type Credential, type StaffActor } from '@app/people';
import { SETTINGS, type Settings } from '@app/platform';
import { Inject, Injectable, Logger, type MessageEvent, type OnApplicationShutdown } from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';
import { Pulse } from './pulse.js';
import { SharedBoards, type BoardDrawing } from './shared-boards.js';
import { StreamPlaces } from './stream-places.js';

const LOOK_EVERY_MS = 500;
const FRESH_MS = 1_000;
/** A client that does not read is disconnected when this many characters wait for it; it connects again by itself. */
export const MOST_UNREAD = 512 * 1024;

export interface Watch {
  credential: Credential;
  actor: StaffActor;
  drawing: BoardDrawing;
  /** Fills in the parts that differ per watcher. */
  own?(drawn: string): string;
}

interface Watcher extends Watch {
  subscriber: Subscriber<MessageEvent>;
  /** What the drawing depends on, and the round in which the watcher got the last one. */
  key: string;
  round: number;
  since: number;
}

/**
 * The live boards of this process: one poll for all watchers, which runs while there are any. It polls the database, so
 * that a breach recorded by the worker shows even without Redis. Each poll checks all sessions and tokens again, and
 * with them what each watcher may see; those who see the same share one board.
 */
@Injectable()
export class BoardStream implements OnApplicationShutdown {
  private readonly log = new Logger('BoardStream');
  private readonly watchers = new Set<Watcher>();
  private readonly places: StreamPlaces;
  private readonly shared: SharedBoards;
  private readonly pulse = new Pulse(
    () => this.look(),
    () => this.watchers.size > 0,
    LOOK_EVERY_MS,
  );
  private isFailing = false;

  constructor(
    boards: Boards,
    newest: NewestEvents,
    private readonly access: CaseAccess,
    private readonly credentials: Credentials,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.shared = new SharedBoards(boards, newest);
    this.places = new StreamPlaces(settings.STREAMS_PER_PERSON, settings.STREAMS);
  }

  /**
   * Emits the board now, after each change, and at intervals; `ended` when the watcher may not see it any more. Fails
   * with NOT_FOUND for staff without a board, TOO_MANY when too many streams are open.
   */
  follow(watch: Watch): Observable<MessageEvent> {
    return new Observable((subscriber) => {
      staffWho(watch.actor, 'see-board');
      const leave = this.places.take(watch.actor.id);
      const since = performance.now();
      const watcher: Watcher = {
        ...watch,
        subscriber,
        key: this.keyOf(watch, watch.actor),
        round: -1,
        since,
      };
      this.watchers.add(watcher);
      this.pulse.wake();
      return () => {
        this.watchers.delete(watcher);
        leave();
      };
    });
  }

  /**
   * The board for a page, from the same drawings, at most `FRESH_MS` old. Throws NOT_FOUND for staff without a board.
   */
  async drawn(actor: StaffActor, drawing: BoardDrawing): Promise<string> {
    staffWho(actor, 'see-board');
    await this.shared.turn();
    const key = this.keyOf({ drawing }, actor);
    const since = performance.now() - FRESH_MS;
    return (await this.shared.drawnFor({ key, actor, drawing, since })).data;
  }

  /** Something on boards changed that is no event of a case. */
  changed(): void {
    this.shared.forget();
    this.pulse.wake();
  }

  onApplicationShutdown(): void {
    for (const { subscriber } of this.watchers) subscriber.complete();
  }

  private async look(): Promise<void> {
    try {
      await this.askAgain([...this.watchers]);
      await this.shared.turn();
      for (const watcher of [...this.watchers])
        if (watcher.round !== this.shared.round) await this.serve(watcher);
      this.isFailing = false;
    } catch (error) {
      // nothing is sent until it can be checked again who may see it
      if (!this.isFailing) this.log.warn(`the live boards are not updated: ${String(error)}`);
      this.isFailing = true;
    }
  }

  private async askAgain(watchers: readonly Watcher[]): Promise<void> {
    const holders = await this.credentials.holders(watchers.map(({ credential }) => credential));
    for (const watcher of watchers) {
      const actor = holders.get(watcher.credential.id);
      if (!actor || !may(actor, 'see-board')) this.end(watcher);
      else this.know(watcher, actor);
    }
  }

  private end({ subscriber }: Watcher): void {
    subscriber.next({ type: 'ended', data: '' });
    subscriber.complete();
  }

  /** A watcher whose unit or role changed since the last poll gets another board. */
  private know(watcher: Watcher, actor: StaffActor): void {
    const key = this.keyOf(watcher, actor);
    if (key !== watcher.key) watcher.round = -1;
    Object.assign(watcher, { actor, key });
  }

  private keyOf({ drawing }: Pick<Watch, 'drawing'>, actor: StaffActor): string {
    return JSON.stringify([this.access.scopeOf(actor), drawing.key(actor)]);
  }

  private async serve(watcher: Watcher): Promise<void> {
    try {
      const { id, data } = await this.shared.drawnFor(watcher);
      watcher.round = this.shared.round;
      watcher.subscriber.next({ type: 'board', id, data: watcher.own?.(data) ?? data });
    } catch (error) {
      watcher.subscriber.error(error);
    }
  }
}
