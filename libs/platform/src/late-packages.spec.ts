import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './root.js';

/** Packages that web or worker rarely need: imported at first use (decision 0013). */
const LATE = [
  ...['@nestjs/swagger', '@node-rs/argon2', 'bullmq', 'csv-parse', 'ioredis'],
  ...['libphonenumber-js', 'nodemailer', 'pg', 'prom-client', 'qrcode'],
];
const AT_START = new RegExp(
  `^(?:import|export) (?!type )[^;]*?from '(?:${LATE.join('|')})(?:/[^']*)?';|^import '(?:${LATE.join('|')})'`,
  'gm',
);

const sources = ['apps/web', 'apps/worker', 'libs'].flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/spec/.test(path))
    .map((path) => join(folder, path)),
);

describe('packages that are loaded late', () => {
  it('are not imported at the top of any source of web or worker', () => {
    expect(sources.length).toBeGreaterThan(300);
    const found = sources.flatMap((path) =>
      (readFileSync(join(projectRoot, path), 'utf8').match(AT_START) ?? []).map((line) => `${path}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});
