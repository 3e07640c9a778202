import { actorOf, colleaguesOf, isAway, type Staff } from '@app/people';
import { invalid, taipeiDate, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { CaseAccess } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';

type Place = Pick<CaseContext, 'manager' | 'file'>;

/** 列管: a named person who follows a case and does not handle it. */
@Injectable()
export class Tracking {
  constructor(
    private readonly access: CaseAccess,
    private readonly time: TimeSource,
  ) {}

  /** Who could track the case: those of the agency who read it, are at work, and do not handle it. */
  async choices(place: Place): Promise<Staff[]> {
    const staff = await colleaguesOf(place.manager, place.file.organisationId);
    return staff.filter((one) => this.refusal(place, one) === undefined);
  }

  /** By id or login. Throws INVALID for a person who could not track it. */
  async chosen(place: Place, name: string, field: string): Promise<string> {
    const staff = await colleaguesOf(place.manager, place.file.organisationId);
    const found = staff.find(({ id, login }) => id === name || login === name.toLowerCase());
    const code = found ? this.refusal(place, found) : 'unknown-staff';
    if (!found || code) throw invalid({ field, code: code! });
    return found.id;
  }

  private refusal({ file }: Place, one: Staff): string | undefined {
    if (one.id === file.handlerId) return 'tracker-handles';
    if (!this.access.sees(actorOf(one), file)) return 'unknown-staff';
    return isAway(one, taipeiDate(this.time.now())) ? 'tracker-away' : undefined;
  }
}
