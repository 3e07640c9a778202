import { describe, expect, it } from '@jest/globals';
import type { FieldName, Mapping } from './mapping.schema.js';
import { fieldReaders } from './read-field.js';

const NAMES: FieldName[] = ['subject', 'name', 'district', 'description', 'givenOutcome', 'externalId'];
const fields = Object.fromEntries(NAMES.map((name) => [name, { columns: [name] }]));
const read = (cells: Record<string, string>) => {
  const readers = fieldReaders({ fields } as unknown as Mapping, NAMES);
  const row = NAMES.map((name) => cells[name] ?? '');
  return Object.fromEntries(NAMES.map((name) => [name, readers[name](row)]));
};

describe('cells of a file', () => {
  it.each(['\u200B', '\u3164 \u2800', '\u{E0041}', '\u0301'])('%j counts as empty', (nothing) => {
    const empty = Object.fromEntries(NAMES.map((name) => [name, nothing]));
    expect(read(empty)).toEqual(Object.fromEntries(NAMES.map((name) => [name, null])));
  });

  it('bidirectional control characters are removed from one-line fields only', () => {
    const turned = '\u202Egpj.exe \u2066附件';
    const all = Object.fromEntries(NAMES.map((name) => [name, turned]));
    const line = 'gpj.exe 附件';
    expect(read(all)).toEqual({
      ...{ subject: line, name: line, district: line, externalId: line },
      ...{ description: turned, givenOutcome: turned },
    });
  });

  it('keep their lines where a field has several; other control characters become blanks', () => {
    const all = Object.fromEntries(NAMES.map((name) => [name, ' a\r\nb\rc\u0007d\u2028e\t']));
    expect(read(all)).toMatchObject({ description: 'a\nb\nc d e', subject: 'a\nb\nc d e' });
  });
});

describe('a field of a mapping', () => {
  const value = (source: object, cells: string[], header = ['a', 'b']) =>
    fieldReaders({ fields: { subject: source } } as unknown as Mapping, header).subject(cells);

  it('is the first of its columns that is not empty, or its default', () => {
    expect(value({ columns: ['b', 'a'] }, ['1', '2'])).toBe('2');
    expect(value({ columns: ['b', 'a'] }, ['1', ' '])).toBe('1');
    expect(value({ columns: ['a'], default: 'x' }, ['', '2'])).toBe('x');
    expect(value({ columns: ['a'], default: 'x' }, ['1', '2'])).toBe('1');
    expect(value({ columns: ['a'] }, ['', '2'])).toBeNull();
    expect(value({ columns: ['b'] }, ['1'])).toBeNull();
  });

  it('is translated by the first word that its table knows', () => {
    const columns = ['a', 'b'];
    const values = { one: 'ONE', two: 'TWO' };
    expect(value({ columns, values }, ['one', 'two'])).toBe('ONE');
    expect(value({ columns, values }, ['?', 'two'])).toBe('TWO');
    expect(value({ columns, values, default: 'X' }, ['?', '!'])).toBe('X');
    expect(value({ columns, values, default: 'X' }, ['', ''])).toBe('X');
    expect(value({ columns, values }, ['', ''])).toBeNull();
    expect(() => value({ columns, values }, ['?', '!'])).toThrow(
      'subject: "?" is not in the mapping\'s table of values',
    );
    expect(() => value({ columns, values }, ['toString', ''])).toThrow('toString');
  });

  it('that a mapping does not name is nothing', () => {
    const readers = fieldReaders({ fields: {} } as unknown as Mapping, ['name']);
    expect(readers.name(['王小明'])).toBeNull();
    expect(Object.keys(readers)).toHaveLength(14);
  });
});
