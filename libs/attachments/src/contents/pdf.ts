import type { RandomAccess } from '@app/platform';
import { damaged, refused } from './finding.js';

const TAIL = 2_048;
const MARKUP = /<(script|html|svg|body|!doctype|\?php)\b/i;

/** A PDF from its first byte to its last: nothing before, nothing after, no page for a browser in its head. */
export async function checkPdf(source: RandomAccess): Promise<void> {
  if (MARKUP.test((await source.read(0, 1_024)).toString('latin1'))) throw refused('file-mixed');
  const from = Math.max(0, source.size - TAIL);
  const tail = (await source.read(from, source.size - from)).toString('latin1');
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0) throw damaged();
  if (!/^[\s\0]*$/.test(tail.slice(end + 5))) throw refused('file-mixed');
}
