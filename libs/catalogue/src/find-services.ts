import { gramsOf, singlesOf } from '@app/platform';
import type { OrganisationEntry } from './organisation.schema.js';
import type { ServiceEntry } from './service.schema.js';

/** What counts how much when it holds the words that are looked for. */
const WEIGHTS = { name: 3, keywords: 3, agency: 2, description: 1 } as const;
/** Of the best result: what matches less is left out, as one common syllable pair says little. */
const WORTH_SHOWING = 0.25;

type Named = Pick<OrganisationEntry, 'id' | 'name'>;
type Grams = ReadonlyMap<string, number>;

/**
 * The services that fit what someone typed, best first. Chinese is compared by pairs of characters, as it has no spaces
 * between words; other scripts by the stems of words. A pair that stands in few services counts more.
 */
export function findServices(
  typed: string,
  services: readonly ServiceEntry[],
  organisations: readonly Named[],
): ServiceEntry[] {
  const wanted = new Set(gramsOf(typed));
  const indexed = services.map((service) => ({ service, grams: indexOf(service, organisations) }));
  const rarity = rarityOf(indexed.map(({ grams }) => grams));
  const scored = indexed
    .map(({ service, grams }) => ({ service, score: scoreOf(wanted, grams, rarity) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const least = (scored[0]?.score ?? 0) * WORTH_SHOWING;
  return scored.filter(({ score }) => score >= least).map(({ service }) => service);
}

function scoreOf(wanted: ReadonlySet<string>, grams: Grams, rarity: (gram: string) => number): number {
  let score = 0;
  for (const gram of wanted) score += (grams.get(gram) ?? 0) * rarity(gram);
  return score;
}

function rarityOf(all: readonly Grams[]): (gram: string) => number {
  const counts = new Map<string, number>();
  for (const grams of all) for (const gram of grams.keys()) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return (gram) => Math.log(1 + all.length / (counts.get(gram) ?? all.length));
}

/** Entries never change, so that each is read once. */
const known = new WeakMap<ServiceEntry, Grams>();

function indexOf(service: ServiceEntry, organisations: readonly Named[]): Grams {
  const before = known.get(service);
  if (before) return before;
  const agency = organisations.find(({ id }) => id === service.organisation);
  const texts = {
    name: Object.values(service.name),
    keywords: service.keywords ?? [],
    agency: Object.values(agency?.name ?? {}),
    description: Object.values(service.description),
  };
  const grams = new Map<string, number>();
  const add = (found: readonly string[], weight: number) =>
    found.forEach((gram) => grams.set(gram, Math.max(grams.get(gram) ?? 0, weight)));
  for (const [part, weight] of Object.entries(WEIGHTS))
    add(texts[part as keyof typeof WEIGHTS].flatMap(gramsOf), weight);
  add([...texts.name, ...texts.keywords].flatMap(singlesOf), WEIGHTS.name);
  known.set(service, grams);
  return grams;
}
