import type { ActName } from '@app/cases';
import type { ComponentChildren } from 'preact';
import { DateInput } from '../site/pieces/date-input.js';
import { Select, type Option } from '../site/pieces/select.js';
import { TextArea } from '../site/pieces/text-area.js';
import { TextInput } from '../site/pieces/text-input.js';
import type { casePartsWords } from '../case-parts/words.js';

type Said = (typeof casePartsWords)['en']['fields'];
type Draw = (tools: Tools) => ComponentChildren;

/** What a field needs: words, choices, what was typed and what is wrong with it. */
export interface Tools {
  said: Said;
  units: Option[];
  partners: Option[];
  /** Promises that could be extended now. */
  extendable: Option[];
  typed: Record<string, string>;
  error(name: string): string | undefined;
}

/** The fields of each act, by the names its input has. */
export const ACT_FIELDS: Partial<Record<ActName, Draw>> = {
  assign: (t) => (
    <Select
      name="unit"
      label={t.said.unit}
      options={t.units}
      blank=""
      value={t.typed['unit']}
      error={t.error('unit')}
    />
  ),
  refer: (t) => (
    <>
      <Select
        name="partner"
        label={t.said.partner}
        options={t.partners}
        blank={t.said.partnerBlank}
        value={t.typed['partner']}
        error={t.error('partner')}
      />
      {text(t, 'reason', t.said.reason)}
    </>
  ),
  'co-handle': (t) => (
    <Select
      name="unit"
      label={t.said.unit}
      options={t.units}
      blank=""
      value={t.typed['unit']}
      error={t.error('unit')}
    />
  ),
  reply: (t) => text(t, 'text', t.said.text, t.said.replyHint),
  'supplementary-reply': (t) => text(t, 'text', t.said.text, t.said.replyHint),
  'interim-reply': (t) => text(t, 'text', t.said.text, t.said.replyHint),
  'request-correction': (t) => (
    <>
      {text(t, 'what', t.said.what)}
      <DateInput
        name="lastDay"
        label={t.said.lastDay}
        value={{
          year: t.typed['lastDay.year'] ?? '',
          month: t.typed['lastDay.month'] ?? '',
          day: t.typed['lastDay.day'] ?? '',
        }}
        error={t.error('lastDay')}
      />
    </>
  ),
  'request-supplement': (t) => text(t, 'what', t.said.what),
  'send-back': (t) => text(t, 'reason', t.said.reason),
  reopen: (t) => text(t, 'reason', t.said.reason),
  withdraw: (t) => text(t, 'reason', t.said.reason),
  message: (t) => text(t, 'text', t.said.text, t.said.messageHint),
  note: (t) => text(t, 'text', t.said.text, t.said.noteHint),
  extend: (t) => (
    <>
      {t.extendable.length > 1 ? (
        <Select
          name="commitment"
          label={t.said.commitment}
          options={t.extendable}
          blank={t.said.everyCommitment}
          value={t.typed['commitment']}
          error={t.error('commitment')}
        />
      ) : null}
      <TextInput
        name="length"
        label={t.said.length}
        hint={t.said.lengthHint}
        size="short"
        value={t.typed['length']}
        error={t.error('length')}
      />
      {text(t, 'reason', t.said.reason)}
      <TextInput
        name="approver"
        label={t.said.approver}
        hint={t.said.approverHint}
        size="medium"
        value={t.typed['approver']}
        error={t.error('approver')}
      />
    </>
  ),
  'no-action': (t) => (
    <>
      <Select
        name="ground"
        label={t.said.ground}
        blank=""
        options={Object.entries(t.said.grounds).map(([value, label]) => ({ value, label }))}
        value={t.typed['ground']}
        error={t.error('ground')}
      />
      {text(t, 'reason', t.said.reason)}
      <TextInput
        name="approver"
        label={t.said.approver}
        hint={t.said.approverHint}
        size="medium"
        value={t.typed['approver']}
        error={t.error('approver')}
      />
    </>
  ),
  merge: (t) => (
    <TextInput
      name="into"
      label={t.said.into}
      hint={t.said.intoHint}
      size="medium"
      value={t.typed['into']}
      error={t.error('into')}
    />
  ),
  transfer: (t) => (
    <>
      <TextInput
        name="agency"
        label={t.said.agency}
        size="medium"
        value={t.typed['agency']}
        error={t.error('agency')}
      />
      {text(t, 'reason', t.said.reason)}
    </>
  ),
};

const text = (t: Tools, name: string, label: string, hint?: string) => (
  <TextArea
    name={name}
    label={label}
    rows={4}
    value={t.typed[name]}
    error={t.error(name)}
    {...(hint && { hint })}
  />
);
