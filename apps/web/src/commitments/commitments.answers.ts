import type { Locale } from '@app/platform';
import {
  binds,
  COMMITMENT_KINDS,
  isMeasuredNow,
  type CommitmentEntry,
  type ServiceEntry,
} from '@app/catalogue';
import { z } from 'zod';
import { count, maybe, nameOf, text } from '../api/answers.js';

const commitment = z.strictObject({
  id: text,
  organisation: text,
  kind: z.enum(COMMITMENT_KINDS),
  title: text,
  text,
  source: z.strictObject({ document: text, clause: text, quote: maybe }),
  /** Our interpretation where the source leaves something open. */
  assumption: maybe,
  services: z.array(text),
  /** Whether this system measures it. */
  measured: z.boolean(),
  /** Only for a clock. */
  length: maybe,
  extension: z.strictObject({ maxTimes: count, maxLength: text }).nullable(),
  /** Only for a rate. */
  target: z.number().nullable(),
  numerator: maybe,
  denominator: maybe,
  /** Only for a recurring promise. */
  every: maybe,
  times: count.nullable(),
  /** Whether `times` is a minimum, and per what; null: for the whole agency. */
  atLeast: z.boolean().nullable(),
  per: z.enum(['unit', 'branch']).nullable(),
  dueBy: z.strictObject({ date: text, year: z.enum(['SAME', 'NEXT']) }).nullable(),
});
export const commitments = z.array(commitment);

/** All fields for every kind; null where the kind does not have it. */
export function commitmentShape(c: CommitmentEntry, services: readonly ServiceEntry[], locale: Locale) {
  const clock = c.kind === 'clock' ? c : undefined;
  const rate = c.kind === 'rate' ? c : undefined;
  const recurring = c.kind === 'recurring' ? c : undefined;
  return {
    id: c.id,
    organisation: c.organisation,
    kind: c.kind,
    title: c.title[locale],
    text: c.text[locale],
    source: { document: c.source.document[locale], clause: c.source.clause, quote: c.source.quote ?? null },
    assumption: nameOf(c.assumption, locale),
    services: services.filter((service) => binds(c, service)).map(({ id }) => id),
    measured: isMeasuredNow(c, services),
    length: clock?.length ?? null,
    extension: clock?.extension ?? null,
    target: rate?.target ?? null,
    numerator: nameOf(rate?.numerator, locale),
    denominator: nameOf(rate?.denominator, locale),
    every: recurring?.every ?? null,
    times: recurring?.times ?? null,
    atLeast: recurring ? recurring.atLeast === true : null,
    per: recurring?.per ?? null,
    dueBy: recurring?.dueBy ?? null,
  };
}
