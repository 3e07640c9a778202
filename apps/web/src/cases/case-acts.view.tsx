import { shortDateTime, type Locale } from '@app/platform';
import { FILES, takesFiles } from '@app/attachments';
import { actNamed, MENU, WRITTEN, type ActName } from '@app/cases';
import type { ShownClock } from '@app/lookups';
import { may, type StaffActor } from '@app/people';
import { Banner } from '../site/pieces/banner.js';
import { Menu, type OfferedAct } from '../site/pieces/menu.js';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import type { Option } from '../site/pieces/select.js';
import { assigneeOptions } from './assignee.js';
import { ActFields, hasForm, type Tools } from './act-fields.view.js';
import { AnswerPreview } from '../case-parts/answer-preview.js';
import { FileField } from '../case-parts/files/file-field.js';
import { isApproved, typedIn } from './answer-typed.js';
import { draftFor, type CaseViewProps } from './case-view-props.js';
import { KeptLine, LeftDraft } from '../case-parts/kept-draft.js';
import { taskDue, taskName } from '../case-parts/task-words.js';
import { casePartsWords } from '../case-parts/words.js';
import { personWords } from './event-facts.js';
import { casesWords } from './words.js';

/** What staff may do now. Acts of citizens and timers are not offered here. */
export function CaseActs(props: CaseViewProps) {
  const { detail, site } = props;
  const { locale } = site;
  const { file } = detail;
  const offered = offeredIn(props);
  const acts = offered.map((name) => offeredAct(props, name));
  return (
    <aside class="case-acts no-print" id="acts">
      <h2>{casePartsWords[locale].acts.title}</h2>
      <Waiting {...props} />
      {isDecisionFirst(props) ? <p class="hint">{casesWords[locale].case.decisionFirst}</p> : null}
      {acts.length > 0 ? (
        <Menu label={casePartsWords[locale].acts.title} acts={acts} />
      ) : (
        <p class="hint">
          {file.status === 'MERGED' ? casesWords[locale].case.mergedActs : casePartsWords[locale].acts.none}
        </p>
      )}
      <Leftovers offered={offered} {...props} />
      {may(site.staff!, 'issue-lookup-code') ? <NewCode {...props} /> : null}
    </aside>
  );
}

/** Some of the acts, for another page than that of the case. */
export function OfferedActs({ only, ...props }: CaseViewProps & { only: readonly ActName[] }) {
  const label = casePartsWords[props.site.locale].acts;
  const acts = offeredIn(props).filter((name) => only.includes(name));
  if (acts.length === 0) return <p class="hint">{label.none}</p>;
  return <Menu label={label.title} acts={acts.map((name) => offeredAct(props, name))} />;
}

export function offeredIn({ detail, site }: Pick<CaseViewProps, 'detail' | 'site'>): ActName[] {
  const happened = new Set(detail.events.map(({ type }) => type));
  return MENU.filter((name) => {
    const { after } = actNamed(name).menu!;
    if (name === 'take' && !isToTake(detail.file, site.staff!)) return false;
    return detail.acts.includes(name) && (after === undefined || happened.has(after));
  });
}

function offeredAct(props: CaseViewProps, name: ActName): OfferedAct {
  const { detail, site, formKey, back } = props;
  const { caseNumber, historySeq } = detail.file;
  const hidden = { key: formKey, version: String(historySeq), ...(back && { back }) };
  return {
    name,
    title: casePartsWords[site.locale].statuses.act[name],
    action: `/desk/cases/${caseNumber}/acts/${name}`,
    hidden: takesFiles(name) ? { ...hidden, draft: draftFor(props, name) } : hidden,
    files: takesFiles(name),
    grave: actNamed(name).menu!.grave === true,
    open: props.open === name,
    ...(hasForm(name) && keptOf(props, name)),
    ...(hasForm(name) && { fields: <FieldsOf name={name} {...props} /> }),
  };
}

/** Where its text is kept while it is typed, and that some is. */
function keptOf({ detail, typing, site: { locale } }: CaseViewProps, name: ActName) {
  const keepAt = `/desk/cases/${detail.file.caseNumber}/acts/${name}/keep`;
  if (typing.has(name)) return { keepAt, draft: casePartsWords[locale].draft.mark };
  const { approvedMark } = casesWords[locale].approval;
  return name === 'reply' && isApproved(detail) ? { keepAt, draft: approvedMark } : { keepAt };
}

/** The answer was approved: by whom, and whether what the form holds is still that answer. */
function Approved({ detail, catalogue, site: { locale }, ...props }: CaseViewProps) {
  const { proposed, people } = detail;
  if (!proposed || !isApproved(detail)) return null;
  const said = casesWords[locale].approval;
  const who = personWords(proposed.decidedBy!, { locale, catalogue, people });
  const { text } = typedIn({ ...props, detail }, 'reply');
  const isChanged = text !== undefined && plain(text) !== plain(proposed.text);
  return (
    <div class="draft">
      <p>{said.approved(who, shortDateTime(proposed.decidedAt!, locale))}</p>
      {isChanged ? <p>{said.changed}</p> : null}
    </div>
  );
}

