import { Clock, newId, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { AuditEvent } from './staff.entity.js';

@Injectable()
export class AuditTrail {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Joins the surrounding transaction. `detail` holds no personal data. */
  async note(type: string, staffId: string | null, detail: Record<string, unknown>): Promise<void> {
    const at = this.clock.now();
    await this.work.run((manager) =>
      manager.insert(AuditEvent, { id: newId(at), at, type, staffId, detail: detail as never }),
    );
  }
}
