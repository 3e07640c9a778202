/**
 * Every kind of timer. Each has one handler, registered by the room named here;
 * the worker does not start with a kind that has none or two.
 */
export const TIMER_KINDS = {
  'clock.rung': 'cases',
  'clock.due': 'cases',
  'case.confirmation-lapses': 'cases',
  'case.correction-lapses': 'cases',
  'case.closes': 'cases',
  'case.code-asked': 'cases',
  'task.is-made': 'cases',
  'clocks.recount': 'cases',
  'survey.goes-out': 'satisfaction',
  'survey.expires': 'satisfaction',
  'notice.before-holiday': 'notices',
  'morning.begins': 'morning',
  'morning.list': 'morning',
  'morning.sheet': 'morning',
} as const;

export type TimerKind = keyof typeof TIMER_KINDS;
export type TimerState = 'ARMED' | 'FIRED' | 'CANCELLED' | 'QUARANTINED';
