import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Slip } from './slip.js';

const ROOT = join(import.meta.dirname, '../..');
const files = readdirSync(join(import.meta.dirname, 'slips'));

describe.each(files)('the small wrong changes of %s', (file) => {
  it('change a text that occurs once in its file, and name an existing spec', async () => {
    const { SLIPS } = (await import(join(import.meta.dirname, 'slips', file))) as { SLIPS: Slip[] };
    const astray = SLIPS.filter(({ file: path, right, wrong, caught }) => {
      const once = readFileSync(join(ROOT, path), 'utf8').split(right).length === 2;
      return !once || right === wrong || !existsSync(join(ROOT, caught));
    });
    expect(SLIPS.length).toBeGreaterThan(0);
    expect(astray.map(({ slip }) => slip)).toEqual([]);
  });
});
