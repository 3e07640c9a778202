import type { OpenSegments } from '@app/platform';
import { damaged } from './finding.js';

export type Content = Pick<OpenSegments, 'size' | 'read' | 'stream'>;

/** A picture of 10 MB takes a few thousand reads, and little more bytes than it has. */
const MOST_READS = 100_000;
const MOST_BYTES = { times: 4, more: 16 * 1024 * 1024 };

/**
 * The same content, read only so often and so much: a file made of many tiny or overlapping parts would otherwise keep
 * a processor busy for minutes.
 */
export function measured(content: Content): Content {
  const { size } = content;
  let [reads, bytes] = [0, 0];
  return {
    size,
    stream: () => content.stream(),
    read: async (at, length) => {
      [reads, bytes] = [reads + 1, bytes + Math.min(length, size)];
      if (reads > MOST_READS || bytes > MOST_BYTES.times * size + MOST_BYTES.more) throw damaged();
      return content.read(at, length);
    },
  };
}
