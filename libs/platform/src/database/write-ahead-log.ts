import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Reader } from './reader.js';

const TRIES = 20;
const BETWEEN_MS = 50;

/**
 * SQLite's log keeps pages as they were before, until it is written over; what was erased would still be in it.
 * PostgreSQL removes old rows by itself (docs/operate.md).
 */
@Injectable()
export class WriteAheadLog {
  constructor(private readonly reader: Reader) {}

  /** False where somebody reads or writes all the time. Outside a transaction only. */
  async empty(): Promise<boolean> {
    if (this.reader.database === 'postgres') return true;
    for (let tries = 0; tries < TRIES; tries++) {
      if (tries > 0) await pause(BETWEEN_MS);
      const [state] = await this.reader.rows<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
      if (state?.busy === 0) return true;
    }
    return false;
  }
}
