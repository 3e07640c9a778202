import { invalid } from '@app/platform';
import { z } from 'zod';
import { isOfTeam } from './roles.js';
import type { Staff } from './staff.entity.js';

/** Changes of an account's absence; absent field: unchanged, null: removed. */
export const absenceSetting = z.object({
  deputyId: z.string().nullish(),
  awayUntil: z.iso.date('date').nullish(),
});
export type AbsenceSetting = z.input<typeof absenceSetting>;

type Person = Pick<Staff, 'id' | 'organisationId' | 'roles'>;

/** A partner's team and the agency do not stand in for each other: each would act for the other side. */
export const isOfSameSide = (one: Pick<Staff, 'roles'>, other: Pick<Staff, 'roles'>): boolean =>
  isOfTeam(one) === isOfTeam(other);

/** A deputy must be another, active person of the same organisation and side. Throws INVALID. */
export function checkDeputy(person: Person, deputy: (Person & Pick<Staff, 'active'>) | null): void {
  if (!deputy?.active || deputy.organisationId !== person.organisationId)
    throw invalid({ field: 'deputy', code: 'unknown-deputy' });
  if (deputy.id === person.id) throw invalid({ field: 'deputy', code: 'own-deputy' });
  if (!isOfSameSide(person, deputy)) throw invalid({ field: 'deputy', code: 'deputy-of-other-side' });
}
