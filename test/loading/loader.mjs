/** Loads sources and specs without Jest's module system, with Jest's settings: aliases, compiler, its globals. */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const GLOBALS = new URL('globals.ts', import.meta.url).href;
const ARGON2 = new URL('argon2.mjs', import.meta.url).href;

/**
 * Installs the loader for the rest of the process.
 *
 * @param {string} tree Folder of the sources under test, as there may be copies.
 * @param {Record<string, string>} aliases As `moduleNameMapper` of Jest.
 * @param {(filename: string, url: string) => string} compile From a TypeScript file to an ES module.
 */
export function loadFrom(tree, aliases, compile) {
  const own = pathToFileURL(join(tree, '/')).href;
  const isOwn = (url) => url?.startsWith(own) && !url.includes('/node_modules/');
  const patterns = Object.entries(aliases).map(([from, to]) => [new RegExp(from), to]);
  registerHooks({
    resolve(name, context, next) {
      if (name === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
      if (name === '@node-rs/argon2' && context.parentURL !== ARGON2)
        return { url: ARGON2, shortCircuit: true };
      const found = isOwn(context.parentURL) && sourceOf(name, context.parentURL, { tree, patterns });
      return found ? { url: found, shortCircuit: true } : next(name, context);
    },
    load(url, context, next) {
      if (!isOwn(url) || !TYPESCRIPT.test(url)) return next(url, context);
      return { format: 'module', source: compile(fileURLToPath(url), url), shortCircuit: true };
    },
  });
}

/** With the number that `runtime.mjs` adds. */
const TYPESCRIPT = /\.tsx?(\?|$)/;

function sourceOf(name, parent, { tree, patterns }) {
  const [from, to] = patterns.find(([pattern]) => pattern.test(name)) ?? [];
  if (!from) return undefined;
  const path = name.replace(from, to).replace('<rootDir>', tree);
  const url = path.startsWith('.') ? new URL(path, parent).href : pathToFileURL(path).href;
  return [url, `${url}.ts`, `${url}.tsx`].find(
    (each) => TYPESCRIPT.test(each) && existsSync(fileURLToPath(each)),
  );
}
