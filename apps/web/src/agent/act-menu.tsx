import type { ActName } from '@app/cases';
import { may } from '@app/people';
import type { ComponentChildren } from 'preact';
import { ActMenu as Menu, type OfferedAct } from '../site/pieces/act-menu.js';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { DateInput } from '../site/pieces/date-input.js';
import { Select, type Option } from '../site/pieces/select.js';
import { TextArea } from '../site/pieces/text-area.js';
import { TextInput } from '../site/pieces/text-input.js';
import type { CaseScreenProps } from './case-screen.js';

/** What staff may do now, the usual first. Acts of other doors (the citizen's, a timer's) are not offered here. */
const ORDER: ActName[] = [
  'accept',
  'refer',
  'assign',
  'reply',
  'supplementary-reply',
  'interim-reply',
  'request-correction',
  'receive-correction',
  'submit',
  'approve',
  'send-back',
  'close',
  'extend',
  'co-handle',
  'reopen',
  'note',
  'request-supplement',
  'receive-supplement',
  'transfer',
  'merge',
  'no-action',
  'withdraw',
];
const GRAVE: ActName[] = ['no-action', 'withdraw', 'transfer'];

type Said = CaseScreenProps['site']['words']['desk']['act'];
type Draw = (tools: Tools) => ComponentChildren;

interface Tools {
  said: Said;
  units: Option[];
  partners: Option[];
  typed: Record<string, string>;
  error(name: string): string | undefined;
}

/** The fields of each act, by the names its input has. */
const FIELDS: Partial<Record<ActName, Draw>> = {
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
  note: (t) => text(t, 'text', t.said.text),
  extend: (t) => (
    <>
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
        error={t.error('ground')}
      />
      {text(t, 'reason', t.said.reason)}
      <TextInput
        name="approver"
        label={t.said.approver}
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

export function ActMenu(props: CaseScreenProps) {
  const { detail, site, formKey } = props;
  const { words } = site;
  const { file } = detail;
  const hidden = { key: formKey, version: String(file.historySeq) };
  const asked = detail.events.some(({ type }) => type === 'SUPPLEMENT_REQUESTED');
  const offered = ORDER.filter(
    (name) => detail.acts.includes(name) && (name !== 'receive-supplement' || asked),
  );
  const acts = offered.map((name): OfferedAct => {
    const draw = FIELDS[name];
    return {
      name,
      title: words.statuses.act[name],
      action: `/desk/cases/${file.caseNumber}/acts/${name}`,
      hidden,
      grave: GRAVE.includes(name),
      open: props.open === name,
      ...(draw && { fields: draw(toolsFor(props, name)) }),
    };
  });
  return (
    <aside class="case-acts">
      <h2>{words.desk.case.acts}</h2>
      {acts.length > 0 ? (
        <Menu label={words.desk.case.acts} acts={acts} />
      ) : (
        <p class="hint">{words.desk.case.noActs}</p>
      )}
      {may(site.staff!, 'issue-lookup-code') ? <NewCode {...props} /> : null}
    </aside>
  );
}

/** Only after the agent has made sure who is calling. */
function NewCode({ detail, formKey, site: { words } }: CaseScreenProps) {
  const said = words.desk.code;
  return (
    <details class="act">
      <summary>{said.issue}</summary>
      <p class="hint">{said.identify}</p>
      <Form action={`/desk/cases/${detail.file.caseNumber}/lookup-code`} hidden={{ key: formKey }}>
        <Button kind="secondary">{said.issue}</Button>
      </Form>
    </details>
  );
}

function toolsFor(
  { detail, catalogue, site: { words, lang }, form, open }: CaseScreenProps,
  name: ActName,
): Tools {
  const mine = open === name;
  const option = ({ id, name: unitName }: { id: string; name: Record<typeof lang, string> }): Option => ({
    value: id,
    label: unitName[lang],
  });
  const organisation = detail.file.organisationId;
  const others = catalogue
    .organisations()
    .filter(({ id, demonstration }) => id !== organisation && !demonstration);
  const partners = [
    ...catalogue
      .unitsOf(organisation)
      .toSorted((a, b) => a.kind.localeCompare(b.kind))
      .map(option),
    ...(catalogue.organisation(organisation)?.demonstration
      ? []
      : others.flatMap((o) => o.units.map((unit) => ({ ...option(unit), group: o.name[lang] })))),
  ];
  return {
    said: words.desk.act,
    units: catalogue
      .unitsOf(organisation)
      .filter(({ kind }) => kind === 'UNIT')
      .map(option),
    partners,
    typed: mine ? form.typed : {},
    error: (field) => (mine ? form.errors[field] : undefined),
  };
}
