import type { Edit } from './finding.js';

/** A stream with edits applied on the way; `edits` are in order. Where two overlap, the first counts. */
export async function* edited(
  content: AsyncIterable<Uint8Array>,
  edits: readonly Edit[],
): AsyncGenerator<Uint8Array> {
  let [at, next] = [0, 0];
  for await (const chunk of content) {
    const end = at + chunk.length;
    while (at < end) {
      const edit = edits[next];
      if (edit && edit.from <= at) {
        if (edit.by && edit.from === at) yield edit.by;
        const resume = Math.max(at, Math.min(end, edit.to));
        if (edit.to <= end) next++;
        at = resume;
        continue;
      }
      const stop = Math.min(end, edit?.from ?? end);
      yield chunk.subarray(chunk.length - (end - at), chunk.length - (end - stop));
      at = stop;
    }
  }
  // an edit that only adds at the very end
  for (const edit of edits.slice(next)) if (edit.by && edit.from >= at) yield edit.by;
}
