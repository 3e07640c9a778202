/** A citizen's details in clear text; only in memory. */
export interface PetitionerDetails {
  name: string;
  email: string | null;
  /** E.164, with an extension as `;ext=123`. */
  phone: string | null;
}
