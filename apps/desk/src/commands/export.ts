import { EXPORTED_INSTANTS, EXPORTED_TEXTS, exportPages, type ExportedCase } from '@app/cases';
import { csvRow } from '@app/intake';
import { Trail } from '@app/people';
import { isoTaipei, Reader } from '@app/platform';
import type { Command } from 'commander';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { withDesk } from '../open-desk.js';

/** Cases as CSV, for the agency's own figures. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('all cases as CSV, without personal data')
    .option('--json', 'as JSON instead, one case a line')
    .option('--out <file>', 'instead of the standard output')
    .option('--organisation <id>', 'only of one organisation')
    .action((options: ExportOptions) =>
      withDesk(async (desk) => {
        const { organisation = null } = options;
        await desk.get(Trail).note('EXPORTED', null, { organisation });
        await exportCases(desk.get(Reader), options);
      }).catch(unlessClosed),
    );
}

export interface ExportOptions {
  /** A new file; default: standard output. */
  out?: string;
  organisation?: string;
  json?: boolean;
}

/** Writes all cases, or those of one organisation, page by page. Never overwrites a file. */
export async function exportCases(reader: Reader, { out, organisation, json }: ExportOptions): Promise<void> {
  process.stdout.on('error', unlessClosed);
  const target: Writable = out ? createWriteStream(out, { flags: 'wx', mode: 0o600 }) : process.stdout;
  if (out) await once(target, 'open').catch(refused(out));
  const { head, row } = json ? JSON_LINES : CSV;
  await write(target, head);
  for await (const page of exportPages(reader, organisation)) await write(target, page.map(row).join(''));
  if (!out) return;
  target.end();
  await finished(target);
}

const refused = (out: string) => (error: NodeJS.ErrnoException) => {
  throw new Error(`cannot write ${out}: ${error.code === 'EEXIST' ? 'it is there already' : error.message}`);
};

const NAMES = [...EXPORTED_TEXTS, ...EXPORTED_INSTANTS];
const valuesOf = (one: ExportedCase) => [
  ...EXPORTED_TEXTS.map((name) => one[name]),
  ...EXPORTED_INSTANTS.map((name) => (one[name] === null ? null : isoTaipei(Number(one[name])))),
];
const CSV = { head: `\uFEFF${csvRow(NAMES)}`, row: (one: ExportedCase): string => csvRow(valuesOf(one)) };
const JSON_LINES = {
  head: '',
  row: (one: ExportedCase): string => {
    const values = valuesOf(one);
    return `${JSON.stringify(Object.fromEntries(NAMES.map((name, index) => [name, values[index]])))}\n`;
  },
};

async function write(target: Writable, text: string): Promise<void> {
  if (!target.write(text)) await once(target, 'drain');
}

/** Ignores EPIPE: with `bin/desk export | head` the reader may close the pipe. */
function unlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
