import {
  actNamed,
  eventNamed,
  type ActName,
  type Choice,
  type EventKind,
  type Field,
  type FieldKind,
  type FieldName,
} from '@app/cases';
import type { ComponentChildren } from 'preact';
import { DateInput } from '../site/pieces/date-input.js';
import type { FieldProps } from '../site/pieces/field.js';
import { Select, type Option } from '../site/pieces/select.js';
import { TextArea } from '../site/pieces/text-area.js';
import { TextInput } from '../site/pieces/text-input.js';
import { ASSIGNEE } from './assignee.js';
import type { casePartsWords } from '../case-parts/words.js';

type Said = (typeof casePartsWords)['en']['fields'];

/** What a field needs: texts, choices, typed values and errors. */
export interface Tools {
  said: Said;
  units: Option[];
  /** Units asked to co-handle that have not answered. */
  asked: Option[];
  /** Units and their people. */
  assignees: Option[];
  partners: Option[];
  /** Whom one may ask for approval, the nearest first. */
  approvers: Option[];
  /** Whom one can chase now. */
  holders: Option[];
  /** Who could track the case. */
  trackers: Option[];
  /** Kinds of tasks that can be added, who can do them, and the outcomes of the task that the form is about. */
  taskKinds: Option[];
  doers: Option[];
  outcomes: Option[];
  /** Steps that can be done next. */
  steps: Option[];
  /** Promises that could be extended now. */
  extendable: Option[];
  typed: Record<string, string>;
  error(name: string): string | undefined;
}

/** Fields of the form of an act. The promise is chosen before the other fields; its form stands with the task. */
const asked = (name: ActName): [FieldName, Field][] =>
  (Object.entries(actNamed(name).fields) as [FieldName, Field][])
    .filter(([, { apiOnly, kind }]) => !apiOnly && kind !== 'task')
    .toSorted(([, a], [, b]) => Number(b.kind === 'commitment') - Number(a.kind === 'commitment'));

/** Whether an act has a form; other acts are a single button. */
export const hasForm = (name: ActName): boolean => asked(name).length > 0;

export const ActFields = ({ name, tools }: { name: ActName; tools: Tools }) => (
  <>
    {asked(name).map(([fieldName, field]) => {
      const props = {
        name: fieldName,
        label: tools.said[fieldName],
        hint: hintOf(name, fieldName, tools.said),
        error: tools.error(fieldName),
      };
      return INPUTS[field.kind](props, tools, field);
    })}
  </>
);

/** The readers of a text, by where it is shown. */
const READ_BY: Record<NonNullable<EventKind['text']>, keyof Said | undefined> = {
  ANSWER: 'replyHint',
  MESSAGE: 'messageHint',
  STAGE: undefined,
};

/** For the text its readers; for another field its format, if it needs a hint. */
function hintOf(act: ActName, field: FieldName, said: Said): string | undefined {
  const { text: place } = eventNamed(actNamed(act).event);
  const reader = actNamed(act).asks ? 'askedTextHint' : place ? READ_BY[place] : 'noteHint';
  const key = field === 'text' ? reader : (`${field}Hint` as keyof Said);
  return key && (said[key] as string | undefined);
}

type Draw = (props: FieldProps, tools: Tools, field: Field) => ComponentChildren;

const chosen =
  (options: (tools: Tools, field: Field) => Option[], blank: (said: Said) => string = () => ''): Draw =>
  (props, tools, field) => (
    <Select
      {...props}
      options={options(tools, field)}
      blank={blank(tools.said)}
      value={tools.typed[props.name]}
    />
  );
const typedIn =
  (size: 'short' | 'medium'): Draw =>
  (props, { typed }) => <TextInput {...props} size={size} value={typed[props.name]} />;

const dated: Draw = (props, { typed }) => {
  const [year, month, day] = ['year', 'month', 'day'].map((part) => typed[`${props.name}.${part}`] ?? '');
  return <DateInput {...props} value={{ year: year!, month: month!, day: day! }} />;
};

/** The input for each kind of field. */
const INPUTS: Record<FieldKind, Draw> = {
  text: (props, { typed }) => <TextArea {...props} rows={4} value={typed[props.name]} />,
  line: typedIn('medium'),
  holder: (props, { holders, typed }) => (
    <Select {...props} options={holders} value={typed[props.name] ?? holders[0]?.value} />
  ),
  'working-days': typedIn('short'),
  'asked-unit': (props, { asked, typed }) => (
    <Select {...props} options={asked} value={typed[props.name] ?? asked[0]?.value} />
  ),
  unit: (props, tools, field) =>
    field.kind === 'unit' && field.own ? (
      <Assignee {...props} tools={tools} />
    ) : (
      chosen(({ units }) => units)(props, tools, field)
    ),
  handler: typedIn('medium'),
  partner: chosen(
    ({ partners }) => partners,
    ({ partnerBlank }) => partnerBlank,
  ),
  commitment: (props, tools, field) =>
    tools.extendable.length > 1
      ? chosen(
          ({ extendable }) => extendable,
          ({ everyCommitment }) => everyCommitment,
        )(props, tools, field)
      : null,
  approver: (props, { approvers, typed }) => (
    <Select {...props} options={approvers} value={typed[props.name] ?? approvers[0]?.value} />
  ),
  case: typedIn('medium'),
  length: typedIn('short'),
  tracker: chosen(({ trackers }) => trackers),
  'task-kind': chosen(({ taskKinds }) => taskKinds),
  task: () => null,
  'task-doer': chosen(
    ({ doers }) => doers,
    ({ doerUsual }) => doerUsual,
  ),
  'task-outcome': chosen(({ outcomes }) => outcomes),
  'called-number': typedIn('medium'),
  step: (props, { steps, typed }) => (
    <Select {...props} options={steps} value={typed[props.name] ?? steps[0]?.value} />
  ),
  amount: typedIn('medium'),
  'document-number': typedIn('medium'),
  'done-date': dated,
  date: dated,
  choice: chosen(({ said }, field) =>
    choicesOf(field).map((value) => ({ value, label: said.choices[value] })),
  ),
};

/** A unit, or a person of it, in one list: without script one cannot depend on the other. */
const Assignee = ({ tools, ...props }: FieldProps & { tools: Tools }) => (
  <Select
    {...props}
    name={ASSIGNEE}
    label={tools.said.assignee}
    error={tools.error('unit') ?? tools.error('handler')}
    options={tools.assignees}
    blank=""
    value={tools.typed[ASSIGNEE]}
  />
);

const choicesOf = (field: Field): Choice[] => (field.kind === 'choice' ? [...field.of] : []) as Choice[];
