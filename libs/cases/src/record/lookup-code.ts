import type { Keyring } from '@app/platform';

/** Upper case and digits without look-alikes (0 O, 1 I L): 31 characters; 10 of them hold 49 bits. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 10;

/** 查詢碼: derived from a key outside the database, never stored. A new `version` invalidates the old code. */
export function lookupCode(keyring: Keyring, caseId: string, version: number): string {
  let rest = BigInt(`0x${keyring.mac('lookup-code', caseId, version).subarray(0, 16).toString('hex')}`);
  let code = '';
  for (let i = 0; i < LENGTH; i++) {
    code += SIGNS[Number(rest % 31n)];
    rest /= 31n;
  }
  return code;
}

/** `ABCDE-FGHJK`, easier to read aloud and to copy. */
export const spacedCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** What the citizen typed, without spaces and hyphens, full-width characters converted. */
export const typedCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
