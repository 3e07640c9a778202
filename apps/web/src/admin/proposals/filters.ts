import { COMMITMENT_KINDS } from '@app/catalogue';
import { optional } from '@app/platform';
import { z } from 'zod';

/** What narrows the list of commitments. */
export const filters = z.object({
  service: optional(z.string().max(100)),
  kind: optional(z.enum(COMMITMENT_KINDS)),
});
export type ConfiguredFilters = z.output<typeof filters>;
