import { BulkImport, type ImportResult } from '@app/intake';
import { Trail } from '@app/people';
import { projectRoot } from '@app/platform';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { withDesk } from '../open-desk.js';
import { faqCommand } from './import-faq.js';
import { importMeter } from '../import-meter.js';
import { show } from '../screen.js';

/** Bulk import of another system's cases. */
export function addImport(program: Command): void {
  program
    .command('import')
    .description(
      'import cases from a CSV or CSV.gz file; safe to repeat, a killed import goes on where it was',
    )
    .argument('<file>', 'the file, its columns as the mapping names them')
    .option('--mapping <mapping>', 'a file, or the name of one in config/imports')
    .option('--json', 'machine-readable')
    .action((file: string, { mapping, json }: { mapping?: string; json?: boolean }, command: Command) => {
      // not a required option, as `import faq` has no mapping
      if (mapping === undefined) return command.error('error: --mapping is missing');
      return importFile(file, { mapping, ...(json && { json }) });
    })
    .addCommand(faqCommand());
}

async function importFile(file: string, options: { mapping: string; json?: boolean }): Promise<void> {
  const meter = importMeter(process.stderr);
  const began = performance.now();
  try {
    const mapping = mappingPath(options.mapping);
    const result = await withDesk(async (desk) => {
      const done = await desk.get(BulkImport).run({ file, mapping, onProgress: (p) => meter.update(p) });
      const { inserted, known, rejected } = done;
      await desk.get(Trail).note('IMPORTED', null, { mapping: basename(mapping), inserted, known, rejected });
      return done;
    });
    meter.end();
    const seconds = Math.round(performance.now() - began) / 1_000;
    show({ ...result, longestMs: Math.round(result.longestMs), seconds }, options.json ?? false, () =>
      words(result, seconds),
    );
  } finally {
    meter.end();
  }
}

/** `boston-311` stands for `config/imports/boston-311.yaml`. */
function mappingPath(named: string): string {
  const shipped = join(projectRoot, 'config', 'imports', `${named}.yaml`);
  return !existsSync(named) && existsSync(shipped) ? shipped : named;
}

function words({ inserted, known, rejected, rejectedFile, resumed }: ImportResult, seconds: number): string {
  return [
    `${inserted} inserted, ${known} known, ${rejected} rejected in ${seconds.toFixed(1)} s${resumed ? ' (went on with an unfinished import)' : ''}`,
    ...(rejectedFile ? [`rejected rows with reasons: ${relative(process.cwd(), rejectedFile)}`] : []),
  ].join('\n');
}
