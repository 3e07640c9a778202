import { ownPath } from '../../site/location.js';

/** The numbers of the ticked cases, in an address or a form: repeated, once, or in one text with spaces. */
export const tickedIn = (sent: unknown): string[] =>
  (Array.isArray(sent) ? sent : [sent])
    .filter((one): one is string => typeof one === 'string')
    .flatMap((one) => one.split(' '))
    .filter((one) => one !== '');

/** The list to go back to; only a path of the desk. */
export const backIn = (sent: unknown): string => ownPath(sent, '/desk') ?? '/desk/cases';
