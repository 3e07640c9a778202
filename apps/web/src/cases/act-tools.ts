import type { Locale } from '@app/platform';
import type { ShownClock } from '@app/lookups';
import { casePartsWords } from '../case-parts/words.js';
import type { Option } from '../site/pieces/select.js';
import type { Tools } from './act-fields.view.js';
import { isOpenAt, typedIn, type FormPlace } from './answer-typed.js';
import { assigneeOptions } from './assignee.js';
import type { CaseViewProps } from './case-view-props.js';
import { personWords } from './event-facts.js';

/** `task`: the one that the form is about. */
export function toolsFor(
  { detail, catalogue, site: { locale }, form, open, typing }: CaseViewProps,
  { name, task }: FormPlace,
): Tools {
  const mine = isOpenAt({ open, form }, { name, task });
  const option = ({ id, name: unitName }: { id: string; name: Record<typeof locale, string> }): Option => ({
    value: id,
    label: unitName[locale],
  });
  const organisation = detail.file.organisationId;
  const others = catalogue
    .organisations()
    .filter(({ id, demonstration }) => id !== organisation && !demonstration);
  const units = catalogue.unitsOf(organisation).filter(({ kind }) => kind === 'UNIT');
  const partners = [
    ...catalogue
      .unitsOf(organisation)
      .toSorted((a, b) => a.kind.localeCompare(b.kind))
      .map(option),
    ...(catalogue.organisation(organisation)?.demonstration
      ? []
      : others.flatMap((o) => o.units.map((unit) => ({ ...option(unit), group: o.name[locale] })))),
  ];
  return {
    said: casePartsWords[locale].fields,
    asked: detail.coHandlings
      .filter(({ state }) => state === 'OPEN')
      .map(({ unitId }) => ({ value: unitId, label: catalogue.unit(unitId)?.name[locale] ?? unitId })),
    holders: detail.holders.map(({ unitId, handlerId }) => ({
      value: handlerId ?? unitId,
      label: handlerId
        ? personWords(handlerId, { locale, catalogue, people: detail.people })
        : (catalogue.unit(unitId)?.name[locale] ?? unitId),
    })),
    units: units.map(option),
    assignees: name === 'assign' ? assigneeOptions(units, detail.colleagues, locale) : [],
    partners,
    trackers: detail.trackers.map(({ id, name }) => ({ value: id, label: name })),
    ...taskTools(detail, catalogue, locale),
    outcomes: outcomesOf(task, catalogue, locale),
    steps: detail.steps.filter((step) => step.isNext).map(option),
    approvers: detail.approvers.map(({ id, name }) => ({ value: id, label: name })),
    extendable: extendable(detail.clocks, locale),
    typed: typedIn({ form, open, typing, detail }, { name, task }),
    error: (field) => (mine ? form.errors[field] : undefined),
  };
}

function taskTools(detail: CaseViewProps['detail'], catalogue: CaseViewProps['catalogue'], locale: Locale) {
  const names = { locale, catalogue, people: detail.people };
  return {
    taskKinds: detail.taskKinds.map(({ id, name }) => ({ value: id, label: name[locale] })),
    doers: detail.taskDoers.map(({ unitId, handlerId }) => ({
      value: handlerId ?? unitId,
      label: handlerId ? personWords(handlerId, names) : (catalogue.unit(unitId)?.name[locale] ?? unitId),
    })),
  };
}

const outcomesOf = (
  task: FormPlace['task'],
  catalogue: CaseViewProps['catalogue'],
  locale: Locale,
): Option[] =>
  (catalogue.taskKind(task?.kind ?? '')?.outcomes ?? []).map(({ code, name }) => ({
    ...{ value: code, label: name[locale] },
  }));

/** Each promise once, even with several running clocks. */
function extendable(clocks: readonly ShownClock[], locale: Locale): Option[] {
  const entries = clocks.filter((clock) => clock.extendable).map(({ entry }) => entry);
  const titles = new Map(entries.map(({ id, title }) => [id, title[locale]]));
  return [...titles].map(([value, label]) => ({ value, label }));
}
