import { invalid } from '@app/platform';
import { z } from 'zod';
import type { Staff } from './staff.entity.js';

/** What may change in an account; absent: stays, null: ends. */
export const absence = z.object({
  deputyId: z.string().nullish(),
  awayUntil: z.iso.date('date').nullish(),
});
export type Absence = z.input<typeof absence>;

/** Whether somebody is away on a date (`YYYY-MM-DD`, Taipei). */
export const isAway = ({ awayUntil }: Pick<Staff, 'awayUntil'>, today: string): boolean =>
  awayUntil !== null && awayUntil >= today;

type Person = Pick<Staff, 'id' | 'organisationId'>;

/** A deputy is somebody else, at work in the same organisation. Throws INVALID. */
export function checkDeputy(person: Person, deputy: (Person & Pick<Staff, 'active'>) | null): void {
  if (!deputy?.active || deputy.organisationId !== person.organisationId)
    throw invalid({ field: 'deputy', code: 'unknown-deputy' });
  if (deputy.id === person.id) throw invalid({ field: 'deputy', code: 'own-deputy' });
}
