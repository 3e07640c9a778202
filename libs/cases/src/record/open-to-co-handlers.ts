import { askSql, sql } from '@app/platform';
import type { EntityManager } from 'typeorm';
import type { CaseFile } from './case-file.entity.js';

/** After the case or what was asked of a unit changed: who reads the case by 會辦. */
export const openToCoHandlers = (
  manager: EntityManager,
  { id, open }: Pick<CaseFile, 'id' | 'open'>,
): Promise<unknown> =>
  askSql(
    manager,
    sql`UPDATE co_handling SET opens = (${open} AND state IN ('OPEN', 'ANSWERED')) WHERE "caseId" = ${id}`,
  );
