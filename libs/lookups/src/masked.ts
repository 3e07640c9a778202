import type { PetitionerDetails } from '@app/cases';

/** Contact details of which enough is shown to recognise them. */
export interface MaskedContact {
  name: string;
  email: string | null;
  phone: string | null;
}

/** 王小明 → 王○明, a@example.tw → a***@example.tw, +886912345678 → ***678. */
export const masked = ({ name, email, phone }: PetitionerDetails): MaskedContact => ({
  name: maskedName(name),
  email: email && email.replace(/^(.)[^@]*/u, '$1***'),
  phone: phone && `***${phone.replace(/\D/g, '').slice(-3)}`,
});

/** Of a Chinese name the first and the last character; of each other word its first letter. */
function maskedName(name: string): string {
  const letters = [...name.trim()];
  if (!/\p{Script=Han}/u.test(name)) return name.trim().replace(/(\p{L})[\p{L}\p{M}'’-]+/gu, '$1***');
  if (letters.length < 3) return `${letters[0] ?? ''}○`;
  return `${letters[0]}${'○'.repeat(letters.length - 2)}${letters.at(-1)}`;
}
