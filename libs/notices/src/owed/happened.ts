import type { CaseContext, HistoryEvent } from '@app/cases';
import type { Catalogue } from '@app/catalogue';

/**
 * What messages are planned from: an event of a case, and the time at which it is looked at. Each step of the planner
 * takes the value so far and returns it with one thing more.
 */
export interface Happened {
  event: HistoryEvent;
  context: CaseContext;
  catalogue: Catalogue;
  now: number;
}
