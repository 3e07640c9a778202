/**
 * How many times as much processor time `work` takes at the larger size. Of sizes 1 to 8, work that grows with its
 * input gives at most 8, work that grows with its square up to 64. The least of several runs counts, so that a busy
 * machine changes nothing.
 */
export async function growthOf(
  work: (size: number) => unknown,
  [small, large]: readonly [number, number],
): Promise<number> {
  const least = { small: Infinity, large: Infinity };
  for (let run = 0; run < 4; run++) {
    least.small = Math.min(least.small, await processorTime(() => work(small)));
    least.large = Math.min(least.large, await processorTime(() => work(large)));
  }
  return least.large / least.small;
}

/** Microseconds. */
async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return Math.max(1, user + system);
}
