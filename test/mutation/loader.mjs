/** Loads sources and specs without Jest, with Jest's settings: aliases, compiler, and a stand-in for its globals. */
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import settings from '../../jest.config.js';

const { moduleNameMapper, transform } = /** @type {any} */ (settings.projects[0]);
const [, compiling] = Object.values(transform)[0];
const ALIASES = Object.entries(moduleNameMapper).map(([from, to]) => [new RegExp(from), to]);
const GLOBALS = new URL('globals.ts', import.meta.url).href;

/** The tree under test: Stryker's copy, in which it starts its processes. */
export function loadFrom(tree) {
  const own = pathToFileURL(join(tree, '/')).href;
  const isOwn = (url) => url?.startsWith(own) && !url.includes('/node_modules/');
  registerHooks({
    resolve(name, context, next) {
      if (name === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
      const found = isOwn(context.parentURL) && sourceOf(name, context.parentURL, tree);
      return found ? { url: found, shortCircuit: true } : next(name, context);
    },
    load(url, context, next) {
      if (!isOwn(url) || !/\.tsx?$/.test(url)) return next(url, context);
      const filename = fileURLToPath(url);
      const { code } = transformSync(readFileSync(filename, 'utf8'), {
        ...compiling,
        ...{ filename, sourceMaps: false },
      });
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
}

function sourceOf(name, parent, tree) {
  const [from, to] = ALIASES.find(([pattern]) => pattern.test(name)) ?? [];
  if (!from) return undefined;
  const path = name.replace(from, to).replace('<rootDir>', tree);
  const url = path.startsWith('.') ? new URL(path, parent).href : pathToFileURL(path).href;
  return [url, `${url}.ts`, `${url}.tsx`].find(
    (each) => /\.tsx?$/.test(each) && existsSync(fileURLToPath(each)),
  );
}
