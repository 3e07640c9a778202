import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** Below this, headers weigh more than what is saved. */
const LEAST_BYTES = 1_024;
const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/** What the client accepts, `br` before `gzip`; `br;q=0` refuses it. */
export function encodingFor(accepts = ''): Encoding | undefined {
  const wanted = new Map(
    accepts.split(',').map((part) => {
      const [name = '', ...more] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const weight = more.find((piece) => piece.startsWith('q='))?.slice(2);
      return [name, weight === undefined ? 1 : Number(weight)] as const;
    }),
  );
  const takes = (name: string) => (wanted.get(name) ?? wanted.get('*') ?? 0) > 0;
  return (['br', 'gzip'] as const).find(takes);
}

export const worthIt = (content: string | Buffer): boolean => Buffer.byteLength(content) >= LEAST_BYTES;

/** On a thread of the pool. `quality` is brotli's, 0 to 11: 4 for an answer, 11 for what is kept. */
export function encode(content: string | Buffer, encoding: Encoding, quality: number): Promise<Buffer> {
  if (encoding === 'gzip') return zip(content, { level: Math.min(quality + 1, 9) });
  const size = Buffer.byteLength(content);
  return brotli(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  });
}
