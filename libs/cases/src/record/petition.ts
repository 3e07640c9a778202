/** What a citizen gave us, in the clear; exists only in memory. */
export interface PetitionerDetails {
  name: string;
  email: string | null;
  /** E.164. */
  phone: string | null;
}
