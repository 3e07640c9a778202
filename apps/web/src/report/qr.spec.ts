import { describe, expect, it } from '@jest/globals';
import { qrOf } from './qr.js';

const ADDRESS = 'https://desk.example.org/progress?n=SME-1150821-00042-7';

/** The dark squares, read from the path. */
function squaresOf({ path }: { path: string }): Set<string> {
  return new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
}

describe('a QR code', () => {
  const code = qrOf(ADDRESS);
  const dark = squaresOf(code);
  const at = (x: number, y: number) => dark.has(`${x} ${y}`);

  it('has the three finder patterns, and none in the fourth corner', () => {
    const finder = (x: number, y: number) =>
      ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'].every((row, dy) =>
        [...row].every((sign, dx) => at(x + dx, y + dy) === (sign === '1')),
      );
    const far = code.size - 7;
    expect([finder(0, 0), finder(far, 0), finder(0, far), finder(far, far)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('has the timing patterns between them: dark and light in turn', () => {
    for (let n = 8; n < code.size - 8; n++)
      expect([n, at(n, 6), at(6, n)]).toEqual([n, n % 2 === 0, n % 2 === 0]);
  });

  it('is the same for the same address, and another for another', () => {
    expect(qrOf(ADDRESS)).toEqual(code);
    expect(qrOf(ADDRESS.replace('42-7', '43-5')).path).not.toBe(code.path);
  });
});
