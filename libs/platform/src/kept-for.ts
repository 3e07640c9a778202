/**
 * Answers kept in the process for a time, also while they are being found: when a hundred ask at once, it is found once.
 * Where more than `most` are kept, the oldest is forgotten.
 */
export class KeptFor<T> {
  private readonly kept = new Map<string, { until: number; answer: Promise<T> }>();

  constructor(
    private readonly milliseconds: number,
    private readonly most: number,
  ) {}

  /** The answer that is kept, or that of `find`, which is not kept where it fails. `now`: epoch milliseconds. */
  of(key: string, now: number, find: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known && known.until > now) return known.answer;
    const found = { until: now + this.milliseconds, answer: find() };
    this.kept.delete(key);
    this.kept.set(key, found);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
    found.answer.catch(() => this.kept.get(key) === found && this.kept.delete(key));
    return found.answer;
  }
}
