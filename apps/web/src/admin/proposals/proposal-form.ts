import type { CommitmentChange, CommitmentEntry, CommitmentKind, Fault } from '@app/catalogue';
import { kindsFor } from '@app/catalogue';
import { line, optional, paragraph, parseInput, type FieldProblem } from '@app/platform';
import { parseLength } from '@app/sla/clock';
import { z } from 'zod';
import { inputOf } from '../../site/desk-forms.js';
import type { TypedForm } from '../../site/index.js';

const plain = z.string().overwrite((text) => text.normalize('NFKC').trim());
const whole = (most: number) =>
  plain
    .regex(/^\d{1,9}$/, 'whole-number')
    .transform(Number)
    .pipe(z.int().min(1).max(most));
const percent = plain
  .regex(/^\d{1,3}(\.\d)?$/, 'percent')
  .transform((text) => Number((Number(text) / 100).toFixed(4)))
  .refine((share) => share > 0 && share <= 1, 'percent');

const words = {
  title: z.object({ 'zh-TW': line(200), en: line(300) }),
  text: z.object({ 'zh-TW': paragraph(2000), en: paragraph(4000) }),
  source: z.object({ clause: line(200), quote: optional(paragraph(2000)) }),
};
type Words = z.output<ReturnType<typeof z.object<typeof words>>>;

const LENGTH_UNITS = ['h', 'wh', 'wd', 'd', 'w', 'm'] as const;
const PERIOD_UNITS = ['m', 'w'] as const;

/** What the form asks of each kind besides the words. */
const NUMBERS = {
  clock: z
    .object({ ...words, amount: whole(3660), unit: z.enum(LENGTH_UNITS) })
    .transform(({ amount, unit, ...said }) => ({ ...said, length: `${amount}${unit}` })),
  rate: z.object({ ...words, target: percent }),
  recurring: z
    .object({ ...words, every: whole(120), everyUnit: z.enum(PERIOD_UNITS), times: whole(366) })
    .transform(({ everyUnit, every, ...said }) => ({ ...said, every: `${every}${everyUnit}` })),
  statement: z.object(words),
} satisfies Record<CommitmentKind, z.ZodType<Words>>;

/** What was typed, as a change; throws INVALID that names each wrong field. */
export function changeOf(entry: CommitmentEntry, typed: TypedForm): CommitmentChange {
  const { kind } = parseInput(z.object({ kind: z.enum(kindsFor(entry)) }), { kind: typed['kind'] });
  const nothing = { title: {}, text: {}, source: {} };
  return { ...parseInput(NUMBERS[kind], { ...nothing, ...inputOf(typed) }), kind };
}

/** The form as it is before anyone types: the commitment in force. */
export function typedOf(entry: CommitmentEntry): TypedForm {
  const { title, text, source, kind } = entry;
  return {
    kind,
    ...numbersOf(entry),
    ...{
      'title.zh-TW': title['zh-TW'],
      'title.en': title.en,
      'text.zh-TW': text['zh-TW'],
      'text.en': text.en,
    },
    ...{ 'source.clause': source.clause, 'source.quote': source.quote ?? '' },
  };
}

function numbersOf(entry: CommitmentEntry): TypedForm {
  if (entry.kind === 'clock') {
    const { amount, unit } = parseLength(entry.length);
    return { amount: String(amount), unit };
  }
  if (entry.kind === 'rate') return { target: String(Math.round(entry.target * 1000) / 10) };
  if (entry.kind !== 'recurring') return {};
  const { every, times } = entry;
  return { every: every.slice(0, -1), everyUnit: every.slice(-1), times: String(times) };
}

/** Where the form shows what the checks of config/ find, and with which words; the rest beside the kind. */
const PLACES: Readonly<Record<string, FieldProblem>> = {
  length: { field: 'amount', code: 'wrong-format' },
  target: { field: 'target', code: 'percent' },
  every: { field: 'every', code: 'wrong-format' },
  times: { field: 'times', code: 'wrong-format' },
  extension: { field: 'unit', code: 'extension-stays' },
  'source.quote': { field: 'source.quote', code: 'required' },
};

export const problemOf = ({ field, message }: Fault): FieldProblem =>
  PLACES[field] ?? { field: 'kind', code: 'config-fault', params: { text: `${field}: ${message}` } };
