import { existsSync, readFileSync } from 'node:fs';
import { registerHooks, type LoadHookSync, type ResolveHookSync } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync, type Options } from '@swc/core';

const ROOT = join(import.meta.dirname, '../..');
const ROOM = /^@app\/([a-z]+)(?:\/(clock|timers))?$/;
const SOURCE = /\.tsx?$/;

/** As the build compiles, but without resolving the rooms' names, which the hooks below do. */
function swcOptions(): Options {
  const { $schema: _, ...swc } = JSON.parse(readFileSync(join(ROOT, '.swcrc'), 'utf8'));
  const { baseUrl: __, paths: ___, ...jsc } = swc.jsc;
  return { ...swc, jsc, module: { type: 'es6' }, sourceMaps: 'inline', swcrc: false };
}

const options = swcOptions();

const resolve: ResolveHookSync = (specifier, context, next) => {
  const room = ROOM.exec(specifier);
  if (room) return next(pathToFileURL(roomFile(room[1]!, room[2])).href, context);
  return next(sourceOf(specifier, context.parentURL) ?? specifier, context);
};

const roomFile = (room: string, part?: string): string =>
  join(ROOT, 'libs', room, 'src', part ?? '', 'index.ts');

/** `./x.js` is resolved to `./x.ts` or `./x.tsx` if that exists. */
function sourceOf(specifier: string, parent?: string): string | undefined {
  if (!parent || !SOURCE.test(parent) || !/^\.{1,2}\/.*\.js$/.test(specifier)) return undefined;
  const stem = new URL(specifier.slice(0, -'.js'.length), parent).href;
  return ['.ts', '.tsx'].map((end) => stem + end).find((url) => existsSync(fileURLToPath(url)));
}

const load: LoadHookSync = (url, context, next) => {
  if (!url.startsWith('file:') || !SOURCE.test(url) || url.includes('/node_modules/'))
    return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
  return { format: 'module', source: code, shortCircuit: true };
};

/** Lets Node load sources with decorators and the rooms' names; by itself it only strips types. */
export const readSources = (): void => void registerHooks({ resolve, load });
