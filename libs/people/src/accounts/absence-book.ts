import {
  days,
  newId,
  notFound,
  parseInput,
  Problem,
  Reader,
  taipeiDate,
  taipeiMidnight,
  TimeSource,
  UnitOfWork,
  invalid,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Trail } from '../trail/trail.js';
import {
  absenceForm,
  absencesIn,
  ENDLESS,
  endless,
  type Absence,
  type AbsenceForm,
  type Period,
} from '../staff/absences.js';
import { hasRole, may, type Actor, type StaffActor } from '../staff/actor.js';
import { checkDeputy, isOfSameSide } from '../staff/deputies.js';
import { isStaffId, Staff } from '../staff/staff.entity.js';
import type { UnitTree } from '../staff/unit-tree.js';

/** Two years of leave without pay are the longest that is usual. */
const LONGEST_DAYS = 731;
const MOST = 100;
/** Absences that are over are kept for a year. */
const KEPT_DAYS = 366;

/** What is true after an absence was entered and should be known, though it is no reason to refuse it. */
export interface AbsenceWarnings {
  /** No deputy is named who is at work in these days. */
  noDeputy: boolean;
  /** Colleagues who are away in these days and whose deputy this person is. */
  deputyOf: string[];
}

export type StaffAbsences = Pick<
  Staff,
  | ('id' | 'name' | 'login' | 'unitId' | 'organisationId' | 'roles' | 'active')
  | ('deputyId' | 'awayUntil' | 'absences')
>;

/** Who is away when, and who stands in. Everyone for oneself; heads and administrators for others. */
@Injectable()
export class AbsenceBook {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly trail: Trail,
    private readonly time: TimeSource,
  ) {}

  /** A person's absences, for those who may enter them. Throws NOT_FOUND. */
  async of(actor: Actor, id: string, units: UnitTree): Promise<StaffAbsences> {
    const by = someone(actor);
    return this.person(this.reader.repository(Staff).manager, by, id, units);
  }

  /** The people of a unit, for its own and for those who may enter their absences. Throws NOT_FOUND. */
  async ofUnit(actor: Actor, unitId: string, units: UnitTree): Promise<StaffAbsences[]> {
    const by = someone(actor);
    const isSeen =
      unitId === by.unitId || within(by, { unitId, organisationId: organisationOf(units, unitId) }, units);
    if (!isSeen) throw notFound();
    const staff = await this.reader.findBy(Staff, { unitId, active: true });
    return staff.toSorted((a, b) => a.name.localeCompare(b.name, 'zh-TW'));
  }

  /** Whether the actor may open and enter the absences of a person, as `of` and `enter` check it. */
  mayEnter(actor: Actor, person: Pick<Staff, 'id' | 'unitId' | 'organisationId'>, units: UnitTree): boolean {
    return actor.kind === 'staff' && entersFor(actor, person, units);
  }

  /** Those who can stand in: active colleagues of the organisation, for a partner's team those of teams. */
  async deputies(actor: Actor, id: string, units: UnitTree): Promise<StaffAbsences[]> {
    const person = await this.of(actor, id, units);
    const { organisationId } = person;
    const all = await this.reader.findBy(Staff, { organisationId, active: true });
    const others = all.filter((one) => one.id !== id && isOfSameSide(person, one));
    return others.toSorted((a, b) => a.name.localeCompare(b.name, 'zh-TW'));
  }

  /** Throws INVALID for what overlaps, and for a deputy who cannot stand in. */
  async enter(actor: Actor, id: string, input: AbsenceForm, units: UnitTree): Promise<AbsenceWarnings> {
    const by = someone(actor);
    const form = parseInput(absenceForm, input);
    const today = taipeiDate(this.time.now());
    checkPeriod(form, today);
    return this.work.run(async (manager) => {
      // so that two who enter at once see each other: an absence and that of its deputy
      await this.trail.hold();
      const person = await this.person(manager, by, id, units);
      if (absencesIn(person, form).length > 0) throw invalid({ field: 'from', code: 'absence-overlaps' });
      const colleagues = await manager.findBy(Staff, { organisationId: person.organisationId, active: true });
      await this.checkDeputy(manager, person, form, colleagues);
      const kept = person.absences.filter(({ until }) => until >= before(today, KEPT_DAYS));
      if (kept.length >= MOST) throw invalid({ field: 'from', code: 'absences-too-many' });
      const absence: Absence = { id: newId(this.time.now()), ...form };
      const absences = [...kept, absence].toSorted((a, b) => a.from.localeCompare(b.from));
      await manager.update(Staff, { id }, { absences });
      await this.trail.note('ABSENCE_ENTERED', id, { by: by.id, ...form });
      return warningsOf(person, form, colleagues);
    });
  }

  /** Takes an absence back, also one that runs. Throws NOT_FOUND where it is not there any more. */
  async withdraw(actor: Actor, id: string, absenceId: string, units: UnitTree): Promise<void> {
    const by = someone(actor);
    await this.work.run(async (manager) => {
      await this.trail.hold();
      const person = await this.person(manager, by, id, units);
      const all = [...person.absences, ...endless(person)];
      const found = all.find((one) => one.id === absenceId);
      if (!found) throw new Problem('NOT_ALLOWED', 'absence-gone');
      const absences = person.absences.filter((one) => one !== found);
      const awayUntil = absenceId === ENDLESS ? null : person.awayUntil;
      await manager.update(Staff, { id }, { absences, awayUntil });
      const { from, until, deputyId } = found;
      await this.trail.note('ABSENCE_WITHDRAWN', id, { by: by.id, from, until, deputyId });
    });
  }

  private async person(manager: EntityManager, by: StaffActor, id: string, units: UnitTree): Promise<Staff> {
    if (!isStaffId(id)) throw notFound();
    const found = await manager.findOneBy(Staff, { id, organisationId: by.organisationId, active: true });
    if (!found || !entersFor(by, found, units)) throw notFound();
    return found;
  }

  private async checkDeputy(
    manager: EntityManager,
    person: Staff,
    form: Period & { deputyId: string | null },
    colleagues: readonly Staff[],
  ): Promise<void> {
    if (form.deputyId === null) return;
    const isId = isStaffId(form.deputyId);
    checkDeputy(person, isId ? await manager.findOneBy(Staff, { id: form.deputyId }) : null);
    const isAwayToo =
      absencesIn(
        colleagues.find(({ id }) => id === form.deputyId)!,
        form,
      ).length > 0;
    if (!isAwayToo) return;
    const code = leadsBack(person, form, colleagues) ? 'deputy-circle' : 'deputy-away';
    throw invalid({ field: 'deputy', code });
  }
}

