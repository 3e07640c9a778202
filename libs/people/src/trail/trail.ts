import { askWith, TimeSource, newId, Reader, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { chain, firstBreak, heldEnd } from './trail-chain.js';

@Injectable()
export class Trail {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  /**
   * Makes the surrounding transaction wait for the others that note something, before it reads what it decides on. Not
   * for what happens at each request.
   */
  async hold(): Promise<void> {
    await this.work.run((manager) => heldEnd((sql, values) => askWith(manager, sql, values)));
  }

  /**
   * Joins the surrounding transaction. `detail` holds no personal data of citizens; of staff their name as colleagues
   * see it, never an address.
   */
  async note(type: string, staffId: string | null, detail: Record<string, unknown>): Promise<void> {
    const at = this.time.now();
    const entry = { id: newId(at), at, type, staffId, detail: JSON.stringify(detail) };
    await this.work.run((manager) => chain((sql, values) => askWith(manager, sql, values), entry));
  }

  /** Number of the first row that was edited, removed or moved; undefined when none was. */
  firstBreak(): Promise<number | undefined> {
    return firstBreak((sql, values) => this.reader.rows(sql, values));
  }
}
