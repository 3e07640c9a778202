import { PutAside } from '@app/notices';
import { SYSTEM } from '@app/people';
import type { Command } from 'commander';
import { withDesk } from '../open-desk.js';

/** Messages that wait for a person. */
export function addNotice(program: Command): void {
  program
    .command('notice')
    .description('messages that wait for a person')
    .command('retry')
    .description('take up again what was put aside after five tries, once the cause is gone')
    .argument('<notice...>', 'as `audit` names them')
    .action((notices: string[]) => retry(notices));
}

/** All that can be; those that were not put aside are named, exit 1. */
async function retry(notices: readonly string[]): Promise<void> {
  await withDesk(async (desk) => {
    for (const id of notices) {
      const again = await desk.get(PutAside).takeUp(SYSTEM, id);
      if (again) console.log(`${id} is due again`);
      else console.error(`${id} is not a notice that was put aside`);
      if (!again) process.exitCode = 1;
    }
  });
}
