import {
  CaseAccess,
  CaseActs,
  eventsOf,
  History,
  inputOfAct,
  isRestricted,
  type CaseContext,
  type CaseFile,
  type EventFacts,
  type EventType,
} from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { may, SYSTEM, type Actor, type StaffActor } from '@app/people';
import { TimeSource, invalid, newId, notFound, parseInput, Problem, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PartnerWork } from './partner-work.js';
import { REFERRAL_ACTS, type ReferralAct, type ReferralActName } from './referral-acts.js';
import { courseOf, NEEDS, WORK_EVENTS, type Course } from './referral-course.js';
import { Referral } from './referral.entity.js';

export interface OfferRequest {
  actor: Actor;
  caseNumber: string;
  input: unknown;
  /** The `historySeq` of the case that the caller saw last. */
  ifMatch?: number;
}

export interface ReferralRequest {
  actor: Actor;
  referralId: string;
  act: ReferralActName;
  input: unknown;
  /** Version of the referral that the caller saw last. */
  ifMatch?: number;
}

/** An event as far as a referral asks. */
type Happened = { type: EventType; at: number; facts: EventFacts };
type Owned = Pick<CaseFile, 'id' | 'organisationId' | 'unitId' | 'handlerId'>;

/** Referrals (轉介): offered by the owner, accepted, returned or answered by the partner, recalled by the owner. */
@Injectable()
export class Referrals {
  constructor(
    private readonly work: UnitOfWork,
    private readonly acts: CaseActs,
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly catalogue: Catalogue,
    private readonly partnerWork: PartnerWork,
    private readonly time: TimeSource,
  ) {}

  /**
   * Offers the case to a partner. Several referrals may be open at once; after a return the next offer continues the
   * chain.
   */
  async offer(request: OfferRequest): Promise<Referral> {
    return (await this.refer(request)).referral;
  }

  /** The same; also returns the case as changed by the offer. */
  refer(request: OfferRequest): Promise<{ referral: Referral; file: CaseFile }> {
    const { partner, reason } = parseInput(inputOfAct('refer'), request.input);
    return this.work.run(async (manager) => {
      const context = await this.acts.enter(manager, { ...request, act: 'refer' });
      if (await isRestricted(context)) throw new Problem('NOT_ALLOWED', 'data-restricted');
      const referral = await this.newReferral(manager, context.file, partner);
      await manager.insert(Referral, referral);
      const facts = { referralId: referral.id, chainId: referral.chainId, partner: referral.partnerUnitId };
      await this.history.append(context, [
        { type: 'REFERRED', at: referral.offeredAt, actor: request.actor, facts, text: reason },
      ]);
      return { referral, file: context.file };
    });
  }

  perform(request: ReferralRequest): Promise<Referral> {
    const act: ReferralAct = REFERRAL_ACTS[request.act];
    return this.work.run(async (manager) => {
      const { referral, context, course } = await this.enter(manager, request, act);
      const input = parseInput(act.input, request.input ?? {});
      this.checkSuggestion(input.suggestedPartner);
      const at = this.time.now();
      const changed = moved(referral, act, at, input.suggestedPartner);
      await manager.update(Referral, { id: referral.id }, changed);
      const facts = {
        referralId: referral.id,
        chainId: referral.chainId,
        partner: referral.partnerUnitId,
        suggestedPartner: input.suggestedPartner,
        ...(await this.partnerWork.facts(request.act, { context, referral, course, input, at })),
      };
      const text = input.text ?? input.reason;
      await this.history.append(context, [
        { type: act.event, at, actor: request.actor, facts: defined(facts), ...(text && { text }) },
      ]);
      return changed;
    });
  }

  private async enter(
    manager: EntityManager,
    request: ReferralRequest,
    act: ReferralAct,
  ): Promise<{ referral: Referral; context: CaseContext; course: Course }> {
    const seen = await manager.findOneBy(Referral, { id: request.referralId });
    if (!seen) throw notFound();
    // locks the case first, then reads the referral again: both sides may act at the same instant
    const context = await this.access.enter(manager, SYSTEM, { id: seen.caseId });
    const { file } = context;
    const referral = await manager.findOneByOrFail(Referral, { id: seen.id });
    const owner = await this.ownerIn(request.actor, file, manager);
    if (!this.mayAct(request.actor, act, referral, owner)) throw notFound();
    if (act.side === 'OWNER') context.insteadOf = await this.deputyMark(request.actor, context);
    if (request.ifMatch !== undefined && request.ifMatch !== referral.version)
      throw new Problem('STALE', 'stale');
    const events = await eventsOf(context, WORK_EVENTS);
    const course = courseOf(referral.id, events);
    const refused = refusalOf(act, referral, course);
    if (refused) {
      const allowed = await this.offered(request.actor, referral, file, events);
      throw new Problem('NOT_ALLOWED', refused, { allowed });
    }
    return { referral, context, course };
  }

