import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { wordsOf } from './issue-words.js';
import type { Placed, Problems } from './problems.js';
import { YamlSource } from './yaml-source.js';
import type { Path } from './yaml-source.js';

/**
 * How a folder is read: the key of the list in each file, the schema of an entry, and fields of the file added to
 * each entry.
 */
export interface Folder<S extends z.ZodType> {
  name: string;
  schema: S;
  listKey: string;
  fileKeys: readonly string[];
  inherit: (file: Record<string, unknown>, entry: Record<string, unknown>) => Record<string, unknown>;
}

const record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** YAML files of a folder in order of name; a missing folder or a syntax error becomes a problem. */
export function readFolder(directory: string, folder: string, problems: Problems): YamlSource[] {
  if (!existsSync(join(directory, folder))) {
    problems.push(`config/${folder}`, 1, 'this folder is missing');
    return [];
  }
  const names = readdirSync(join(directory, folder)).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().flatMap((name) => readFile(directory, join(folder, name), problems));
}

const readFile = (directory: string, relative: string, problems: Problems): YamlSource[] =>
  readable(YamlSource.read(directory, relative), problems);

/** The source, or none after its syntax errors were added to the problems. */
export function readable(source: YamlSource, problems: Problems): YamlSource[] {
  for (const { line, message } of source.syntaxErrors)
    problems.push(source.file, line, `not valid YAML: ${message}`);
  return source.syntaxErrors.length > 0 ? [] : [source];
}

/** Reads the lists of a folder; an entry that fails its schema is reported and left out. */
export function readEntries<S extends z.ZodType>(
  directory: string,
  folder: Folder<S>,
  problems: Problems,
): Placed<z.infer<S>>[] {
  return readFolder(directory, folder.name, problems).flatMap((source) =>
    entriesIn(source, folder, problems),
  );
}

/** The entries of one file; one that fails its schema is reported and left out. */
export function entriesIn<S extends z.ZodType>(
  source: YamlSource,
  folder: Folder<S>,
  problems: Problems,
): Placed<z.infer<S>>[] {
  const file = source.value;
  if (!record(file) || !Array.isArray(file[folder.listKey])) {
    problems.add(source, [], '', folder.listKey, 'is missing; the file must hold a list under this name');
    return [];
  }
  for (const key of Object.keys(file).filter((name) => !folder.fileKeys.includes(name))) {
    problems.add(
      source,
      [key],
      '',
      key,
      `is not a field of this file; allowed: ${folder.fileKeys.join(', ')}`,
    );
  }
  const list = file[folder.listKey] as unknown[];
  return list.flatMap((entry, index) => {
    const whole = record(entry) ? folder.inherit(file, entry) : entry;
    return parseAt(source, [folder.listKey, index], folder.schema, whole, problems);
  });
}

/** Parses one value against a schema; every issue is reported with line, entry and field. */
export function parseAt<S extends z.ZodType>(
  source: YamlSource,
  path: Path,
  schema: S,
  value: unknown,
  problems: Problems,
): Placed<z.infer<S>>[] {
  const id =
    record(value) && typeof value['id'] === 'string' ? value['id'] : `entry ${Number(path[1] ?? 0) + 1}`;
  const result = schema.safeParse(value);
  if (result.success) return [{ entry: result.data, id, source, path }];
  problems.leftOut(id);
  for (const issue of result.error.issues) {
    const field = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const words = wordsOf(issue, valueAt(value, field));
    problems.add(source, [...path, ...field], id, fieldName(value, field), words);
  }
  return [];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step],
    value,
  );
}

/** `units[sme.planning].name.en`: list items by their id where they have one, else by number from 1. */
function fieldName(value: unknown, path: Path): string {
  const steps = path.map((step, index) => {
    if (typeof step === 'string') return index === 0 ? step : `.${step}`;
    const member = valueAt(value, path.slice(0, index + 1));
    return `[${record(member) && typeof member['id'] === 'string' ? member['id'] : step + 1}]`;
  });
  return steps.join('');
}
