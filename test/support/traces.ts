import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Ways in which a text may be stored: as it is, in another case, percent-encoded, in base64 at any of its three offsets. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // the first and last characters mix with what stands beside the text
    return whole.slice(offset === 0 ? 0 : offset + 1, whole.length - 4);
  });
  const plain = [text, text.toLowerCase(), text.toUpperCase(), encodeURIComponent(text)];
  const utf16 = Buffer.from(text, 'utf16le').toString('latin1');
  return [...new Set([...plain, ...base64].map((form) => Buffer.from(form).toString('latin1'))), utf16];
}

/** The texts of which a trace stands in these bytes. */
export function tracesIn(content: Buffer, texts: readonly string[]): string[] {
  const haystack = content.toString('latin1');
  return texts.filter((text) => formsOf(text).some((form) => haystack.includes(form)));
}

/** `file: text` for each trace in any file of a folder. */
export async function tracesUnder(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    for (const text of tracesIn(Buffer.concat([Buffer.from(name), await readFile(path)]), texts))
      found.push(`${name}: ${text}`);
  }
  return found;
}