  /** Acts this actor could perform on a referral now. `events`: of the case. */
  async offered(
    actor: Actor,
    referral: Referral,
    file: Owned,
    events: readonly Happened[],
  ): Promise<ReferralActName[]> {
    const owner = await this.ownerIn(actor, file);
    const course = courseOf(referral.id, events);
    return (Object.keys(REFERRAL_ACTS) as ReferralActName[]).filter((name) => {
      const act: ReferralAct = REFERRAL_ACTS[name];
      return !refusalOf(act, referral, course) && this.mayAct(actor, act, referral, owner);
    });
  }

  /** Whether the actor reads what comes to the partner unit: of it or of a unit above it. */
  isPartner(actor: StaffActor, referral: Pick<Referral, 'partnerUnitId'>): boolean {
    return (
      may(actor, 'read-referrals') && this.catalogue.unitsUnder(actor.unitId).includes(referral.partnerUnitId)
    );
  }

  /** As whom the actor acts for the owner: herself, or the absent handler whose deputy she is. */
  private async ownerIn(actor: Actor, file: Owned, manager?: EntityManager): Promise<StaffActor | undefined> {
    if (actor.kind !== 'staff') return undefined;
    const own = this.access.sees(actor, file) && performs(actor);
    return own ? actor : this.access.absentHandler(actor, file, manager);
  }

  private async deputyMark(actor: Actor, { file, manager }: CaseContext): Promise<string | undefined> {
    return (await this.access.absentHandler(actor, file, manager))?.id;
  }

  private mayAct(actor: Actor, act: ReferralAct, referral: Referral, owner: StaffActor | undefined): boolean {
    if (act.side === 'OWNER') return owner !== undefined && performs(owner);
    return actor.kind === 'staff' && performs(actor) && this.isPartner(actor, referral);
  }

  private async newReferral(manager: EntityManager, file: CaseFile, partner: string): Promise<Referral> {
    const unit = this.catalogue.unit(partner);
    if (!unit) throw invalid({ field: 'partner', code: 'unknown-partner' });
    const earlier = await manager.find(Referral, {
      where: { caseId: file.id },
      order: { offeredAt: 'DESC' },
    });
    if (earlier.some((r) => r.partnerUnitId === partner && ['OFFERED', 'ACCEPTED'].includes(r.status))) {
      throw invalid({ field: 'partner', code: 'already-referred' });
    }
    const at = this.time.now();
    const id = newId(at);
    const ended = { acceptedAt: null, endedAt: null, suggestedPartner: null };
    const where = {
      partnerUnitId: unit.id,
      partnerOrganisationId: unit.organisation,
      organisationId: file.organisationId,
    };
    return {
      id,
      caseId: file.id,
      chainId: chainOf(earlier) ?? id,
      ...where,
      status: 'OFFERED',
      offeredAt: at,
      ...ended,
      version: 1,
    };
  }

  private checkSuggestion(unitId: string | undefined): void {
    if (unitId !== undefined && !this.catalogue.unit(unitId))
      throw invalid({ field: 'suggestedPartner', code: 'unknown-partner' });
  }
}

/** Those who only look or keep accounts act for neither side. */
const performs = ({ roles }: StaffActor): boolean =>
  roles.some((role) => role !== 'AUDITOR' && role !== 'ADMIN');

/** A new offer continues the chain of the last referral that was returned and not yet offered again. */
function chainOf(earlier: readonly Referral[]): string | undefined {
  const latest = new Map<string, Referral>();
  for (const referral of earlier) if (!latest.has(referral.chainId)) latest.set(referral.chainId, referral);
  return [...latest.values()].find((referral) => referral.status === 'RETURNED')?.chainId;
}

/** The code of the reason why the act is not possible now, the same for every person. */
function refusalOf({ from, needs }: ReferralAct, { status }: Referral, course: Course): string | undefined {
  if (!from.includes(status)) return 'act-not-allowed';
  return needs && !NEEDS[needs].holds(course) ? NEEDS[needs].refused : undefined;
}

function moved(referral: Referral, act: ReferralAct, at: number, suggestedPartner?: string): Referral {
  if (act.to === referral.status) return { ...referral, version: referral.version + 1 };
  const acceptedAt = act.to === 'ACCEPTED' ? at : referral.acceptedAt;
  const endedAt = act.to === 'ACCEPTED' ? null : at;
  return {
    ...referral,
    status: act.to,
    acceptedAt,
    endedAt,
    suggestedPartner: suggestedPartner ?? null,
    version: referral.version + 1,
  };
}

const defined = <T extends object>(facts: T): T =>
  Object.fromEntries(Object.entries(facts).filter(([, v]) => v !== undefined)) as T;
