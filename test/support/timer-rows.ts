import type { Timer } from '@app/sla/timers';

/** A timer of one case, with values where a spec gives none. */
export const timerRow = (more: Pick<Timer, 'id'> & Partial<Timer>): Timer => ({
  ...{ kind: 'survey.expires', caseId: 'case', subjectId: 'subject', occurrence: more.id, generation: 1 },
  ...{ dueAt: 0, state: 'ARMED', liveKey: null, rungAt: null, firedAt: null, failures: 0, retryAt: null },
  ...more,
});
