import { CITIZEN_ACTS } from '@app/cases';

/** The pages of her case besides the case itself, by the last part of their address. */
const PLACES: readonly string[] = [
  ...[...CITIZEN_ACTS, 'contact', 'data'],
  ...['data/copy', 'data/correct', 'data/restrict', 'data/delete'],
];

/** Empty for anything else: it comes from an address. */
export const knownPlace = (place = ''): string => (PLACES.includes(place) ? place : '');

/** The case's own address; `place`: an act on it. Anything else leads to the case. */
export const casePath = (caseNumber: string, place = ''): string =>
  `/cases/${caseNumber}${knownPlace(place) && `/${place}`}`;

/** The page that asks for number and code, and leads back to where she was. */
export function askAgainPath(caseNumber: string, place = '', ended = false): string {
  const query = new URLSearchParams({
    n: caseNumber,
    ...(place && { to: place }),
    ...(ended && { ended: '1' }),
  });
  return `/progress?${query}`;
}
