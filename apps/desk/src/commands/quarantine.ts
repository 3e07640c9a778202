import { QuarantinedScans } from '@app/attachments';
import { QuarantinedTimers } from '@app/cases';
import { QuarantinedNotices } from '@app/notices';
import { SYSTEM, type Actor } from '@app/people';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { withDesk } from '../open-desk.js';

/** Releases one from quarantine; false when it was not quarantined. */
type Retry = (desk: INestApplicationContext, actor: Actor, id: string) => Promise<boolean>;

const KINDS: readonly { name: string; what: string; retry: Retry }[] = [
  {
    name: 'notice',
    what: 'messages that wait for a person',
    retry: (desk, actor, id) => desk.get(QuarantinedNotices).retry(actor, id),
  },
  {
    name: 'timer',
    what: 'timers that wait for a person',
    retry: (desk, actor, id) => desk.get(QuarantinedTimers).takeUp(actor, id),
  },
  {
    name: 'attachment',
    what: 'files that wait for a person',
    retry: (desk, actor, id) => desk.get(QuarantinedScans).retry(actor, id),
  },
];

/** Timers and messages that were quarantined after five failures and wait for an operator. */
export function addQuarantine(program: Command): void {
  for (const { name, what, retry } of KINDS)
    program
      .command(name)
      .description(what)
      .command('retry')
      .description('try again what was quarantined after five failures, once the cause is gone')
      .argument('<id...>', 'as `audit` names them')
      .action((ids: string[]) => retryAll(ids, name, retry));
}

/** Retries all given ids; those not quarantined are reported, with exit code 1. */
async function retryAll(ids: readonly string[], name: string, retry: Retry): Promise<void> {
  await withDesk(async (desk) => {
    for (const id of ids) {
      const again = await retry(desk, SYSTEM, id);
      if (again) console.log(`${id} is due again`);
      else console.error(`${id} is not a quarantined ${name}`);
      if (!again) process.exitCode = 1;
    }
  });
}
