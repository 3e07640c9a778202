import { binds, type CommitmentEntry, type ServiceEntry } from '@app/catalogue';
import type { Locale } from '@app/platform';
import { proposalsWords } from './words.js';

/** The moments at which a clock warns and chases, as config/README.md writes them. */
export const ladderOf = (entry: CommitmentEntry): string =>
  entry.kind === 'clock' ? entry.ladder.map(({ at }) => at).join(' · ') : '';

/** The services of the organisation that a commitment binds, by name. */
export function servicesOf(
  entry: CommitmentEntry,
  services: readonly ServiceEntry[],
  locale: Locale,
): string {
  const said = proposalsWords[locale];
  const bound = services.filter((service) => binds(entry, service));
  if (bound.length === services.length) return said.wholeAgency;
  return bound.length === 0 ? said.noService : bound.map(({ name }) => name[locale]).join(said.list);
}
