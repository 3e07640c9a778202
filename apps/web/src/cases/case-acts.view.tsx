import { shortDateTime } from '@app/platform';
import { FILES, takesFiles } from '@app/attachments';
import { actNamed, isActName, MENU, WRITTEN, type ActName } from '@app/cases';
import { may, type StaffActor } from '@app/people';
import { Banner } from '../site/pieces/banner.js';
import { Menu, type OfferedAct } from '../site/pieces/menu.js';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { ActFields, hasForm } from './act-fields.view.js';
import { toolsFor } from './act-tools.js';
import { AnswerPreview } from '../case-parts/answer-preview.js';
import { FileField } from '../case-parts/files/file-field.js';
import { draftKey, isApproved, isOfTask, isOpenAt, typedIn, type FormPlace } from './answer-typed.js';
import { draftFor, type CaseViewProps } from './case-view-props.js';
import { KeptLine, LeftDraft } from '../case-parts/kept-draft.js';
import { casePartsWords } from '../case-parts/words.js';
import { personWords } from './event-facts.js';
import { casesWords } from './words.js';

/** What staff may do now. Acts of citizens and timers are not offered here. */
export function CaseActs(props: CaseViewProps) {
  const { detail, site } = props;
  const { locale } = site;
  const { file } = detail;
  const acts = offeredIn(props)
    .filter((name) => !isOfTask(name))
    .map((name) => offeredAct(props, { name }));
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
      <Leftovers {...props} />
      {may(site.staff!, 'issue-lookup-code') ? <NewCode {...props} /> : null}
    </aside>
  );
}

/** Some of the acts, for another page than that of the case. */
export function OfferedActs({ only, ...props }: CaseViewProps & { only: readonly ActName[] }) {
  const label = casePartsWords[props.site.locale].acts;
  const acts = offeredIn(props).filter((name) => only.includes(name));
  if (acts.length === 0) return <p class="hint">{label.none}</p>;
  return <Menu label={label.title} acts={acts.map((name) => offeredAct(props, { name }))} />;
}

export function offeredIn({ detail, site }: Pick<CaseViewProps, 'detail' | 'site'>): ActName[] {
  const happened = new Set(detail.events.map(({ type }) => type));
  return MENU.filter((name) => {
    const { after } = actNamed(name).menu!;
    if (name === 'take' && !isToTake(detail.file, site.staff!)) return false;
    return detail.acts.includes(name) && (after === undefined || happened.has(after));
  });
}

export function offeredAct(props: CaseViewProps, { name, task }: FormPlace): OfferedAct {
  const { detail, site, formKey, back } = props;
  const { caseNumber, historySeq } = detail.file;
  const hidden = {
    ...{ key: formKey, version: String(historySeq) },
    ...(task && { task: task.id }),
    ...(back && { back }),
  };
  return {
    name: task ? `${name}-${task.id}` : name,
    title: casePartsWords[site.locale].statuses.act[name],
    action: `/desk/cases/${caseNumber}/acts/${name}`,
    hidden: takesFiles(name) ? { ...hidden, draft: draftFor(props, name) } : hidden,
    files: takesFiles(name),
    grave: actNamed(name).menu!.grave === true,
    open: isOpenAt(props, { name, task }),
    ...(hasForm(name) && keptOf(props, { name, task })),
    ...(hasForm(name) && { fields: <FieldsOf at={{ name, task }} {...props} /> }),
  };
}

/** Where its text is kept while it is typed, and that some is. */
function keptOf({ detail, typing, site: { locale } }: CaseViewProps, at: FormPlace) {
  const { name } = at;
  const keepAt = `/desk/cases/${detail.file.caseNumber}/acts/${name}/keep`;
  if (typing.has(draftKey(at))) return { keepAt, draft: casePartsWords[locale].draft.mark };
  const { approvedMark } = casesWords[locale].approval;
  return name === 'reply' && isApproved(detail) ? { keepAt, draft: approvedMark } : { keepAt };
}

/** The answer was approved: by whom, and whether what the form holds is still that answer. */
function Approved({ detail, catalogue, site: { locale, now }, ...props }: CaseViewProps) {
  const { proposed, people } = detail;
  if (!proposed || !isApproved(detail)) return null;
  const said = casesWords[locale].approval;
  const who = personWords(proposed.decidedBy!, { locale, catalogue, people });
  const { text } = typedIn({ ...props, detail }, { name: 'reply' });
  const isChanged = text !== undefined && plain(text) !== plain(proposed.text);
  return (
    <div class="draft">
      <p>{said.approved(who, shortDateTime(proposed.decidedAt!, { locale, now }))}</p>
      {isChanged ? <p>{said.changed}</p> : null}
    </div>
  );
}

/** Browsers send their own line ends. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();

/** Drafts of acts that the case does not allow any more: what was written can still be read and copied. */
function Leftovers(props: CaseViewProps) {
  const { detail, typing, formKey, site } = props;
  const left = [...typing].flatMap(([key, { fields }]) => {
    const [name = '', task] = key.split(' ');
    const isKnown = isActName(name) && MENU.includes(name);
    return isKnown && !hasPlace(props, { name, task }) ? [{ key, name, task, fields }] : [];
  });
  return (
    <>
      {left.map(({ key, name, task }) => (
        <LeftDraft
          key={key}
          kept={typing.get(key)}
          discardAt={`/desk/cases/${detail.file.caseNumber}/acts/${name}/discard`}
          act={casePartsWords[site.locale].statuses.act[name]}
          fields={WRITTEN}
          hidden={{ key: formKey, ...(task && { task }) }}
        />
      ))}
    </>
  );
}

/** Whether the page has the form that a draft belongs to, or shows its text with the refusal. */
function hasPlace(
  props: CaseViewProps,
  { name, task }: { name: ActName; task: string | undefined },
): boolean {
  const { detail, open, form } = props;
  if (form.refusal && open === name) return true;
  if (!isOfTask(name)) return offeredIn(props).includes(name) || open === name;
  const isOpen = detail.tasks.some(({ id, state }) => id === task && state === 'OPEN');
  return isOpen && offeredIn(props).includes(name);
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
function Waiting({ detail: { approval, file, proposed }, catalogue, site: { locale, now } }: CaseViewProps) {
  if (!approval) return null;
  const said = casesWords[locale].approval;
  const act = casePartsWords[locale].statuses.act[approval.act];
  const since = shortDateTime(approval.askedAt, { locale, now });
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

function FieldsOf({ at, ...props }: CaseViewProps & { at: FormPlace }) {
  const { name } = at;
  const { files, form, open, detail, typing } = props;
  return (
    <>
      <KeptLine
        kept={typing.get(draftKey(at))}
        discardAt={`/desk/cases/${detail.file.caseNumber}/acts/${name}/discard`}
      />
      {name === 'reply' ? <Approved {...props} /> : null}
      <ActFields name={name} tools={toolsFor(props, at)} />
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
