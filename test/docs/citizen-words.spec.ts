import { LOCALES } from '@app/platform';
import { OCCASIONS } from '../../libs/notices/src/kinds/occasions.js';
import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statuses as en } from '../../apps/web/src/case-parts/statuses.en.js';
import { statuses as zh } from '../../apps/web/src/case-parts/statuses.zh-TW.js';

const ROOT = join(import.meta.dirname, '../..');
/** The subjects of the site that citizens read. */
const SUBJECTS = [
  'citizen-case',
  'progress',
  'report',
  'survey',
  'services',
  'home',
  'privacy',
  'commitments',
];

/** Rows of the table in docs/glossary.md: what, at the desk, for her, in English, whether she never reads the desk's. */
const rows = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8')
  .split('## What citizens are told')[1]!
  .split('\n')
  .filter((line) => /^\| [A-Z_]+ /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, what = '', desk = '', hers = '', english = '', never = '']) => ({
    what,
    desk,
    hers,
    english,
    never,
  }));

const all = (words: { case: object; clock: object }) => ({ ...words.case, ...words.clock });
const column = (name: 'desk' | 'hers' | 'english') =>
  Object.fromEntries(rows.map((row) => [row.what, row[name]]));

describe('the words for citizens', () => {
  it('are those of the glossary, and so are those of the desk', () => {
    expect(column('hers')).toEqual(all(zh.citizen));
    expect(column('english')).toEqual(all(en.citizen));
    expect(column('desk')).toEqual(all({ case: zh.case, clock: zh.clock }));
  });

  const never = rows.filter((row) => row.never === 'never').map(({ desk }) => desk);
  const kinds = Object.values(OCCASIONS)
    .flat()
    .filter(({ to }) => to === 'CITIZEN')
    .map(({ kind }) => kind);
  const files = [
    ...SUBJECTS.flatMap((name) => globSync(`apps/web/src/${name}/**/*words.zh-TW.ts`, { cwd: ROOT })),
    ...globSync('apps/web/src/report/questions/*.tsx', { cwd: ROOT }).filter(
      (path) => !path.includes('.spec.'),
    ),
    ...[...new Set(kinds)].map((kind) => `config/templates/${kind}.yaml`),
  ];

  it.each(files)('of %s hold none that only the desk uses', (path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    expect(never.filter((word) => text.includes(word))).toEqual([]);
  });

  it('are looked for in pages and messages of every kind', () => {
    expect([never.length, files.length > 30, LOCALES.length]).toEqual([8, true, 2]);
  });
});
