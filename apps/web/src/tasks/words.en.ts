import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'My tasks',
  lead: 'Nearest due first; what is overdue is marked. Open the case to log an attempt or to finish the task.',
  mine: 'Mine, and those of the unit that no one has taken',
  others: 'Those of colleagues in the unit',
  empty: 'No tasks',
  emptyHint: 'New tasks appear here and on the page of the case.',
  none: 'None',
  columns: ['Due', 'Task', 'Case', 'Who does it', 'Attempts'],
  overdue: 'Overdue',
  attempts: (n: number) => (n === 1 ? '1 attempt' : `${n} attempts`),
  anyone: (unit: string) => `${unit} (no one yet)`,
};
