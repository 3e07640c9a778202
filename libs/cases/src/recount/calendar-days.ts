import { Catalogue, specialDaySchema, SpecialDays, type DayPlace, type SpecialDay } from '@app/catalogue';
import { Trail, staffWho, type Actor, type StaffActor } from '@app/people';
import { notFound, parseInput, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { MovesPreviews, type MovesPreview } from './moves-preview.js';
import { Recount } from './recount.js';

/**
 * Days on which a county or an agency deviates from the calendar, declared on short notice. Operators declare them for
 * all; staff for their own organisation. Running clocks are then counted again (`Recount`).
 */
@Injectable()
export class CalendarDays {
  constructor(
    private readonly days: SpecialDays,
    private readonly catalogue: Catalogue,
    private readonly recount: Recount,
    private readonly previews: MovesPreviews,
    private readonly trail: Trail,
    private readonly work: UnitOfWork,
  ) {}

  /** Throws INVALID naming the field, NOT_FOUND for staff who may not. */
  async declare(actor: Actor, input: unknown): Promise<SpecialDay> {
    const day = ownOnly(actor, parseInput(specialDaySchema, ownOnly(actor, input as SpecialDay)));
    await this.change('DAY_DECLARED', actor, day, () => this.days.declare(day));
    return day;
  }

  /** Which dates `declare` would move. Throws as it does, and changes nothing. */
  async previewDeclare(actor: StaffActor, input: unknown): Promise<MovesPreview> {
    const day = ownOnly(actor, parseInput(specialDaySchema, ownOnly(actor, input as SpecialDay)));
    this.days.check(day);
    return this.previews.of(actor.organisationId, day, day);
  }

  /** Which dates `withdraw` would move. Throws as it does, and changes nothing. */
  async previewWithdraw(actor: StaffActor, place: DayPlace): Promise<MovesPreview> {
    const own = ownOnly(actor, place);
    const isDeclared = this.catalogue
      .specialDays()
      .some(
        ({ declared, date, region, organisation }) =>
          declared && date === own.date && region === own.region && organisation === own.organisation,
      );
    if (!isDeclared) throw notFound();
    return this.previews.of(actor.organisationId, own, undefined);
  }

  /** Withdraws a declared day. Throws NOT_FOUND for one of config/, or of another organisation. */
  async withdraw(actor: Actor, place: DayPlace): Promise<void> {
    const day = ownOnly(actor, place);
    return this.change('DAY_WITHDRAWN', actor, day, () => this.days.withdraw(day));
  }

  private async change(type: string, actor: Actor, day: DayPlace, write: () => Promise<void>): Promise<void> {
    await this.work.run(async () => {
      await write();
      await this.trail.note(type, actor.kind === 'staff' ? actor.id : null, { ...day });
    });
    await this.catalogue.refresh();
    await this.recount.look();
  }
}

const ownOnly = <D extends DayPlace>(actor: Actor, day: D): D =>
  actor.kind === 'system' ? day : { ...day, organisation: staffWho(actor, 'declare-day').organisationId };
