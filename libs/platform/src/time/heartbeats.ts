import { Injectable } from '@nestjs/common';
import { Heartbeat } from '../database/platform.entities.js';
import { Reader } from '../database/reader.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Clock } from './clock.js';

/** One row per role: when it last made its round. Health reads it; other processes check their clock against it. */
@Injectable()
export class Heartbeats {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  async beat(role: string): Promise<void> {
    const row = { id: role, role, at: this.clock.now(), monotonic: Math.round(performance.now()) };
    await this.work.run((manager) => manager.upsert(Heartbeat, row, ['id']));
  }

  /** Milliseconds since a role's last round, or null when it never made one. */
  async age(role: string): Promise<number | null> {
    const row = await this.reader.repository(Heartbeat).findOneBy({ id: role });
    return row ? this.clock.now() - row.at : null;
  }
}
