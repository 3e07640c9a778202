import { Catalogue } from '@app/catalogue';
import { absentFor, actorOf, hasRole, may, type Actor, type StaffActor } from '@app/people';
import { notFound, Reader, taipeiDate, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ChaseList } from './chase-list.entity.js';

/** What a person sees of the lists. */
export interface ListScope {
  staff: StaffActor;
  /** In the order of the catalogue. */
  units: string[];
  /** Those whose lists she acknowledges: of her own unit and those below it, or in place of a head who is away. */
  heads: string[];
}

/** Who reads and who acknowledges which lists. */
@Injectable()
export class ListReaders {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  /** Throws NOT_FOUND for who reads none. */
  async scopeOf(actor: Actor): Promise<ListScope> {
    if (actor.kind !== 'staff') throw notFound();
    const { manager } = this.reader.repository(ChaseList);
    const absent = await absentFor(manager, actor, taipeiDate(this.time.now()));
    const inPlaceOf = absent.map(actorOf).filter((one) => may(one, 'acknowledge-chase-list'));
    const heads = new Set([actor, ...inPlaceOf].flatMap((one) => this.headed(one)));
    const seen = new Set([...this.seen(actor), ...heads]);
    const units = this.unitsOf(actor.organisationId);
    const scope = {
      ...{ staff: actor, units: units.filter((id) => seen.has(id)) },
      heads: units.filter((id) => heads.has(id)),
    };
    if (scope.units.length === 0) throw notFound();
    return scope;
  }

  private seen(actor: StaffActor): string[] {
    if (!may(actor, 'read-chase-lists')) return [];
    return may(actor, 'read-every-chase-list')
      ? this.unitsOf(actor.organisationId)
      : this.catalogue.unitsUnder(actor.unitId);
  }

  private headed(actor: StaffActor): string[] {
    if (!may(actor, 'acknowledge-chase-list')) return [];
    return hasRole(actor, ['AGENCY_HEAD'])
      ? this.unitsOf(actor.organisationId)
      : this.catalogue.unitsUnder(actor.unitId);
  }

  /** Partner teams have no list. */
  private unitsOf(organisationId: string): string[] {
    return this.catalogue
      .unitsOf(organisationId)
      .filter(({ kind }) => kind === 'UNIT')
      .map(({ id }) => id);
  }
}
