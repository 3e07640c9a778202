const NUMBER = /^-?\d+(\.\d+)?$/;
/** Start of a formula: also after blanks (NBSP and ideographic space included), on every line, and in full width. */
const FORMULA = /^([\s\u00A0\u3000]*)([=+\-@＝＋－＠]|\t|\r)/gmu;

/**
 * A cell that a spreadsheet shows as text and never executes (OWASP CSV injection): puts `'` before whatever could
 * begin a formula. Plain numbers stay numbers.
 */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = NUMBER.test(text) ? text : text.replace(FORMULA, "'$&");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One row with its line end (RFC 4180). */
export const csvRow = (cells: readonly (string | number | null)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;
