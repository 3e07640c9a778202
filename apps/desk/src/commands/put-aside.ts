import { QuarantinedTimers } from '@app/cases';
import { PutAside } from '@app/notices';
import { SYSTEM, type Actor } from '@app/people';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { withDesk } from '../open-desk.js';

/** Takes one up again; false when it was not put aside. */
type TakeUp = (desk: INestApplicationContext, actor: Actor, id: string) => Promise<boolean>;

const KINDS: readonly { name: string; what: string; takeUp: TakeUp }[] = [
  {
    name: 'notice',
    what: 'messages that wait for a person',
    takeUp: (desk, actor, id) => desk.get(PutAside).takeUp(actor, id),
  },
  {
    name: 'timer',
    what: 'timers that wait for a person',
    takeUp: (desk, actor, id) => desk.get(QuarantinedTimers).takeUp(actor, id),
  },
];

/** What was put aside after five tries and waits for a person. */
export function addPutAside(program: Command): void {
  for (const { name, what, takeUp } of KINDS)
    program
      .command(name)
      .description(what)
      .command('retry')
      .description('take up again what was put aside after five tries, once the cause is gone')
      .argument('<id...>', 'as `audit` names them')
      .action((ids: string[]) => retry(ids, name, takeUp));
}

/** All that can be; those that were not put aside are named, exit 1. */
async function retry(ids: readonly string[], name: string, takeUp: TakeUp): Promise<void> {
  await withDesk(async (desk) => {
    for (const id of ids) {
      const again = await takeUp(desk, SYSTEM, id);
      if (again) console.log(`${id} is due again`);
      else console.error(`${id} is not a ${name} that was put aside`);
      if (!again) process.exitCode = 1;
    }
  });
}
