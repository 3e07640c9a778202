import { Problem } from '@app/platform';

const AGAIN_SECONDS = 60;

/** Limits the long-lived connections of this process, per person and in total. */
export class StreamPlaces {
  private readonly taken = new Map<string, number>();
  private all = 0;

  constructor(
    private readonly perPerson: number,
    private readonly inAll: number,
  ) {}

  /** Counts one connection; returns the function that releases it. Throws TOO_MANY. */
  take(person: string): () => void {
    const own = this.taken.get(person) ?? 0;
    if (own >= this.perPerson || this.all >= this.inAll)
      throw new Problem('TOO_MANY', 'too-many-streams', { retryAfterSeconds: AGAIN_SECONDS });
    this.add(person, 1);
    return () => this.add(person, -1);
  }

  private add(person: string, by: 1 | -1): void {
    const own = (this.taken.get(person) ?? 0) + by;
    if (own === 0) this.taken.delete(person);
    else this.taken.set(person, own);
    this.all += by;
  }
}
