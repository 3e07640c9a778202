import { Catalogue } from '@app/catalogue';
import { absentFor, colleaguesOf, hasRole, type Role, type Staff, type StaffActor } from '@app/people';
import { invalid, taipeiDate, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ApprovalLevel, ApprovalRequest } from '../record/approval-request.entity.js';

type Asked = Pick<ApprovalRequest, 'organisationId' | 'unitId' | 'level' | 'askedBy'>;
type Person = Pick<StaffActor, 'id' | 'organisationId' | 'unitId' | 'roles'>;

/** As whom a person decides: by herself, or in place of a head who is away (代). */
export interface Standing {
  insteadOf?: string;
}

/** Who decides for a unit and those below it, and who for the whole agency. */
const DECIDES: Record<'OF_UNITS' | 'OF_AGENCY', Role[]> = {
  OF_UNITS: ['UNIT_HEAD'],
  OF_AGENCY: ['AGENCY_HEAD', 'CONTROL_OFFICER'],
};

/** Who may be asked for an approval, and who may give it: never the person who asks. */
@Injectable()
export class Approvers {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** A head asks the level above her. */
  levelFor = (asker: Person): ApprovalLevel =>
    hasRole(asker as StaffActor, DECIDES.OF_UNITS) ? 'ABOVE' : 'UNIT';

  askedBy(asker: Person): Asked {
    const { id, organisationId, unitId } = asker;
    return { organisationId, unitId, askedBy: id, level: this.levelFor(asker) };
  }

  /** Those who may be asked, the nearest first. */
  async choices(manager: EntityManager, asker: Person): Promise<Staff[]> {
    const asked = this.askedBy(asker);
    const staff = await colleaguesOf(manager, asker.organisationId);
    const distance = this.distances(asker.unitId);
    return staff
      .filter((one) => this.decides(one, asked))
      .toSorted((a, b) => distance(a) - distance(b) || a.login.localeCompare(b.login));
  }

  /** By id or login. Throws INVALID for a person who could not decide it. */
  async chosen(manager: EntityManager, asker: Person, name: string, field: string): Promise<string> {
    const staff = await colleaguesOf(manager, asker.organisationId);
    const found = staff.find(({ id, login }) => id === name || login === name.toLowerCase());
    if (!found) throw invalid({ field, code: 'unknown-staff' });
    if (found.id === asker.id) throw invalid({ field, code: 'own-approver' });
    if (!this.decides(found, this.askedBy(asker))) throw invalid({ field, code: 'no-approver' });
    return found.id;
  }

  /** The heads for whom a person may decide because they are away. */
  absent(manager: EntityManager, actor: StaffActor): Promise<Staff[]> {
    return absentFor(manager, actor, taipeiDate(this.time.now()));
  }

  /** As whom the person may decide; undefined: not at all. `absent`: as above. */
  standing(actor: StaffActor, asked: Asked, absent: readonly Staff[]): Standing | undefined {
    if (actor.id === asked.askedBy) return undefined;
    if (this.decides(actor, asked)) return {};
    const head = absent.find((one) => this.decides(one, asked));
    return head && { insteadOf: head.id };
  }

  private decides(one: Person, { organisationId, unitId, level, askedBy }: Asked): boolean {
    if (one.id === askedBy || one.organisationId !== organisationId) return false;
    if (hasRole(one as StaffActor, DECIDES.OF_AGENCY)) return true;
    if (!hasRole(one as StaffActor, DECIDES.OF_UNITS)) return false;
    const above = this.catalogue.unitsUnder(one.unitId).includes(unitId);
    return above && (level === 'UNIT' || one.unitId !== unitId);
  }

  /** How far above the unit a person stands; agency-wide roles come last. */
  private distances(unitId: string): (one: Staff) => number {
    const line: string[] = [];
    for (let unit: string | undefined = unitId; unit; unit = this.catalogue.unit(unit)?.parent)
      line.push(unit);
    return ({ unitId: of, roles }) =>
      roles.includes('UNIT_HEAD') && line.includes(of) ? line.indexOf(of) : line.length;
  }
}
