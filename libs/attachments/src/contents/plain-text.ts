import { refused } from './finding.js';

/** Texts as people here save them; the first that fits is taken. */
const ENCODINGS = ['utf-8', 'big5'] as const;
const MARKS: [bytes: string, encoding: string][] = [
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];
const CONTROL = /(?![\t\n\r\f])\p{Cc}/u;
/** A text that a browser or a shell would take for its own. */
const MARKUP = /^\s*(<[!?a-z]|#!|@echo|\{\\rtf)/i;
const OTHER = /%PDF-|<(script|html|svg|iframe|body|\?php|!doctype)\b/i;
const LOOKED_AT = 1024;

/** Checks that a file is plain text and neither markup nor a script. */
export async function checkText(content: () => AsyncIterable<Uint8Array>): Promise<void> {
  const begins = await firstTwo(content());
  const marked = MARKS.find(([mark]) => begins.toString('hex') === mark);
  for (const encoding of marked ? [marked[1]] : ENCODINGS) if (await fits(content(), encoding)) return;
  throw refused('file-type-unknown');
}

async function fits(content: AsyncIterable<Uint8Array>, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let start = '';
  try {
    for await (const chunk of content) {
      const text = decoder.decode(chunk, { stream: true });
      if (CONTROL.test(text)) return false;
      if (start.length < LOOKED_AT) start += text.slice(0, LOOKED_AT);
    }
    decoder.decode();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
  if (MARKUP.test(start) || OTHER.test(start)) throw refused('file-type-unknown');
  return true;
}

/** The first piece of a stream may be shorter than a mark. */
async function firstTwo(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of content) {
    bytes = Buffer.concat([bytes, chunk.subarray(0, 2)]);
    if (bytes.length >= 2) break;
  }
  return bytes.subarray(0, 2);
}
