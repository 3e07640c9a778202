/** The seed of a run's random numbers: FAULT_SEED repeats a run, otherwise it is new. Printed by every spec. */
export const newSeed = (): number => Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000_007);

/** Random numbers 0 … 1, the same sequence for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `low` to `high`, both included. */
export const between = (chance: () => number, low: number, high: number): number =>
  low + Math.floor(chance() * (high - low + 1));
