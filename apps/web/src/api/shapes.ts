import type { ReadEvent } from '@app/cases';
import { isoTaipei } from '@app/platform';
import type { CaseDetail, ListedCase, Progress, ShownClock } from '@app/lookups';
import type { Referral } from '@app/referrals';
import {
  binds,
  isMeasuredNow,
  type Catalogue,
  type CommitmentEntry,
  type Localised,
  type ServiceEntry,
} from '@app/catalogue';
import { formatLength } from '@app/sla/clock';

/** What leaves the house: each shape lists its fields, so that nothing is exposed by accident (ASVS 15.3.1). */
export const iso = (instant: number | null | undefined): string | null =>
  instant === null || instant === undefined ? null : isoTaipei(Number(instant));
const nameOf = (name: Localised | undefined, lang: keyof Localised) => name?.[lang] ?? null;

export function clockShape(
  { clock, entry, state, left, days, changed, earlier }: ShownClock,
  lang: keyof Localised,
) {
  return {
    commitment: clock.commitmentId,
    title: entry.title[lang],
    length: formatLength({
      amount: Number.parseInt(entry.length, 10),
      unit: entry.length.replace(/^\d+/, '') as never,
    }),
    startedAt: iso(clock.startedAt),
    dueAt: iso(clock.dueAt),
    dueDate: clock.dueDate,
    state,
    left,
    calendarVersion: clock.calendarVersion,
    why: days.map(({ date, counted, why, remark }) => ({ date, counted, why, ...(remark && { remark }) })),
    changed: changed && {
      ...{ kind: changed.kind, at: iso(changed.at) },
      ...{ before: changed.before ?? null, after: changed.after ?? null },
    },
    earlier,
  };
}

/** How long it took is for those who answer, not for those who ask. */
const staffClockShape = (shown: ShownClock, lang: keyof Localised) => ({
  ...clockShape(shown, lang),
  usedDays: shown.usedDays,
});

/** Every field on every kind; null where the kind has none. */
export function commitmentShape(
  c: CommitmentEntry,
  services: readonly ServiceEntry[],
  lang: keyof Localised,
) {
  const clock = c.kind === 'clock' ? c : undefined;
  const rate = c.kind === 'rate' ? c : undefined;
  const recurring = c.kind === 'recurring' ? c : undefined;
  return {
    id: c.id,
    organisation: c.organisation,
    kind: c.kind,
    title: c.title[lang],
    text: c.text[lang],
    source: { document: c.source.document[lang], clause: c.source.clause, quote: c.source.quote ?? null },
    assumption: nameOf(c.assumption, lang),
    services: services.filter((service) => binds(c, service)).map(({ id }) => id),
    measured: isMeasuredNow(c, services),
    length: clock?.length ?? null,
    extension: clock?.extension ?? null,
    target: rate?.target ?? null,
    numerator: nameOf(rate?.numerator, lang),
    denominator: nameOf(rate?.denominator, lang),
    every: recurring?.every ?? null,
    times: recurring?.times ?? null,
    atLeast: recurring ? recurring.atLeast === true : null,
    per: recurring?.per ?? null,
    dueBy: recurring?.dueBy ?? null,
  };
}

export function progressShape(progress: Progress, catalogue: Catalogue, lang: keyof Localised) {
  const unitName = (id: string | null) => nameOf(id === null ? undefined : catalogue.unit(id)?.name, lang);
  return {
    caseNumber: progress.file.caseNumber,
    service: nameOf(catalogue.service(progress.file.serviceId)?.name, lang),
    status: progress.file.status,
    stages: progress.stages.map(({ stage, at, text }) => ({ stage, at: iso(at), ...(text && { text }) })),
    unit: { name: nameOf(progress.unit?.name, lang), phone: progress.unit?.phone ?? null },
    clocks: progress.clocks.map((clock) => clockShape(clock, lang)),
    referrals: progress.referrals.map(({ partner, status, at }) => ({
      partner: unitName(partner),
      status,
      at: iso(at),
    })),
    replies: progress.replies.map(({ at, unitId, text, kind }) => ({
      at: iso(at),
      unit: unitName(unitId),
      text,
      kind,
    })),
    messages: progress.messages.map(({ at, unitId, text }) => ({
      at: iso(at),
      unit: unitName(unitId),
      text,
    })),
  };
}

export const listedShape = ({
  caseNumber,
  serviceId,
  unitId,
  status,
  channel,
  subject,
  receivedAt,
  dueAt,
  commitmentId,
}: ListedCase) => ({
  caseNumber,
  service: serviceId,
  unit: unitId,
  status,
  channel,
  subject,
  receivedAt: iso(receivedAt),
  dueAt: iso(dueAt),
  commitment: commitmentId,
});

const eventShape = ({ seq, type, at, actorKind, actorId, actorUnitId, facts, text }: ReadEvent) => ({
  seq,
  type,
  at: iso(at),
  actor: actorKind,
  staff: actorId,
  unit: actorUnitId,
  facts,
  text,
});

export const referralShape = ({
  id,
  partnerUnitId,
  status,
  offeredAt,
  acceptedAt,
  endedAt,
  suggestedPartner,
  version,
}: Referral) => ({
  id,
  partner: partnerUnitId,
  status,
  offeredAt: iso(offeredAt),
  acceptedAt: iso(acceptedAt),
  endedAt: iso(endedAt),
  suggestedPartner,
  version,
});

export function detailShape(detail: CaseDetail, lang: keyof Localised) {
  const { file, description, petitioner, events, clocks, referrals, notices, acts } = detail;
  const {
    caseNumber,
    serviceId,
    unitId,
    handlerId,
    status,
    channel,
    hotline,
    subject,
    district,
    receivedAt,
    closedAt,
    origin,
    historySeq,
  } = file;
  return {
    caseNumber,
    service: serviceId,
    unit: unitId,
    handler: handlerId,
    status,
    channel,
    hotline,
    subject,
    description,
    district,
    contact: petitioner,
    receivedAt: iso(receivedAt),
    closedAt: iso(closedAt),
    origin,
    version: historySeq,
    acts,
    given:
      file.origin === 'IMPORTED'
        ? { targetAt: iso(file.givenTargetAt), outcome: file.givenOutcome, externalId: file.externalId }
        : undefined,
    history: events.map(eventShape),
    clocks: clocks.map((clock) => staffClockShape(clock, lang)),
    referrals: referrals.map((referral) => ({ ...referralShape(referral), acts: referral.acts })),
    notices: notices.map(({ kind, channel: by, state, reason, ambiguous, ...when }) => ({
      kind,
      channel: by,
      state,
      reason,
      ambiguous,
      createdAt: iso(when.createdAt),
      heldUntil: iso(when.heldUntil),
      sentAt: iso(when.sentAt),
    })),
  };
}
