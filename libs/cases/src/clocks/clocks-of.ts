import { findRows, sql } from '@app/platform';
import type { CaseContext } from '../record/case-context.js';
import { ClockRow } from './clock.entity.js';

/** The clocks of a case in one state, the nearest due first. */
export const clocksOf = (
  { manager, file }: Pick<CaseContext, 'manager' | 'file'>,
  state: ClockRow['state'],
): Promise<ClockRow[]> =>
  findRows(manager, ClockRow, sql`WHERE "caseId" = ${file.id} AND state = ${state} ORDER BY "dueAt"`);
