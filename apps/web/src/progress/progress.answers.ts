import type { Locale } from '@app/platform';
import type { Catalogue } from '@app/catalogue';
import type { Progress } from '@app/lookups';
import { REFERRAL_STATUSES } from '@app/referrals';
import { z } from 'zod';
import { instant, iso, maybe, nameOf, text } from '../api/answers.js';
import { clock, clockShape, status } from '../case-parts/case.answers.js';

const unit = z.strictObject({ name: maybe, phone: maybe });
export const progress = z.strictObject({
  caseNumber: text,
  service: maybe,
  status,
  stages: z.array(z.strictObject({ stage: text, at: instant, text: text.optional() })),
  unit,
  clocks: z.array(clock),
  referrals: z.array(z.strictObject({ partner: maybe, status: z.enum(REFERRAL_STATUSES), at: instant })),
  replies: z.array(z.strictObject({ at: instant, unit: maybe, text: maybe, kind: text })),
  /** Messages beside the answers; `unit` is null for the citizen's own. */
  messages: z.array(z.strictObject({ at: instant, unit: maybe, text: maybe })),
});

export function progressShape(progress: Progress, catalogue: Catalogue, locale: Locale) {
  const unitName = (id: string | null) => nameOf(id === null ? undefined : catalogue.unit(id)?.name, locale);
  return {
    caseNumber: progress.file.caseNumber,
    service: nameOf(catalogue.service(progress.file.serviceId)?.name, locale),
    status: progress.file.status,
    stages: progress.stages.map(({ stage, at, text }) => ({ stage, at: iso(at), ...(text && { text }) })),
    unit: { name: nameOf(progress.unit?.name, locale), phone: progress.unit?.phone ?? null },
    clocks: progress.clocks.map((shown) => clockShape(shown, locale)),
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
