import { QuarantinedScans } from '@app/attachments';
import { QuarantinedTimers } from '@app/cases';
import { QuarantinedNotices } from '@app/notices';
import type { Quarantined, StaffActor } from '@app/people';
import { Injectable } from '@nestjs/common';

export const FAILURE_KINDS = ['notice', 'timer', 'attachment'] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];
export type FailedWork = Quarantined & { of: FailureKind };

/** What can be given up; a timer cannot, because a promise would no longer be counted. */
export const isDroppable = (kind: FailureKind): kind is 'notice' | 'attachment' => kind !== 'timer';

/** As many of each kind as one looks at. */
export const SHOWN = 100;

/** What failed on our own side and waits for a person, of all kinds. */
@Injectable()
export class Failures {
  constructor(
    private readonly notice: QuarantinedNotices,
    private readonly timer: QuarantinedTimers,
    private readonly attachment: QuarantinedScans,
  ) {}

  async count(actor: StaffActor): Promise<number> {
    const each = await Promise.all(FAILURE_KINDS.map((kind) => this[kind].countOf(actor)));
    return each.reduce((sum, n) => sum + n, 0);
  }

  /** The oldest first. */
  async list(actor: StaffActor): Promise<FailedWork[]> {
    const each = await Promise.all(
      FAILURE_KINDS.map(async (of) =>
        (await this[of].list(actor, SHOWN)).slice(0, SHOWN).map((row) => ({ ...row, of })),
      ),
    );
    return each.flat().toSorted((a, b) => a.since - b.since);
  }

  /** False when it does not wait any more. */
  again(actor: StaffActor, kind: FailureKind, id: string): Promise<boolean> {
    return kind === 'timer' ? this.timer.takeUp(actor, id) : this[kind].retry(actor, id);
  }

  drop(actor: StaffActor, kind: 'notice' | 'attachment', id: string, reason: string): Promise<boolean> {
    return this[kind].drop(actor, id, reason);
  }
}
