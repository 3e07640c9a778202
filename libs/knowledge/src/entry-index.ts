import { gramsOf, singlesOf } from '@app/platform';
import type { KnowledgeEntry } from './entry.entity.js';

/** The question says more of the matter than a long answer. */
const WEIGHTS = { question: 3, answer: 1 } as const;
/** How many places a search looks at, the rarest words first: what stands in every entry tells nothing. */
const MOST_LOOKS = 20_000;
/** Of the best result: what matches less is left out. */
const WORTH_SHOWING = 0.3;

/** The entries of shelves by what their texts are compared by, so that a search does not read them all. */
export class EntryIndex {
  private readonly places = new Map<string, Map<KnowledgeEntry, number>>();
  private size = 0;

  add(entry: KnowledgeEntry): void {
    this.size++;
    this.put(entry, gramsOf(entry.answer), WEIGHTS.answer);
    const { question } = entry;
    this.put(entry, [...gramsOf(question), ...singlesOf(question)], WEIGHTS.question);
  }

  /** Best first; of equals the one with the shorter question. */
  find(typed: string, most: number): KnowledgeEntry[] {
    const scores = this.scores(typed);
    const least = Math.max(0, ...scores.values()) * WORTH_SHOWING;
    return [...scores]
      .filter(([, score]) => score >= least)
      .toSorted(([a, x], [b, y]) => y - x || a.question.length - b.question.length)
      .slice(0, most)
      .map(([entry]) => entry);
  }

  private scores(typed: string): Map<KnowledgeEntry, number> {
    const wanted = [...new Set(gramsOf(typed))].flatMap((gram) => this.places.get(gram) ?? []);
    const scores = new Map<KnowledgeEntry, number>();
    let looks = 0;
    for (const place of wanted.toSorted((a, b) => a.size - b.size)) {
      if (looks >= MOST_LOOKS) break;
      looks += place.size;
      const rarity = Math.log(1 + this.size / place.size);
      for (const [entry, weight] of place) scores.set(entry, (scores.get(entry) ?? 0) + weight * rarity);
    }
    return scores;
  }

  private put(entry: KnowledgeEntry, grams: readonly string[], weight: number): void {
    for (const gram of grams) {
      const place = this.places.get(gram) ?? new Map<KnowledgeEntry, number>();
      this.places.set(gram, place.set(entry, weight));
    }
  }
}
