import { useSite } from '../site.js';
import { Tag, type Tone } from './tag.js';
import { siteWords } from '../words.js';

export interface Task {
  title: string;
  href?: string;
  hint?: string;
  state: 'done' | 'todo' | 'current';
}

const TONES: Record<Task['state'], Tone> = { done: 'good', todo: 'quiet', current: 'active' };

export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const { locale } = useSite();
  return (
    <ul class="tasks">
      {tasks.map(({ title, href, hint, state }) => (
        <li key={title}>
          <div>
            {href ? <a href={href}>{title}</a> : <span>{title}</span>}
            {hint ? <p class="hint">{hint}</p> : null}
          </div>
          <Tag tone={TONES[state]}>{siteWords[locale].task[state]}</Tag>
        </li>
      ))}
    </ul>
  );
}
