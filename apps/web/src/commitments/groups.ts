import type { Locale } from '@app/platform';
import {
  COMMITMENT_KINDS,
  COMMON_RULES,
  isMeasuredNow,
  type CommitmentEntry,
  type CommitmentKind,
  type OrganisationEntry,
  type ServiceEntry,
} from '@app/catalogue';
import { commitmentsWords } from './words.js';

/** One agency, or a rule for all agencies, with its public promises. */
export interface CommitmentGroup {
  id: string;
  name: { 'zh-TW': string; en: string };
  planName?: { 'zh-TW': string; en: string };
  entries: CommitmentEntry[];
}

/** Agencies in the catalogue's order, then the law, then our own rules; only public promises. */
export function groupsOf(
  commitments: readonly CommitmentEntry[],
  organisations: readonly OrganisationEntry[],
  locale: Locale,
): CommitmentGroup[] {
  const { law, house } = commitmentsWords[locale];
  const common: Record<string, string> = { law, house };
  const rules = COMMON_RULES.map((id) => ({ id, name: { 'zh-TW': common[id] ?? id, en: common[id] ?? id } }));
  return [...organisations, ...rules]
    .map((owner) => ({
      ...pickNames(owner),
      entries: commitments.filter((entry) => entry.public && entry.organisation === owner.id),
    }))
    .filter(({ entries }) => entries.length > 0);
}

const pickNames = ({ id, name, planName }: Pick<OrganisationEntry, 'id' | 'name' | 'planName'>) => ({
  id,
  name,
  ...(planName && { planName }),
});

/** The promises that this system measures now, in the order of the plan. */
export const measuredOf = (
  { entries }: CommitmentGroup,
  services: readonly ServiceEntry[],
): CommitmentEntry[] => entries.filter((entry) => isMeasuredNow(entry, services));

interface Part {
  kind: CommitmentKind;
  entries: CommitmentEntry[];
}

/** What is not measured: time limits first, as citizens can count them on a calendar, statements last. */
export function unmeasuredOf({ entries }: CommitmentGroup, services: readonly ServiceEntry[]): Part[] {
  const rest = entries.filter((entry) => !isMeasuredNow(entry, services));
  return COMMITMENT_KINDS.map((kind) => ({
    kind,
    entries: rest.filter((entry) => entry.kind === kind),
  })).filter((part) => part.entries.length > 0);
}
