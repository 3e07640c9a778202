import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '@app/platform';
import type { DatabaseName } from './databases.js';
import type { Judged, Part } from './part.js';

/** One run: one system, broken several times and judged. */
export interface Line extends Judged {
  at: string;
  /** Hash of dist/. */
  build: string;
  row: string;
  database: DatabaseName;
  part: number;
  times: number;
  seed: number;
  seconds: number;
}

const FILE = join(projectRoot, 'var', 'faults-report.jsonl');

/** The report, to which each run adds a line. */
export class Report {
  readonly build = buildMark();
  private readonly lines: Line[] = existsSync(FILE) ? linesOf(readFileSync(FILE, 'utf8')) : [];

  add(line: Line): void {
    mkdirSync(dirname(FILE), { recursive: true });
    appendFileSync(FILE, `${JSON.stringify(line)}\n`);
    this.lines.push(line);
  }

  /** Whether dist/ was rebuilt since: a run in between belongs to neither build. */
  isStale(): boolean {
    return buildMark() !== this.build;
  }

  /** The last line of this run with this build, if there is one. */
  last({ row, database, part }: Part): Line | undefined {
    return this.lines.findLast(
      (l) => l.build === this.build && l.row === row.row && l.database === database && l.part === part,
    );
  }

  /** Whether this build passed the run with at least that many repetitions. */
  isDone(part: Part): boolean {
    const line = this.last(part);
    return line !== undefined && line.times >= part.times && line.faults.length === 0;
  }
}

/** Ignores a line left incomplete by a killed run. */
function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}

function buildMark(): string {
  const hash = createHash('sha256');
  const cwd = join(projectRoot, 'dist');
  for (const name of globSync('**/*.js', { cwd }).toSorted())
    hash.update(name).update(readFileSync(join(cwd, name)));
  return hash.digest('hex').slice(0, 12);
}
