import { shortDateTime } from '@app/platform';
import type { ShownTask } from '@app/lookups';
import { outcomeName, taskDue, taskName } from '../case-parts/task-words.js';
import { casePartsWords } from '../case-parts/words.js';
import { OneAct } from '../site/pieces/menu.js';
import { Tag, type Tone } from '../site/pieces/tag.js';
import { isOfTask } from './answer-typed.js';
import { offeredAct, offeredIn } from './case-acts.view.js';
import type { CaseViewProps } from './case-view-props.js';
import { personWords } from './event-facts.js';
import { casesWords } from './words.js';

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
  return (
    <section aria-labelledby="tasks-title" id="tasks">
      <h2 id="tasks-title">{said.title}</h2>
      <ul class="rows">
        {detail.tasks.map((task) => (
          <li key={task.id}>
            <Task task={task} {...props} />
            {task.state === 'OPEN' ? <TaskActs task={task} {...props} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Task({ task, detail, catalogue, site: { locale, now } }: CaseViewProps & { task: ShownTask }) {
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
        {isOpen ? `${taskDue(task, { locale, now })} · ` : ''}
        <bdi>{doer}</bdi>
        {outcome === null ? '' : ` · ${said.outcome(outcomeName({ kind, outcome }, catalogue, locale))}`}
      </p>
      <Words>{task.text}</Words>
      {isOpen ? <Script task={task} catalogue={catalogue} locale={locale} /> : null}
      {task.tried.map((one) => (
        <div key={one.at}>
          <p class="hint">
            {shortDateTime(one.at, { locale, now })}{' '}
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

/** What can be done with the task, each with its form here. */
function TaskActs({ task, ...props }: CaseViewProps & { task: ShownTask }) {
  const { catalogue, site } = props;
  const isMine = task.handlerId === site.staff?.id;
  const acts = offeredIn(props).filter((name) => isOfTask(name) && !(isMine && name === 'take-task'));
  const about = taskName(task.kind, catalogue, site.locale);
  return (
    <div class="acts task-acts no-print">
      {acts.map((name) => (
        <OneAct key={name} act={{ ...offeredAct(props, { name, task }), about }} />
      ))}
    </div>
  );
}
