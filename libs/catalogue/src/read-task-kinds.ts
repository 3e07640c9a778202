import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Placed, Problems } from './problems.js';
import { readEntries } from './read-entries.js';
import { taskKindSchema, type TaskKind } from './task-kind.schema.js';

const TASKS = {
  name: 'tasks',
  schema: taskKindSchema,
  listKey: 'tasks',
  fileKeys: ['tasks'],
  inherit: (_file: Record<string, unknown>, entry: Record<string, unknown>) => entry,
};

/** Kinds of tasks; none where the agency has no config/tasks/. */
export const readTaskKinds = (directory: string, problems: Problems): Placed<TaskKind>[] =>
  existsSync(join(directory, TASKS.name)) ? readEntries(directory, TASKS, problems) : [];

interface Known {
  organisations: ReadonlySet<string>;
  events: ReadonlySet<string>;
}

/** No kind or outcome is there twice; events and organisations exist. */
export function checkTaskKinds(
  kinds: readonly Placed<TaskKind>[],
  { organisations, events }: Known,
  problems: Problems,
): void {
  const seen = new Set<string>();
  for (const kind of kinds) {
    const { id, outcomes, endsOn, made } = kind.entry;
    if (seen.has(id)) problems.at(kind, ['id'], `"${id}" is there twice`);
    seen.add(id);
    const codes = outcomes.map(({ code }) => code);
    codes.forEach((code, at) => {
      if (codes.indexOf(code) < at) problems.at(kind, ['outcomes', at, 'code'], `"${code}" is there twice`);
    });
    endsOn.forEach((event, at) => {
      if (!events.has(event)) problems.at(kind, ['endsOn', at], `"${event}" is not an event`);
    });
    if (made && !events.has(made.on)) problems.at(kind, ['made', 'on'], `"${made.on}" is not an event`);
    made?.organisations.forEach((organisation, at) => {
      if (organisations.has(organisation) || problems.wasLeftOut(organisation)) return;
      problems.at(kind, ['made', 'organisations', at], `"${organisation}" does not exist`);
    });
  }
}
