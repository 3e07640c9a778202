import type { Locale } from '@app/platform';
import type { ServiceEntry } from '@app/catalogue';
import { z } from 'zod';
import { text } from '../api/answers.js';

const service = z.strictObject({
  id: text,
  organisation: text,
  name: text,
  description: text,
  kind: text,
  channels: z.array(text),
});
export const services = z.array(service);

export const serviceShape = (
  { id, organisation, name, description, kind, channels }: ServiceEntry,
  locale: Locale,
) => ({ id, organisation, name: name[locale], description: description[locale], kind, channels });
