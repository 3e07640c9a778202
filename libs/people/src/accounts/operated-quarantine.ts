import type { OutboxRow, Quarantine, Sql, UnitOfWork } from '@app/platform';
import type { Actor } from '../staff/actor.js';
import { operatorOf, type Quarantined } from '../staff/operator.js';
import type { Trail } from '../trail/trail.js';

interface Place {
  quarantine: Quarantine<OutboxRow>;
  work: UnitOfWork;
  trail: Trail;
  /** The columns of `Quarantined`. */
  columns: Sql;
  /** Whether a row is of the organisation; null: of any. */
  within: (organisationId: string | null) => Sql;
  /** The events of the trail, and what their detail calls the row. */
  events: { again: string; dropped: string };
  rowIs: string;
}

/** What operators do with the quarantined rows of an outbox, each of the own organisation; noted in the trail. */
export abstract class OperatedQuarantine {
  protected constructor(private readonly place: Place) {}

  async countOf(actor: Actor): Promise<number> {
    const { quarantine, within } = this.place;
    return quarantine.countOf(within(operatorOf(actor).organisationId));
  }

  /** The oldest, of the operator's organisation or of no case. */
  async list(actor: Actor, most: number): Promise<Quarantined[]> {
    const { quarantine, columns, within } = this.place;
    const { organisationId } = operatorOf(actor);
    const rows = await quarantine.list<Quarantined>(columns, within(organisationId), most);
    return rows.map((row) => ({ ...row, since: Number(row.since) }));
  }

  /**
   * Has the work done again, once the cause is gone. False when it was not quarantined; throws NOT_FOUND for all but
   * operators.
   */
  async retry(actor: Actor, id: string): Promise<boolean> {
    const { quarantine, within, events, rowIs } = this.place;
    const { by, organisationId } = operatorOf(actor);
    return this.noted(events.again, by, { [rowIs]: id }, () => quarantine.retry(id, within(organisationId)));
  }

  /** Gives the work up for good, with a reason. False when it was not quarantined. */
  async drop(actor: Actor, id: string, reason: string): Promise<boolean> {
    const { quarantine, within, events, rowIs } = this.place;
    const { by, organisationId } = operatorOf(actor);
    return this.noted(events.dropped, by, { [rowIs]: id, reason }, () =>
      quarantine.drop(id, 'dropped', within(organisationId)),
    );
  }

  private noted(
    type: string,
    by: string | null,
    detail: Record<string, unknown>,
    change: () => Promise<boolean>,
  ) {
    const { work, trail } = this.place;
    return work.run(async () => {
      if (!(await change())) return false;
      await trail.note(type, by, detail);
      return true;
    });
  }
}
