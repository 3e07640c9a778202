import { shortDateTime } from '@app/platform';
import type { ShownTask } from '@app/lookups';
import { outcomeName, taskDue, taskName } from '../case-parts/task-words.js';
import { casePartsWords } from '../case-parts/words.js';
import { Tag, type Tone } from '../site/pieces/tag.js';
import type { CaseViewProps } from './case-view-props.js';
import { personWords } from './event-facts.js';
import { casesWords } from './words.js';

const ACTS = ['log-attempt', 'finish-task', 'take-task', 'cancel-task'] as const;
const TONES: Record<ShownTask['state'], Tone> = {
  OPEN: 'active',
  DONE: 'good',
  CANCELLED: 'quiet',
  ENDED: 'quiet',
};

/** 待辦: what is to be done by when and by whom, what to say, and how often someone tried; below it what was done. */
export function CaseTasks(props: CaseViewProps) {
  const { detail, site } = props;
  const said = casesWords[site.locale].tasks;
  if (detail.tasks.length === 0) return null;
  const hasOpen = detail.tasks.some(({ state }) => state === 'OPEN');
  return (
    <section aria-labelledby="tasks-title" id="tasks">
      <h2 id="tasks-title">{said.title}</h2>
      <ul class="rows">
        {detail.tasks.map((task) => (
          <li key={task.id}>
            <Task task={task} {...props} />
          </li>
        ))}
      </ul>
      {hasOpen ? <Ways {...props} /> : null}
    </section>
  );
}

function Task({ task, detail, catalogue, site: { locale } }: CaseViewProps & { task: ShownTask }) {
  const said = casesWords[locale].tasks;
  const names = { locale, catalogue, people: detail.people };
  const isOpen = task.state === 'OPEN';
  const doer = task.handlerId
    ? personWords(task.handlerId, names)
    : (catalogue.unit(task.unitId)?.name[locale] ?? task.unitId);
  const { kind, outcome } = task;
  return (
    <>
      <p>
        <strong>{taskName(kind, catalogue, locale)}</strong>{' '}
        <Tag tone={task.overdue ? 'bad' : TONES[task.state]}>
          {task.overdue ? said.overdue : said.states[task.state]}
        </Tag>
      </p>
      <p class="hint">
        {isOpen ? `${taskDue(task, locale)} · ` : ''}
        <bdi>{doer}</bdi>
        {outcome === null ? '' : ` · ${said.outcome(outcomeName({ kind, outcome }, catalogue, locale))}`}
      </p>
      <Words>{task.text}</Words>
      {isOpen ? <Script task={task} catalogue={catalogue} locale={locale} /> : null}
      {task.tried.map((one) => (
        <div key={one.at}>
          <p class="hint">
            {shortDateTime(one.at, locale)}{' '}
            {casePartsWords[locale].fields.choices[one.reached ? 'REACHED' : 'NOT_REACHED']}
            {one.number === null ? '' : ` · ${one.number}`}{' '}
            {one.by ? <bdi>{personWords(one.by, names)}</bdi> : null}
          </p>
          <Words>{one.text}</Words>
        </div>
      ))}
    </>
  );
}

const Words = ({ children }: { children: string | null }) =>
  children === null ? null : (
    <p class="text" dir="auto">
      {children}
    </p>
  );

/** What to say or ask. */
function Script({
  task,
  catalogue,
  locale,
}: Pick<CaseViewProps, 'catalogue'> & { task: ShownTask; locale: CaseViewProps['site']['locale'] }) {
  const script = catalogue.taskKind(task.kind)?.script[locale];
  if (!script) return null;
  return (
    <details>
      <summary>{casesWords[locale].tasks.script}</summary>
      <p>{script}</p>
    </details>
  );
}

/** To the forms of what can be done with a task. */
function Ways({ detail, site: { locale } }: CaseViewProps) {
  const { statuses } = casePartsWords[locale];
  const offered = ACTS.filter((act) => detail.acts.includes(act));
  return (
    <p class="no-print">
      {offered.map((act) => (
        <span key={act}>
          <a href={`#act-${act}`}>{statuses.act[act]}</a>{' '}
        </span>
      ))}
    </p>
  );
}
