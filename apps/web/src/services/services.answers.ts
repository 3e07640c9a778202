import type { Localised, ServiceEntry } from '@app/catalogue';
import { z } from 'zod';
import { text } from '../api/answers.js';

const service = z.strictObject({
  ...{ id: text, organisation: text, name: text, description: text, kind: text },
  channels: z.array(text),
});
export const services = z.array(service);

export const serviceShape = (
  { id, organisation, name, description, kind, channels }: ServiceEntry,
  lang: keyof Localised,
) => ({ id, organisation, name: name[lang], description: description[lang], kind, channels });
