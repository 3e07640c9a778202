import { projectRoot } from '@app/platform';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const FOLDER = join(projectRoot, 'apps/web/assets');

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
};
/** Styles that others build on; the rest follow by name, print last. */
const FIRST = ['tokens.css', 'base.css', 'layout.css', 'forms.css', 'pieces.css'];
const LAST = ['forced-colours.css', 'print.css'];
/** What only staff load. */
const STAFF_STYLES = ['desk.css', 'admin.css', 'board.css', 'calls.css', 'cases.css'];

/** On every page of the desk. */
const STAFF_SCRIPTS = ['page.js', 'desk.js', 'ticks.js', 'go.js'];

export interface Asset {
  name: string;
  type: string;
  content: Buffer;
  /** Of the content: a changed file has another address. */
  hash: string;
}

const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

/** One style sheet of several files, without their comments. */
const stylesOf = (names: readonly string[]): string =>
  names.map((name) => read(name).replace(/\/\*[^]*?\*\//g, '')).join('');

/** One script of several modules; each keeps its own names. */
const scriptsOf = (names: readonly string[]): string => names.map((name) => `{\n${read(name)}}\n`).join('');

function bundles(): Record<string, string> {
  const styles = readdirSync(FOLDER).filter((name) => name.endsWith('.css'));
  const named = [...FIRST, ...STAFF_STYLES, ...LAST];
  const middle = styles.filter((name) => !named.includes(name)).toSorted();
  return {
    'citizen.css': stylesOf([...FIRST, ...middle, ...LAST]),
    'staff.css': stylesOf([...FIRST, ...middle, ...STAFF_STYLES, ...LAST]),
    'citizen.js': scriptsOf(['page.js']),
    'staff.js': scriptsOf(STAFF_SCRIPTS),
  };
}

/** Pictures, and the scripts of single pages. */
const isSingle = (name: string): boolean => !name.endsWith('.css') && !STAFF_SCRIPTS.includes(name);

function loaded(): Map<string, Asset> {
  const single = readdirSync(FOLDER)
    .filter(isSingle)
    .map((name) => [name, readFileSync(join(FOLDER, name))] as const);
  const joined = Object.entries(bundles()).map(([name, text]) => [name, Buffer.from(text)] as const);
  return new Map([...single, ...joined].map(([name, content]) => [name, assetOf(name, content)]));
}

function assetOf(name: string, content: Buffer): Asset {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
  return { name, type: TYPES[extname(name)]!, content, hash };
}

let known: Map<string, Asset> | undefined;

/** Everything under /assets/, by name; read once. */
export const assets = (): ReadonlyMap<string, Asset> => (known ??= loaded());

/** URL of a file under /assets/ with a hash of its content, so that browsers load a changed file at once. */
export function asset(name: string): string {
  const found = assets().get(name);
  if (!found) throw new Error(`no such asset: ${name}`);
  return `/assets/${name}?v=${found.hash}`;
}
