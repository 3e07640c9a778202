import type { Catalogue } from '@app/catalogue';
import { COUNTED, type OpenTask } from '@app/lookups';
import { taskDue, taskName } from '../case-parts/task-words.js';
import { useSite } from '../site/site.js';
import { boardWords } from './words.js';

interface Props {
  tasks: readonly OpenTask[];
  catalogue: Catalogue;
  /** Said where there is none. */
  none?: string;
  /** How many there are, on a page that says it of each part. */
  number?: number;
}

/** Tasks past their day, and who has them. */
export function OverdueTasks({ tasks, catalogue, none, number }: Props) {
  const { locale, now } = useSite();
  const { tasks: said, sheet } = boardWords[locale];
  if (tasks.length === 0 && none === undefined) return null;
  return (
    <section aria-labelledby="overdue-tasks" id="tasks-late">
      <h2 id="overdue-tasks">
        {number === undefined ? said.title : sheet.number(said.title, number, COUNTED)}
      </h2>
      {tasks.length === 0 ? <p class="hint">{none}</p> : null}
      <ul class="rows">
        {tasks.map((task) => (
          <li key={task.id} id={`task-${task.id}`}>
            <a href={`/desk/cases/${task.caseNumber}#tasks`}>{task.caseNumber}</a>{' '}
            <strong>{taskName(task.kind, catalogue, locale)}</strong> {taskDue(task, { locale, now })}{' '}
            <span class="hint">
              {catalogue.unit(task.unitId)?.name[locale] ?? task.unitId} <bdi>{task.handler}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
