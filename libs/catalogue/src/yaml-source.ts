import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';

export type Path = readonly (string | number)[];

/** One YAML file of the configuration, which can tell the line of each of its fields. */
export class YamlSource {
  readonly value: unknown;
  readonly syntaxErrors: readonly { line: number; message: string }[];
  private readonly lines = new LineCounter();
  private readonly document: Document;

  /** `file`: its path relative to the project, `config/commitments/sme.yaml`. */
  constructor(
    readonly file: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, uniqueKeys: true });
    this.syntaxErrors = this.document.errors.map((error) => ({
      line: this.lines.linePos(error.pos[0]).line,
      message: error.message,
    }));
    this.value = this.syntaxErrors.length > 0 ? undefined : this.document.toJS();
  }

  static read(directory: string, relative: string): YamlSource {
    const text = readFileSync(join(directory, relative), 'utf8');
    return new YamlSource(join(basename(directory), relative), text);
  }

  /** Line of the field, or of the nearest thing around it when the field itself is missing. */
  lineOf(path: Path): number {
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}
