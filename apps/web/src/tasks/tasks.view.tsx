import { Table } from '../site/pieces/table.js';
import type { Catalogue } from '@app/catalogue';
import type { OpenTask } from '@app/lookups';
import { shownSubject } from '../case-parts/subject.js';
import { taskDue, taskName } from '../case-parts/task-words.js';
import { EmptyState } from '../site/pieces/empty-state.js';
import { Tag } from '../site/pieces/tag.js';
import { useSite } from '../site/site.js';
import { tasksWords } from './words.js';

interface Props {
  mine: readonly OpenTask[];
  others: readonly OpenTask[];
  catalogue: Catalogue;
}

export function TasksView({ mine, others, catalogue }: Props) {
  const said = tasksWords[useSite().locale];
  const none = mine.length + others.length === 0;
  return (
    <>
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      {none ? (
        <EmptyState title={said.empty}>{said.emptyHint}</EmptyState>
      ) : (
        <>
          <Part id="mine" title={said.mine} tasks={mine} catalogue={catalogue} />
          <Part id="others" title={said.others} tasks={others} catalogue={catalogue} />
        </>
      )}
    </>
  );
}

interface PartProps {
  id: string;
  title: string;
  tasks: readonly OpenTask[];
  catalogue: Catalogue;
}

function Part({ id, title, tasks, catalogue }: PartProps) {
  const said = tasksWords[useSite().locale];
  return (
    <section>
      <h2 id={`tasks-${id}`}>{title}</h2>
      {tasks.length === 0 ? (
        <p class="hint">{said.none}</p>
      ) : (
        <Table titles={said.columns} label={`tasks-${id}`} look="cases">
          {tasks.map((task) => (
            <Row key={task.id} task={task} catalogue={catalogue} />
          ))}
        </Table>
      )}
    </section>
  );
}

function Row({ task, catalogue }: { task: OpenTask; catalogue: Catalogue }) {
  const { locale, now } = useSite();
  const said = tasksWords[locale];
  const { caseNumber, subject, unitId, handler, attempts } = task;
  const unit = catalogue.unit(unitId)?.name[locale] ?? unitId;
  return (
    <tr>
      <td>
        {taskDue(task, { locale, now })} {task.overdue ? <Tag tone="bad">{said.overdue}</Tag> : null}
      </td>
      <td>{taskName(task.kind, catalogue, locale)}</td>
      <th scope="row">
        <a href={`/desk/cases/${caseNumber}#tasks`}>{caseNumber}</a>{' '}
        <span dir="auto">{subject === null ? '' : shownSubject(subject, locale)}</span>
      </th>
      <td>
        <bdi>{handler ?? said.anyone(unit)}</bdi>
      </td>
      <td>{said.attempts(attempts)}</td>
    </tr>
  );
}
