import { Catalogue } from '@app/catalogue';
import { activeStaff, type Actor, type Staff, type StaffActor } from '@app/people';
import { invalid, taipeiDate } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { actNamed, type ActName } from './acts.js';
import { Approvers } from './approvers.js';
import type { Field, FieldKind } from './fields.js';
import { Merging } from './merging.js';
import { maskedNumber } from './tasks.js';
import { Tracking } from './tracking.js';
import type { CaseContext } from '../record/case-context.js';
import type { CaseFile } from '../record/case-file.entity.js';

/** An act about to be performed; the form of its input has been checked. */
export interface Attempt {
  context: CaseContext;
  actor: Actor;
  input: Record<string, unknown>;
  at: number;
}

/** Returns a value in the form in which it is stored; throws INVALID for one that does not fit the case. */
type Fit = (value: string, field: Field, attempt: Attempt, name: string) => Promise<string> | string;

/** Checks of each field of an act by its kind, the same for all acts: units, people, dates and other cases that must exist. */
@Injectable()
export class FieldChecks {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly merging: Merging,
    private readonly approvers: Approvers,
    private readonly tracking: Tracking,
  ) {}

  /** `null`: nothing to check here beyond the form. */
  private readonly fits: Record<FieldKind, Fit | null> = {
    unit: (value, field, { context }, name) => this.unit(value, field, context, name),
    handler: (value, _field, { context, input }, name) =>
      staffOf(context.manager, value, { unitId: String(input['unit']) }, name).then(({ id }) => id),
    approver: (value, _field, { context, actor }, name) =>
      this.approvers.chosen(context.manager, actor as StaffActor, value, name),
    date: (value, _field, { at }, name) => withinAYear(name, value, at),
    tracker: (value, _field, { context }, name) => this.tracking.chosen(context, value, name),
    'done-date': (value, _field, { context, at }, name) => sinceReceipt(name, value, context.file, at),
    case: (value, _field, { context, actor }) => this.merging.target(context, actor, value),
    'called-number': (value) => maskedNumber(value),
    text: null,
    line: null,
    choice: null,
    amount: null,
    'document-number': null,
    // checked by the rule of the extension
    length: null,
    commitment: null,
    // checked by the rule of the act
    'task-kind': null,
    'task-doer': null,
    'task-outcome': null,
    task: null,
    step: null,
    'asked-unit': null,
    holder: null,
    'working-days': null,
    // checked in the room `referrals`
    partner: null,
  };

  /** The input with each value in the form in which it is stored. Throws INVALID for one that does not fit the case. */
  async fitted(name: ActName, attempt: Attempt): Promise<Attempt['input']> {
    const input = { ...attempt.input };
    for (const [field, asked] of Object.entries(actNamed(name).fields)) {
      const fit = this.fits[asked.kind];
      if (fit && input[field] !== undefined)
        input[field] = await fit(String(input[field]), asked, attempt, field);
    }
    return input;
  }

  /** A unit asked to help may be of another agency; the unit that owns the case may not. Neither is a partner's team. */
  private unit(id: string, asked: Field, { file }: CaseContext, field: string): string {
    const unit = this.catalogue.unit(id);
    const own = asked.kind === 'unit' && asked.own;
    if (!unit || (own && unit.organisation !== file.organisationId))
      throw invalid({ field, code: 'unknown-unit' });
    // its people answer referrals and read no case
    if (unit.kind === 'PARTNER') throw invalid({ field, code: 'unit-of-partner' });
    return unit.id;
  }
}

/** Active staff by id or login. */
async function staffOf(
  manager: EntityManager,
  name: string,
  where: FindOptionsWhere<Staff>,
  field: string,
): Promise<Staff> {
  const staff = await activeStaff(manager, name, where);
  if (!staff) throw invalid({ field, code: 'unknown-staff' });
  return staff;
}

/** What was done lies between the day of receipt and today. */
function sinceReceipt(field: string, day: string, { receivedAt }: CaseFile, at: number): string {
  if (day > taipeiDate(at)) throw invalid({ field, code: 'not-yet' });
  if (day < taipeiDate(receivedAt)) throw invalid({ field, code: 'before-receipt' });
  return day;
}

/** From today until the same day of the next year. ISO dates compare as text. */
function withinAYear(field: string, day: string, at: number): string {
  const today = taipeiDate(at);
  const latest = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  if (day < today || day > latest) throw invalid({ field, code: 'within-a-year' });
  return day;
}
