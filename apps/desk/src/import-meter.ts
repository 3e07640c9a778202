import type { ImportProgress } from '@app/intake';
import type { WriteStream } from 'node:tty';

const BAR = 30;
const EVERY_MS = { bar: 100, lines: 5_000 };

export interface Meter {
  update(progress: ImportProgress): void;
  end(): void;
}

/** Progress bar on a terminal; a line every few seconds elsewhere. */
export function importMeter(screen: Pick<WriteStream, 'isTTY' | 'write'>): Meter {
  const began = performance.now();
  let last = began;
  let drawn = false;
  return {
    update(progress) {
      const now = performance.now();
      if (now - last < (screen.isTTY ? EVERY_MS.bar : EVERY_MS.lines)) return;
      last = now;
      drawn = screen.isTTY;
      const line = words(progress, (now - began) / 1_000);
      screen.write(screen.isTTY ? `\r\u001B[K${bar(progress)} ${line}` : `${line}\n`);
    },
    end() {
      if (drawn) screen.write('\r\u001B[K');
      drawn = false;
    },
  };
}

function bar({ rows, total }: ImportProgress): string {
  const full = total === 0 ? BAR : Math.round((rows / total) * BAR);
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
}

function words({ rows, total, inserted, known, rejected }: ImportProgress, seconds: number): string {
  const rate = rows / Math.max(seconds, 0.001);
  const rest = Math.ceil((total - rows) / rate);
  return `${rows}/${total} rows, ${Math.round(rate)}/s, ${rest} s left (${inserted} inserted, ${known} known, ${rejected} rejected)`;
}
