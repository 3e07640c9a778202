import { Audit } from '@app/cases';
import { loadSettings, SetTime } from '@app/platform';
import { withDesk } from '../../apps/desk/src/open-desk.js';
import type { System } from './system.js';

/** Violations that `bin/desk audit` reports for the run's database, one sentence each. */
export async function auditOf(system: System): Promise<string[]> {
  const { REDIS_URL: _, ...env } = system.parts.env;
  const found: string[] = [];
  await withDesk(
    async (desk) => {
      for await (const { invariant, subject, words } of desk.get(Audit).violations())
        found.push(`audit: ${invariant} ${subject}: ${words}`);
    },
    { settings: loadSettings(env), time: new SetTime(system.now()) },
  );
  return found;
}