/** Browsers send their own line ends. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();

/** Drafts of acts that the case does not allow any more: what was written can still be read and copied. */
function Leftovers({ offered, ...props }: CaseViewProps & { offered: readonly ActName[] }) {
  const { detail, typing, formKey, site } = props;
  const left = MENU.filter((name) => typing.has(name) && !offered.includes(name) && props.open !== name);
  return (
    <>
      {left.map((name) => (
        <LeftDraft
          key={name}
          kept={typing.get(name)}
          discardAt={`/desk/cases/${detail.file.caseNumber}/acts/${name}/discard`}
          act={casePartsWords[site.locale].statuses.act[name]}
          fields={WRITTEN}
          formKey={formKey}
        />
      ))}
    </>
  );
}

/** Answered, and closing waits for the decision alone. */
const isDecisionFirst = ({ detail: { acts, file, referrals } }: CaseViewProps): boolean =>
  file.status === 'REPLIED' &&
  acts.includes('record-decision') &&
  !acts.includes('close') &&
  noneOpen(referrals);
const noneOpen = (referrals: CaseViewProps['detail']['referrals']): boolean =>
  referrals.every(({ status }) => status !== 'OFFERED' && status !== 'ACCEPTED');

/** A case of her unit that is not hers yet. */
const isToTake = (file: CaseViewProps['detail']['file'], { id, unitId }: StaffActor): boolean =>
  file.unitId === unitId && file.handlerId !== id;

/** What waits for approval, since when, and of whom. */
function Waiting({ detail: { approval, file, proposed }, catalogue, site: { locale } }: CaseViewProps) {
  if (!approval) return null;
  const said = casesWords[locale].approval;
  const act = casePartsWords[locale].statuses.act[approval.act];
  const since = shortDateTime(approval.askedAt, locale);
  const approver = approval.approver ?? said.anyHead;
  const isAnswer = approval.act === 'submit';
  return (
    <div class="waiting">
      <Banner kind="info">
        {isAnswer ? said.answerWaits(approver, since) : said.waits(act, approver, since)}
      </Banner>
      {isAnswer ? <AnswerPreview file={file} catalogue={catalogue} text={proposed?.text} /> : null}
    </div>
  );
}

function FieldsOf({ name, ...props }: CaseViewProps & { name: ActName }) {
  const { files, form, open, detail, typing } = props;
  return (
    <>
      <KeptLine
        kept={typing.get(name)}
        discardAt={`/desk/cases/${detail.file.caseNumber}/acts/${name}/discard`}
      />
      {name === 'reply' ? <Approved {...props} /> : null}
      <ActFields name={name} tools={toolsFor(props, name)} />
      {takesFiles(name) ? (
        <FileField
          {...files}
          staged={open === name ? files.staged : []}
          error={open === name ? form.errors[FILES] : undefined}
        />
      ) : null}
    </>
  );
}

/** Issues a new lookup code, after the agent has identified the caller. */
function NewCode({ detail, formKey, site: { locale } }: CaseViewProps) {
  const said = casesWords[locale].code;
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
  { detail, catalogue, site: { locale }, form, open, typing }: CaseViewProps,
  name: ActName,
): Tools {
  const mine = open === name;
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
    steps: detail.steps.filter((step) => step.isNext).map(option),
    approvers: detail.approvers.map(({ id, name }) => ({ value: id, label: name })),
    extendable: extendable(detail.clocks, locale),
    typed: typedIn({ form, open, typing, detail }, name),
    error: (field) => (mine ? form.errors[field] : undefined),
  };
}

function taskTools(detail: CaseViewProps['detail'], catalogue: CaseViewProps['catalogue'], locale: Locale) {
  const names = { locale, catalogue, people: detail.people };
  const open = detail.tasks.filter(({ state }) => state === 'OPEN');
  const kinds = [...new Set(open.map(({ kind }) => kind))];
  return {
    tasks: open.map((task) => ({
      value: task.id,
      label: casePartsWords[locale].task.named(taskName(task.kind, catalogue, locale), taskDue(task, locale)),
    })),
    taskKinds: detail.taskKinds.map(({ id, name }) => ({ value: id, label: name[locale] })),
    doers: detail.taskDoers.map(({ unitId, handlerId }) => ({
      value: handlerId ?? unitId,
      label: handlerId ? personWords(handlerId, names) : (catalogue.unit(unitId)?.name[locale] ?? unitId),
    })),
    outcomes: kinds.flatMap((kind) =>
      (catalogue.taskKind(kind)?.outcomes ?? []).map(({ code, name }) => ({
        ...{ value: code, label: name[locale] },
        ...(kinds.length > 1 && { group: taskName(kind, catalogue, locale) }),
      })),
    ),
  };
}

/** Each promise once, even with several running clocks. */
function extendable(clocks: readonly ShownClock[], locale: Locale): Option[] {
  const entries = clocks.filter((clock) => clock.extendable).map(({ entry }) => entry);
  const titles = new Map(entries.map(({ id, title }) => [id, title[locale]]));
  return [...titles].map(([value, label]) => ({ value, label }));
}
