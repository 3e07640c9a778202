import type { Path, YamlSource } from './yaml-source.js';

/** The configuration cannot be used; `problems` has one readable line for each problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem(s):\n${problems.join('\n')}`);
  }
}

/** An entry with the place where it was read, so that a later check can name the line. */
export interface Placed<T> {
  entry: T;
  id: string;
  source: YamlSource;
  path: Path;
}

/** What is wrong with a field of an entry. */
export interface Fault {
  field: string;
  message: string;
}

interface Found extends Partial<Fault> {
  file: string;
  line: number;
  text: string;
}

/** Collects every problem before anything is refused: `file:line entry › field: what is wrong`. */
export class Problems {
  private readonly found: Found[] = [];
  private readonly left = new Set<string>();

  /** Remembers an entry that failed its schema, so that references to it are not reported as well. */
  leftOut(id: string): void {
    this.left.add(id);
  }

  wasLeftOut(id: string): boolean {
    return this.left.has(id);
  }

  /** Whether any entry was left out: then nothing can be said of what the entries name together. */
  get leftAny(): boolean {
    return this.left.size > 0;
  }

  add(source: YamlSource, path: Path, entry: string, field: string, message: string): void {
    const where = [entry, field].filter(Boolean).join(' › ');
    const text = where ? `${where}: ${message}` : message;
    this.found.push({ file: source.file, line: source.lineOf(path), text, field, message });
  }

  at(placed: Placed<unknown>, field: Path, message: string): void {
    this.add(placed.source, [...placed.path, ...field], placed.id, fieldWords(field), message);
  }

  push(file: string, line: number, text: string): void {
    this.found.push({ file, line, text });
  }

  /** For a form, which shows each beside its field. */
  faults(): Fault[] {
    return this.found.map(({ field = '', message, text }) => ({ field, message: message ?? text }));
  }

  throwIfAny(): void {
    if (this.found.length === 0) return;
    const ordered = [...this.found].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
    throw new ConfigError(ordered.map(({ file, line, text }) => `${file}:${line} ${text}`));
  }
}

/** `services[1].unit`: list items are counted from 1. */
function fieldWords(field: Path): string {
  return field
    .map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${step}`))
    .join('')
    .slice(1);
}
