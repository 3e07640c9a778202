import { Audit } from '@app/cases';
import { loadSettings, SetTime } from '@app/platform';
import { withDesk } from '../../apps/desk/src/open-desk.js';
import type { House } from './house.js';

/** What `bin/desk audit` says of the run's database, one sentence each. */
export async function auditOf(house: House): Promise<string[]> {
  const { REDIS_URL: _, ...env } = house.parts.env;
  const found: string[] = [];
  await withDesk(
    async (desk) => {
      for await (const { invariant, subject, words } of desk.get(Audit).violations())
        found.push(`audit: ${invariant} ${subject}: ${words}`);
    },
    { settings: loadSettings(env), time: new SetTime(house.now()) },
  );
  return found;
}
