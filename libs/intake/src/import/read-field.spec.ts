import { describe, expect, it } from '@jest/globals';
import type { FieldName, Mapping } from './mapping.schema.js';
import { fieldReaders } from './read-field.js';

const NAMES: FieldName[] = ['subject', 'name', 'district', 'description'];
const fields = Object.fromEntries(NAMES.map((name) => [name, { columns: [name] }]));
const read = (cells: Record<string, string>) => {
  const readers = fieldReaders({ fields } as unknown as Mapping, NAMES);
  const row = NAMES.map((name) => cells[name] ?? '');
  return Object.fromEntries(NAMES.map((name) => [name, readers[name](row)]));
};

describe('cells of a file', () => {
  it.each(['\u200B', '\u3164 \u2800', '\u{E0041}', '\u0301'])('%j counts as empty', (nothing) => {
    const empty = Object.fromEntries(NAMES.map((name) => [name, nothing]));
    expect(read(empty)).toEqual({ subject: null, name: null, district: null, description: null });
  });

  it('bidirectional control characters are removed from one-line fields only', () => {
    const turned = '\u202Egpj.exe \u2066附件';
    const all = Object.fromEntries(NAMES.map((name) => [name, turned]));
    const line = 'gpj.exe 附件';
    expect(read(all)).toEqual({ subject: line, name: line, district: line, description: turned });
  });
});
