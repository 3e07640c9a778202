import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const FILES = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const DOCS = FILES.filter((path) => path.endsWith('.md') && existsSync(join(ROOT, path)));
const SOURCES = FILES.filter((path) => /\.(tsx?|mjs|ya?ml)$/.test(path) && !path.startsWith('test/docs/'));
const CODE = SOURCES.filter((path) => existsSync(join(ROOT, path)));

/** Each match of a pattern with its file: `[file, match]`. */
const cited = (files: string[], pattern: RegExp): [string, string][] =>
  files.flatMap((path) =>
    [...read(path).matchAll(pattern)].map((found): [string, string] => [path, found[1]!]),
  );
const wrong = (all: [string, string][], isThere: (name: string, path: string) => boolean) =>
  all.filter(([path, name]) => !isThere(name, path)).map(([path, name]) => `${path}: ${name}`);

/** The anchor that the site hosting the docs makes: `## How to add …` is `#how-to-add-`. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
const anchors = (path: string) =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

describe('references in the docs exist', () => {
  it('links to files, and to headings in them', () => {
    const links = cited(DOCS, /\]\((?!https?:|mailto:)([^)\s]+)\)/g);
    const isThere = (link: string, path: string) => {
      const [file = '', anchor] = link.split('#');
      const target = file ? join(dirname(path), file) : path;
      return existsSync(join(ROOT, target)) && (anchor === undefined || anchors(target).includes(anchor));
    };
    expect(links.length).toBeGreaterThan(30);
    expect(wrong(links, isThere)).toEqual([]);
  });

  it('source files, by their names or the ends of their paths', () => {
    const named = cited(
      DOCS.filter((path) => !/^(CHANGELOG|docs\/(decisions|mutants))/.test(path)),
      /`([\w@./-]+\.(?:tsx?|mjs|cjs|ya?ml|sh))`/g,
    );
    expect(named.length).toBeGreaterThan(60);
    // x.page.tsx stands for the page of any subject
    const isThere = (name: string) =>
      name.startsWith('x.') ||
      FILES.some((path) => path === name || path.endsWith(`/${name}`) || path.endsWith(name));
    expect(wrong(named, isThere)).toEqual([]);
  });

  it('the names in the glossary', () => {
    const words = cited(['docs/glossary.md'], /`([A-Za-z_]+)`(?=[^|]*\|$|, `)/gm);
    const names = new Set(CODE.flatMap((path) => read(path).match(/[A-Za-z_]+/g) ?? []));
    expect(words.length).toBeGreaterThan(30);
    expect(wrong(words, (name) => names.has(name))).toEqual([]);
  });
});

describe('references in comments exist', () => {
  const rowsOf = (path: string, first: RegExp) =>
    new Set([...read(path).matchAll(first)].map(([, name]) => name));
  it.each([
    ['promises', /\bpromises? (P\d)\b/gi, rowsOf('docs/promises.md', /^\| (P\d) /gm)],
    ['faults', /\brow (F\d+)\b/g, rowsOf('docs/faults.md', /\b(F\d+)\b/g)],
    [
      'decisions',
      /\bdecision (\d{4})\b/gi,
      new Set(DOCS.map((path) => /decisions\/(\d{4})-/.exec(path)?.[1])),
    ],
    ['pages of docs', /\b(docs\/[\w/-]+\.md)\b/g, new Set(DOCS)],
  ])('%s', (_what, pattern, known) => {
    const all = cited([...CODE, ...DOCS], pattern);
    expect(all.length).toBeGreaterThan(0);
    expect(wrong(all, (name) => known.has(name))).toEqual([]);
  });

  it('nothing outside this repository but laws, plans and standards', () => {
    const outside =
      /(reliability,? (?:section|rule)|domain glossary|case-life table|design\.md|look\.md|findings\/)/g;
    expect(cited(CODE, outside)).toEqual([]);
  });
});
