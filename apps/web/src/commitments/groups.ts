import type { Locale } from '@app/platform';
import {
  COMMITMENT_KINDS,
  COMMON_RULES,
  type CommitmentEntry,
  type CommitmentKind,
  type OrganisationEntry,
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

export const countOf = ({ entries }: CommitmentGroup, kind: CommitmentKind): number =>
  entries.filter((entry) => entry.kind === kind).length;

/** Clocks first, as citizens can count them on a calendar. */
export const byKind = ({
  entries,
}: CommitmentGroup): { kind: CommitmentKind; entries: CommitmentEntry[] }[] =>
  COMMITMENT_KINDS.map((kind) => ({ kind, entries: entries.filter((entry) => entry.kind === kind) })).filter(
    (part) => part.entries.length > 0,
  );
