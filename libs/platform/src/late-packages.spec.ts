import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './root.js';

/** What web or worker may need and mostly does not: loaded where it is used (decision 0013). */
const LATE = [
  ...['@nestjs/swagger', '@node-rs/argon2', 'bullmq', 'csv-parse', 'ioredis'],
  ...['libphonenumber-js', 'nodemailer', 'pg', 'prom-client'],
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
  it('are imported by no source of web and worker at its top', () => {
    expect(sources.length).toBeGreaterThan(300);
    const found = sources.flatMap((path) =>
      (readFileSync(join(projectRoot, path), 'utf8').match(AT_START) ?? []).map((line) => `${path}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});
