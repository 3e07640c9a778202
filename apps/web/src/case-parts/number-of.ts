import { parseCaseNumber } from '@app/cases';
import { notFound } from '@app/platform';

/** The case number of an address. Throws NOT_FOUND for what is none. */
export function numberOf(text: string): string {
  const number = parseCaseNumber(text);
  if (!number) throw notFound();
  return number;
}
