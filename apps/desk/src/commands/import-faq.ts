import { readFile } from 'node:fs/promises';
import { Catalogue } from '@app/catalogue';
import { FaqImport, SHARED } from '@app/knowledge';
import { Trail } from '@app/people';
import { Command } from 'commander';
import { withDesk } from '../open-desk.js';
import { show } from '../screen.js';

const FORMAT = `
The file is a list: [{"id": 1, "question": "…", "answer": "…", "source": "https://…", "unit": "…", "reviseDate": "20260131"}, …].
Instead of reviseDate (the review is due a year later) an entry may give reviewDate. Other fields are ignored.
The stored entries become those of the file: changed ones are updated, those gone are retired.
Nothing is imported when an entry is wrong; docs/faq.md.`;

/** Questions and answers that staff are shown beside a call. */
export function faqCommand(): Command {
  return new Command('faq')
    .description('questions and answers shown beside calls, from a JSON file; safe to repeat')
    .argument('<file>', 'a JSON file')
    .option('--organisation <id>', 'show them to staff of this organisation alone; default: to all')
    .option('--json', 'machine-readable')
    .addHelpText('after', FORMAT)
    .action((file: string, _options: object, command: Command) =>
      importFaq(file, command.optsWithGlobals<{ organisation?: string; json?: boolean }>()),
    );
}

async function importFaq(
  file: string,
  { organisation, json = false }: { organisation?: string; json?: boolean },
) {
  const content = await readFile(file, 'utf8');
  const result = await withDesk(async (desk) => {
    if (organisation !== undefined && !desk.get(Catalogue).organisation(organisation))
      throw new Error(`organisation ${organisation} does not exist`);
    const done = await desk.get(FaqImport).run(organisation ?? SHARED, content);
    await desk.get(Trail).note('FAQ_IMPORTED', null, { shelf: organisation ?? SHARED, ...done });
    return done;
  });
  const { added, changed, retired, unchanged } = result;
  show(result, json, () => `${added} new, ${changed} changed, ${retired} retired, ${unchanged} unchanged`);
}
