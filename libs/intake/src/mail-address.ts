import { domainToASCII } from 'node:url';

/** As typed, also full-width; a domain in another script as every mail server takes it (`xn--…`). */
export function mailAddress(typed: string): string {
  const plain = typed.normalize('NFKC').trim();
  const at = plain.lastIndexOf('@');
  const domain = plain.slice(at + 1);
  // an address of ASCII characters stays as it is
  return at < 0 || /^[\x20-\x7e]*$/.test(domain) ? plain : plain.slice(0, at + 1) + domainToASCII(domain);
}

/**
 * Local part of ASCII characters: mailboxes in other scripts cannot be reached through most mail servers. The last part
 * of the domain may be `xn--…`.
 */
export const MAIL =
  /^(?!\.)(?!.*\.\.)[\w'+\-.]*[\w+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]+)$/;
