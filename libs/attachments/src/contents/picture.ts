import { refused, type Edit, type Removed } from './finding.js';
import { keptExif, readExif } from './tiff.js';

/** A photo of a telephone has 12 to 50 million; what has more is made to fill the memory of its reader. */
const MOST_PIXELS = 50_000_000;
const LONGEST_SIDE = 30_000;

export function checkPixels(width: number, height: number): void {
  if (width === 0 || height === 0) throw refused('file-damaged');
  if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE)
    throw refused('file-too-many-pixels', { width, height });
}

/** Words of XMP, IPTC and text chunks that say where a picture was taken. */
const PLACE_WORDS =
  /GPS|geo:lat|Iptc4xmp\w{1,9}:Location|photoshop:(City|State|Country)|Location(Shown|Created)/i;

/** Collects what is taken out of one picture. */
export class Cleaning {
  readonly edits: Edit[] = [];
  private located = false;
  private dropped = false;

  /** Leaves a part out. `content`: its text, to see whether it names the place. */
  drop(from: number, to: number, content?: Buffer): void {
    this.edits.push({ from, to });
    this.dropped = true;
    if (content && PLACE_WORDS.test(content.toString('latin1'))) this.located = true;
  }

  /** Overwrites a part with spaces, where nothing may move. */
  blank(from: number, to: number, content: Buffer): void {
    this.drop(from, to, content);
    this.edits.at(-1)!.by = Buffer.alloc(to - from, ' ');
  }

  replace(edit: Edit, located: boolean): void {
    this.edits.push(edit);
    this.dropped = true;
    this.located ||= located;
  }

  /** Replaces Exif by its orientation and time; `wrap` makes the part of the file that holds them. */
  replaceExif(from: number, to: number, tiff: Buffer, wrap: (kept: Buffer) => Buffer): void {
    const exif = readExif(tiff);
    const kept = keptExif(exif);
    this.replace({ from, to, ...(kept && { by: wrap(kept) }) }, exif.located);
  }

  /** Bytes after the end of the picture: nothing that a viewer shows. */
  endAt(end: number, size: number): void {
    if (end < size) this.edits.push({ from: end, to: size });
  }

  get removed(): Removed | null {
    if (this.located) return 'LOCATION';
    return this.dropped ? 'DETAILS' : null;
  }
}
