import type { RandomAccess } from '@app/platform';
import { damaged, exactly } from './finding.js';

/** A box of an ISO base media file (ISO/IEC 14496-12): its type, and where its content lies. */
export interface Box {
  type: string;
  from: number;
  to: number;
}

/** The boxes of a file at its top level. */
export async function topBoxes(source: RandomAccess): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let at = 0; at < source.size;) {
    const head = await exactly(source, at, Math.min(16, source.size - at));
    if (head.length < 8) throw damaged();
    const box = boxOf(head, at, source.size);
    boxes.push(box);
    at = box.to;
  }
  return boxes;
}

/** The boxes inside a part that is in memory; places count from the start of `bytes`. */
export function innerBoxes(bytes: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to;) {
    const box = boxOf(bytes.subarray(at, Math.min(at + 16, to)), at, to);
    boxes.push(box);
    at = box.to;
  }
  return boxes;
}

function boxOf(head: Buffer, at: number, end: number): Box {
  const size = head.readUInt32BE(0);
  const long = size === 1;
  if (long && head.length < 16) throw damaged();
  const whole = long ? Number(head.readBigUInt64BE(8)) : size === 0 ? end - at : size;
  const from = at + (long ? 16 : 8);
  if (whole < from - at || at + whole > end) throw damaged();
  return { type: head.toString('latin1', 4, 8), from, to: at + whole };
}
