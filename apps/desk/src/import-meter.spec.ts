import { describe, expect, it, jest } from '@jest/globals';
import { importMeter } from './import-meter.js';

const progress = { rows: 5_000, total: 20_000, inserted: 4_000, known: 900, rejected: 100 };

describe('the progress of an import', () => {
  const written = (isTTY: boolean, updates: number[]) => {
    const lines: string[] = [];
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    const meter = importMeter({
      isTTY,
      write: (text: string | Uint8Array) => Boolean(lines.push(String(text))),
    });
    for (const at of updates) {
      now.mockReturnValue(at);
      meter.update(progress);
    }
    meter.end();
    now.mockRestore();
    return lines;
  };

  it('is a bar on a terminal, erased at the end', () => {
    const [bar, wiped] = written(true, [50, 1_000]);
    expect(bar).toContain(`${'█'.repeat(8)}${'░'.repeat(22)} 5000/20000 rows, 5000/s, 3 s left`);
    expect(wiped).toBe('\r\u001B[K');
  });

  it('is a line every five seconds elsewhere', () => {
    expect(written(false, [1_000, 5_000, 6_000])).toEqual([
      '5000/20000 rows, 1000/s, 15 s left (4000 inserted, 900 known, 100 rejected)\n',
    ]);
  });
});