function someone(actor: Actor): StaffActor {
  if (actor.kind !== 'staff') throw notFound();
  return actor;
}

const organisationOf = (units: UnitTree, unitId: string): string => units.unit(unitId)?.organisation ?? '';

/** Whether the actor enters absences of a unit's people. */
function within(
  by: StaffActor,
  { unitId, organisationId }: Pick<Staff, 'unitId' | 'organisationId'>,
  units: UnitTree,
): boolean {
  if (!may(by, 'enter-absences') || organisationId !== by.organisationId) return false;
  return hasRole(by, ['ADMIN']) || units.unitsUnder(by.unitId).includes(unitId);
}

const entersFor = (
  by: StaffActor,
  person: Pick<Staff, 'id' | 'unitId' | 'organisationId'>,
  units: UnitTree,
): boolean => person.id === by.id || within(by, person, units);

const before = (date: string, n: number): string => taipeiDate(taipeiMidnight(date) - days(n));

function checkPeriod({ from, until }: Period, today: string): void {
  if (until < from) throw invalid({ field: 'until', code: 'absence-order' });
  if (until < today) throw invalid({ field: 'until', code: 'absence-over' });
  if (from < before(until, LONGEST_DAYS)) throw invalid({ field: 'until', code: 'absence-too-long' });
}

/** Who stands in for a person in a period: of the absences that meet it, else the one named for all. */
const standingIn = (person: Staff, period: Period): (string | null)[] =>
  absencesIn(person, period).map(({ deputyId }) => deputyId ?? person.deputyId);

/** Whether the deputies of those who are away, one after the other, come back to the person. */
function leadsBack(
  { id }: Staff,
  { deputyId, ...period }: Period & { deputyId: string | null },
  all: readonly Staff[],
): boolean {
  const seen = new Set<string>();
  const next = [deputyId];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (one === id) return true;
    const deputy = all.find((other) => other.id === one);
    if (!deputy || seen.has(deputy.id)) continue;
    seen.add(deputy.id);
    next.push(...standingIn(deputy, period));
  }
  return false;
}

const warningsOf = (
  { id, deputyId }: Staff,
  form: Period & { deputyId: string | null },
  colleagues: readonly Staff[],
): AbsenceWarnings => ({
  noDeputy: !colleagues.some(
    (one) => one.id === (form.deputyId ?? deputyId) && absencesIn(one, form).length === 0,
  ),
  deputyOf: colleagues
    .filter((one) => one.id !== id && standingIn(one, form).includes(id))
    .map(({ name }) => name),
});
