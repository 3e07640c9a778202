import { actNamed, MENU, type ActName } from '@app/cases';
import type { ShownClock } from '@app/lookups';
import { may } from '@app/people';
import type { Lang } from '../site/language.js';
import { ActMenu as Menu, type OfferedAct } from '../site/pieces/act-menu.js';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import type { Option } from '../site/pieces/select.js';
import { ActFields, hasForm, type Tools } from './act-fields.view.js';
import type { CaseViewProps } from './case-view-props.js';
import { casePartsWords } from '../case-parts/words.js';
import { casesWords } from './words.js';

/** What staff may do now. Acts of other doors (the citizen's, a timer's) are not offered here. */
export function ActMenu(props: CaseViewProps) {
  const { detail, site, formKey } = props;
  const { lang } = site;
  const { file } = detail;
  const hidden = { key: formKey, version: String(file.historySeq) };
  const happened = new Set(detail.events.map(({ type }) => type));
  const offered = MENU.filter((name) => {
    const { after } = actNamed(name).menu!;
    return detail.acts.includes(name) && (after === undefined || happened.has(after));
  });
  const acts = offered.map((name): OfferedAct => {
    return {
      name,
      title: casePartsWords[lang].statuses.act[name],
      action: `/desk/cases/${file.caseNumber}/acts/${name}`,
      hidden,
      grave: actNamed(name).menu!.grave === true,
      open: props.open === name,
      ...(hasForm(name) && { fields: <ActFields name={name} tools={toolsFor(props, name)} /> }),
    };
  });
  return (
    <aside class="case-acts">
      <h2>{casePartsWords[lang].acts.title}</h2>
      {acts.length > 0 ? (
        <Menu label={casePartsWords[lang].acts.title} acts={acts} />
      ) : (
        <p class="hint">
          {file.status === 'MERGED' ? casesWords[lang].case.mergedActs : casePartsWords[lang].acts.none}
        </p>
      )}
      {may(site.staff!, 'issue-lookup-code') ? <NewCode {...props} /> : null}
    </aside>
  );
}

/** Only after the agent has made sure who is calling. */
function NewCode({ detail, formKey, site: { lang } }: CaseViewProps) {
  const said = casesWords[lang].code;
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

function toolsFor({ detail, catalogue, site: { lang }, form, open }: CaseViewProps, name: ActName): Tools {
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
    said: casePartsWords[lang].fields,
    units: catalogue
      .unitsOf(organisation)
      .filter(({ kind }) => kind === 'UNIT')
      .map(option),
    partners,
    extendable: extendable(detail.clocks, lang),
    typed: mine ? form.typed : {},
    error: (field) => (mine ? form.errors[field] : undefined),
  };
}

/** Each promise once, however many of its clocks run. */
function extendable(clocks: readonly ShownClock[], lang: Lang): Option[] {
  const entries = clocks.filter((clock) => clock.extendable).map(({ entry }) => entry);
  const titles = new Map(entries.map(({ id, title }) => [id, title[lang]]));
  return [...titles].map(([value, label]) => ({ value, label }));
}
