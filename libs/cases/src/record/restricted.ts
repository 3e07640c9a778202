import type { CaseContext } from './case-context.js';
import { lastEvent } from './last-event.js';

/** Whether the use of the personal data of a case was stopped (個資法第11條) and not allowed again since. */
export async function isRestricted(context: Pick<CaseContext, 'manager' | 'file'>): Promise<boolean> {
  return (await lastEvent(context, ['RESTRICTED', 'RESTRICTION_LIFTED']))?.type === 'RESTRICTED';
}
