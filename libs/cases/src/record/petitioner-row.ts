import { seal } from '@app/platform';
import type { Petitioner } from './case-file.entity.js';
import type { PetitionerDetails } from './petition.js';
import { place, type Seals } from './seals.js';

/** The sealed row of a petitioner, under the case's key. */
export function petitionerRow(
  caseId: string,
  key: Buffer,
  details: PetitionerDetails,
  seals: Seals,
): Petitioner {
  const sealed = (field: keyof PetitionerDetails) => {
    const value = details[field];
    return value === null ? null : seal(key, place(`petitioner.${field}`, caseId), value);
  };
  return {
    caseId,
    name: sealed('name')!,
    email: sealed('email'),
    phone: sealed('phone'),
    emailIndex: seals.blindIndex('email', details.email),
    phoneIndex: seals.blindIndex('phone', details.phone),
  };
}
