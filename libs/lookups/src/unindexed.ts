import type { Scope } from '@app/cases';
import { inList, sql, type Sql } from '@app/platform';

/** The scope as a check of rows that another index has found: no index by it may be taken instead. */
export const unindexed = ({ organisationId, units }: Scope): Sql =>
  units === 'ALL' ? sql`(f."organisationId" || '') = ${organisationId}` : inList(`(f."unitId" || '')`, units);
