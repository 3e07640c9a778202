import { isBlank, withoutDirection } from '@app/platform';
import type { FieldName, FieldSource, Mapping } from './mapping.schema.js';

/** Why a row is rejected, as text for the person who corrects the file. */
export class Rejection extends Error {}

export type FieldReader = (cells: readonly string[]) => string | null;

// control characters that a database or a page cannot handle; line ends are kept for texts of several lines
const CONTROL = /(?!\n)[\p{Cc}\u2028\u2029]/gu;
/** Fields of several lines; from all others bidirectional control characters are removed. */
const LONG: readonly FieldName[] = ['description', 'givenOutcome'];

function clean(name: FieldName, cell: string): string {
  if (isBlank(cell)) return '';
  const text = cell.replace(/\r\n?/g, '\n').replace(CONTROL, ' ').trim();
  return LONG.includes(name) ? text : withoutDirection(text);
}

/** One reader per field of the mapping; a field without a mapping is null. */
export function fieldReaders(mapping: Mapping, header: readonly string[]): Record<FieldName, FieldReader> {
  const of = (name: FieldName) => {
    const source = mapping.fields[name];
    return source ? fieldReader(name, source, header) : () => null;
  };
  const names = Object.keys(FIELDS) as FieldName[];
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<FieldName, FieldReader>;
}

const FIELDS: Record<FieldName, true> = {
  externalId: true,
  service: true,
  status: true,
  channel: true,
  subject: true,
  receivedAt: true,
  description: true,
  district: true,
  closedAt: true,
  givenTargetAt: true,
  givenOutcome: true,
  name: true,
  email: true,
  phone: true,
};

function fieldReader(name: FieldName, source: FieldSource, header: readonly string[]): FieldReader {
  const places = source.columns.map((column) => header.indexOf(column));
  const { values, default: otherwise = null } = source;
  const table = values && new Map(Object.entries(values));
  return (cells) => {
    const said = places.map((at) => clean(name, cells[at] ?? '')).filter((cell) => cell !== '');
    if (!table) return said[0] ?? otherwise;
    const translated = said.map((cell) => table.get(cell)).find((word) => word !== undefined);
    if (translated !== undefined || otherwise !== null || said.length === 0) return translated ?? otherwise;
    throw new Rejection(`${name}: "${said[0]}" is not in the mapping's table of values`);
  };
}
