import { Catalogue } from '@app/catalogue';
import { Staff, type Actor, type Role } from '@app/people';
import { days, invalid, Problem, taipeiDate } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { In } from 'typeorm';
import type { ActName } from './acts.js';
import { withinCalendar } from '../clocks/calendar-ends.js';
import type { CaseContext } from '../record/case-context.js';
import { ClockBook } from '../clocks/clock-book.js';
import { Corrections } from '../clocks/corrections.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { Merging } from './merging.js';

/** An act on its way: its input may be completed here, before it becomes facts. */
export interface Attempt {
  context: CaseContext;
  actor: Actor;
  input: Record<string, unknown>;
  at: number;
}

type Check = (attempt: Attempt) => Promise<void>;

/** Who may approve: the head of a unit, or of the agency. */
const APPROVERS: Role[] = ['UNIT_HEAD', 'AGENCY_HEAD'];

/** What an input must fit besides its form: units, people, dates and other cases that exist. Throws INVALID with the field. */
@Injectable()
export class ActChecks {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly clocks: ClockBook,
    private readonly corrections: Corrections,
    private readonly merging: Merging,
  ) {}

  private readonly checks: Partial<Record<ActName, Check>> = {
    assign: (attempt) => this.assignment(attempt),
    'co-handle': async (attempt) => this.coHandling(attempt),
    extend: async (attempt) => {
      await this.extension(attempt);
      await this.approver(attempt);
    },
    'no-action': (attempt) => this.approver(attempt),
    'request-correction': (attempt) => this.lastDay(attempt),
    reopen: async (attempt) => this.reopening(attempt),
    merge: async ({ context, actor, input }) => {
      input['into'] = await this.merging.target(context, actor, String(input['into']));
    },
  };

  async check(act: ActName, attempt: Attempt): Promise<void> {
    await this.checks[act]?.(attempt);
  }

  /** The first assignment is a first step, wherever it goes; only a later change of unit is 改分. */
  private async assignment({ context: { manager, file }, input }: Attempt): Promise<void> {
    const unit = this.catalogue.unit(String(input['unit']));
    if (!unit || unit.organisation !== file.organisationId)
      throw invalid({ field: 'unit', code: 'unknown-unit' });
    const handler = input['handler'];
    if (handler !== undefined)
      input['handler'] = (await staffOf(manager, handler, { unitId: unit.id }, 'handler')).id;
    const assigned = { caseId: file.id, type: In(['ASSIGNED', 'REASSIGNED']) };
    input['reassigned'] = file.unitId !== unit.id && (await manager.existsBy(HistoryEvent, assigned));
    file.unitId = unit.id;
    file.handlerId = (input['handler'] as string | undefined) ?? null;
  }

  /** A unit that is asked to help may be of another agency, as a partner may. */
  private coHandling({ input, at }: Attempt): void {
    if (!this.catalogue.unit(String(input['unit']))) throw invalid({ field: 'unit', code: 'unknown-unit' });
    if (input['due'] !== undefined) withinAYear('due', String(input['due']), at);
  }

  /** A last day on which nobody works in her county is the next one on which they do; the citizen is told that day. */
  private async lastDay({ context: { file }, input, at }: Attempt): Promise<void> {
    const asked = String(input['lastDay']);
    withinAYear('lastDay', asked, at);
    input['lastDay'] = await withinCalendar(() => this.corrections.lastDay(file, asked));
  }

  /** The citizen may come back for so many days after the end; staff whenever there is reason to. */
  private reopening({ context: { file }, actor, at }: Attempt): void {
    if (actor.kind !== 'citizen') return;
    const ended = file.closedAt ?? file.repliedAt ?? at;
    const within = days(this.catalogue.serviceOfCase(file.serviceId)?.reopenWithinDays ?? 0);
    if (at > ended + within) throw new Problem('NOT_ALLOWED', 'reopen-too-late');
  }

  private async extension({ context, input, at }: Attempt): Promise<void> {
    const commitment = input['commitment'] as string | undefined;
    const refusal = await this.clocks.extensionRefusal(context, {
      length: String(input['length']),
      commitment,
      at,
    });
    if (refusal) throw invalid({ field: 'length', code: refusal });
  }

  private async approver({ context: { manager, file }, input }: Attempt): Promise<void> {
    const where = { organisationId: file.organisationId };
    const staff = await staffOf(manager, input['approver'], where, 'approver');
    if (!APPROVERS.some((role) => staff.roles.includes(role)))
      throw invalid({ field: 'approver', code: 'no-approver' });
    input['approver'] = staff.id;
  }
}

/** Active staff by id or login. */
async function staffOf(
  manager: EntityManager,
  named: unknown,
  where: FindOptionsWhere<Staff>,
  field: string,
): Promise<Staff> {
  const name = String(named);
  const active = { ...where, active: true };
  const staff = await manager.findOneBy(Staff, [
    { ...active, id: name },
    { ...active, login: name.toLowerCase() },
  ]);
  if (!staff) throw invalid({ field, code: 'unknown-staff' });
  return staff;
}

/** From today until the same day of the next year. ISO dates compare as text. */
function withinAYear(field: string, day: string, at: number): void {
  const today = taipeiDate(at);
  const latest = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  if (day < today || day > latest) throw invalid({ field, code: 'within-a-year' });
}
