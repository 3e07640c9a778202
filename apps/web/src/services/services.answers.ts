import type { Locale } from '@app/platform';
import type { ServiceEntry } from '@app/catalogue';
import { z } from 'zod';
import { count, maybe, text } from '../api/answers.js';
import { categoryOf } from './categories.js';

const service = z.strictObject({
  id: text,
  organisation: text,
  name: text,
  description: text,
  kind: text,
  channels: z.array(text),
  /** What one wants to do: ask, say, apply, data. */
  category: text,
  unit: text,
  /** Whether reports that fit no other service of the agency come here. */
  forUnsorted: z.boolean(),
  /** Published working days; null where no plan states them. */
  standardDays: count.nullable(),
  fee: maybe,
  /** Its page, for people. */
  path: text,
});
export const services = z.array(service);

export const serviceShape = (
  { id, organisation, name, description, kind, channels, ...service }: ServiceEntry,
  locale: Locale,
) => ({
  ...{ id, organisation, name: name[locale], description: description[locale], kind, channels },
  category: categoryOf({ kind }),
  unit: service.unit,
  forUnsorted: service.forUnsorted === true,
  standardDays: service.standardDays ?? null,
  fee: service.fee?.[locale] ?? null,
  path: `/services/${id}`,
});
