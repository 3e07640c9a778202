import { line, optional, paragraph } from '@app/platform';
import { z } from 'zod';
import { documentNumber } from '../record/document-number.js';

interface Asked {
  /** May be left out. */
  optional?: true;
  /** Only the JSON API takes it; the form on the page does not ask. */
  apiOnly?: true;
  /** Text written by people: sealed in the history, never a fact of the event. At most one field of an act. */
  sealed?: true;
  /** Text that is sealed in the request for approval and does not stand in the history before it is sent. */
  requestOnly?: true;
}

/** A field of an act. Its kind decides how it is checked, which input draws it and what the API says of it. */
export type Field = Asked &
  (
    | { kind: 'text' | 'line'; most: number }
    /** `own`: only units of the case's organisation. */
    | { kind: 'unit'; own?: true }
    | { kind: 'asked-unit' | 'partner' | 'handler' | 'approver' | 'case' | 'commitment' }
    | { kind: 'holder' | 'working-days' }
    /** `done-date`: a day since the receipt of the case, today at the latest. */
    | { kind: 'date' | 'done-date' | 'length' }
    | { kind: 'task-kind' | 'task' | 'task-doer' | 'task-outcome' | 'called-number' }
    | { kind: 'tracker' | 'step' | 'amount' | 'document-number' }
    | { kind: 'choice'; of: readonly string[] }
  );
export type FieldKind = Field['kind'];
export type Fields = Readonly<Record<string, Field>>;

/** Digits and the signs that people write between them. */
const NUMBER_FORM = /^(?=(\D*\d){3})[+\d(][\d\s()#-]{2,39}$/;
/** New Taiwan dollars; commas as people write them. */
const AMOUNT_FORM = /^[1-9]\d{0,11}$/;
/** From 1 to 30. */
const DAYS_FORM = /^([1-9]|[12]\d|30)$/;
/** `10wd`, `2w`, `1m`: days, weeks or months; an extension is never in hours. */
const LENGTH_FORM = /^[1-9]\d{0,2}(wd|d|w|m)$/;

export const lengthForm = () => z.string().regex(LENGTH_FORM, 'length').describe('10wd, 14d, 2w or 1m');

const amount = () =>
  z
    .string()
    .overwrite((typed) => typed.normalize('NFKC').replaceAll(/[\s,]/g, ''))
    .regex(AMOUNT_FORM, 'amount')
    .describe('New Taiwan dollars, a whole number');
const document = () =>
  z
    .string()
    .max(60)
    .overwrite((typed) => documentNumber(typed)?.number ?? typed)
    .refine((typed) => documentNumber(typed) !== undefined, 'document-number')
    .describe('Number of the document that went out (發文字號): 經企字第11500012345號');

const calledNumber = () =>
  z
    .string()
    .overwrite((typed) => typed.normalize('NFKC').trim())
    .regex(NUMBER_FORM, 'phone')
    .describe('Telephone number that was called; the last three digits are kept');

const named = (what: string) => () => line(100).describe(what);
const FORMS: { [K in FieldKind]: (field: Extract<Field, { kind: K }>) => z.ZodType } = {
  text: ({ most }) => paragraph(most),
  line: ({ most }) => line(most),
  date: () => z.iso.date('date'),
  'done-date': () => z.iso.date('date').describe('A day since the receipt of the case, today at the latest'),
  step: named('Id of a step of the service (workSteps)'),
  amount,
  'document-number': document,
  length: lengthForm,
  'working-days': () => z.string().regex(DAYS_FORM, 'days-1-30').describe('Working days from today, 1 to 30'),
  holder: named('Id of a unit that holds a part of the case, or id or login of its handler'),
  choice: ({ of }) => z.enum(of),
  unit: named('Id of a unit'),
  'asked-unit': named('Id of a unit that was asked and has not answered'),
  partner: named('Id of a unit of this or another agency'),
  handler: named('Id or login of staff of the unit'),
  'task-kind': named('Id of a kind of task (config/tasks/)'),
  task: named('Id of an open task of the case'),
  'task-doer': named(
    'Id of a unit, or id or login of a person who works on the case; its handler where left out',
  ),
  'task-outcome': named('Code of an outcome of the kind of the task'),
  'called-number': calledNumber,
  tracker: named('Id or login of staff of the agency who read the case and do not handle it'),
  approver: named('Whom you ask: id or login of the head of your unit, or of someone above'),
  case: named('Number of another case'),
  commitment: named('Id of a promise of the case; of every one that can be extended where left out'),
};

function formOf(field: Field): z.ZodType {
  const form = (FORMS[field.kind] as (field: Field) => z.ZodType)(field);
  return field.optional ? optional(form) : form;
}

/** The schema of an act's input, checked before it is compared with the case. Unknown fields are dropped. */
export const inputOf = (fields: Fields): z.ZodType =>
  z.object(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, formOf(field)])));
