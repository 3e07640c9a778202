import { LOCALES } from '@app/platform';
import { IMPORT_STATUSES } from '@app/cases';
import { CHANNELS } from '@app/catalogue';
import { z } from 'zod';
import { isDateFormat } from './date-format.js';
import { isTimeZone } from './wall-time.js';

const ENCODINGS = ['utf-8', 'big5'] as const;

/**
 * Where a field comes from: the first of `columns` that is not empty; `values` translates it, `default` is used if
 * all are empty.
 */
const source = <V extends z.ZodType<string>>(value: V) =>
  z
    .strictObject({
      column: z.string().min(1).optional(),
      columns: z.array(z.string().min(1)).min(1).optional(),
      values: z.record(z.string(), value).optional(),
      default: value.optional(),
    })
    .refine(({ column, columns }) => !(column && columns), 'has both column and columns: keep one')
    .refine((f) => f.column ?? f.columns ?? f.default, 'needs a column, columns or a default')
    .transform(({ column, columns, ...rest }) => ({ ...rest, columns: columns ?? (column ? [column] : []) }));

const words = source(z.string());

export const mappingSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().optional(),
  /** Where the data comes from and under which licence. */
  source: z.string().optional(),
  encoding: z.enum(ENCODINGS),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  timeZone: z.string().refine(isTimeZone, 'is not a time zone such as Asia/Taipei'),
  dateFormats: z
    .array(
      z
        .string()
        .refine(isDateFormat, 'is not a date format such as MM/DD/YYYY hh:mm:ss A, YYYY-MM-DD or ROC'),
    )
    .min(1),
  /**
   * A closing up to this many seconds before the opening counts as clock skew of the other system: the opening is
   * taken.
   */
  clockSkewSeconds: z.int().min(0).max(3_600).default(0),
  organisation: z.string().min(1),
  locale: z.enum(LOCALES).default('zh-TW'),
  /** The responsible unit; absent: that of the service. */
  unit: z.string().optional(),
  fields: z.strictObject({
    externalId: words,
    service: words,
    status: source(z.enum(IMPORT_STATUSES)),
    channel: source(z.enum(CHANNELS)),
    subject: words,
    receivedAt: words,
    description: words.optional(),
    district: words.optional(),
    closedAt: words.optional(),
    givenTargetAt: words.optional(),
    givenOutcome: words.optional(),
    name: words.optional(),
    email: words.optional(),
    phone: words.optional(),
  }),
});

export type Mapping = z.infer<typeof mappingSchema>;
export type FieldName = keyof Mapping['fields'];
export type FieldSource = Mapping['fields']['subject'];

/** All columns that a mapping reads, without duplicates. */
export const columnsOf = (mapping: Mapping): string[] => [
  ...new Set(Object.values(mapping.fields).flatMap((field) => field?.columns ?? [])),
];
