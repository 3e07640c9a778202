/** The number of a document that went out (發文字號): 經企字第11500012345號. */
export interface DocumentNumber {
  number: string;
  /** What stands between 第 and 號, which people read out alone. */
  serial: string;
}

const SERIAL = '[0-9][0-9A-Z]{2,14}(?:-[0-9]{1,3})?';
const WHOLE = new RegExp(`^(?=.{6,50}$)[\\p{Script=Han}A-Z0-9()]{1,24}第(${SERIAL})號$`, 'u');
const ALONE = new RegExp(`^(?:第)?(${SERIAL})(?:號)?$`, 'u');

const plainOf = (typed: string): string => typed.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();

/** The number as it is stored; undefined for what has not the shape of one. */
export function documentNumber(typed: string): DocumentNumber | undefined {
  const number = plainOf(typed);
  const serial = WHOLE.exec(number)?.[1];
  return serial === undefined ? undefined : { number, serial };
}

/** What a search may mean: a whole number, or its digits alone. */
export const documentSerial = (typed: string): string | undefined =>
  documentNumber(typed) ? undefined : ALONE.exec(plainOf(typed))?.[1];
