/**
 * Jest's module system loads each module again for each spec file, in a context of its own: that took half of the time
 * of small files, and no function stayed compiled. Here Node loads each module once per process; only the spec file and
 * its setup are loaded for each run. So a spec must leave the process as it found it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { loadFrom } from './loader.mjs';

const require = createRequire(import.meta.url);
const HANDLERS = Symbol.for('EVENT_HANDLERS');
const ESM = { supportsStaticESM: true, supportsDynamicImport: true, supportsExportNamespaceFrom: true };

/** By address of the module, for the stacks of failures. */
const sourceMaps = new Map();
let run = 0;
let isLoading = false;

class Runtime {
  #environment = { ...process.env };
  #transformer;
  #config;
  #globals;
  #restoreAll = () => {};

  constructor(config, _environment, _resolver, transformer) {
    run += 1;
    [this.#config, this.#transformer] = [config, transformer];
    if (!isLoading) this.#load();
  }

  #load() {
    isLoading = true;
    const aliases = Object.fromEntries(this.#config.moduleNameMapper);
    loadFrom(this.#config.rootDir, aliases, (filename, url) => {
      const { code, sourceMapPath } = this.#transformer.transform(
        filename,
        ESM,
        readFileSync(filename, 'utf8'),
      );
      if (sourceMapPath) sourceMaps.set(url, sourceMapPath);
      return code;
    });
  }

  /** The framework starts with a tree of tests and listeners of its own for each spec file. */
  requireInternalModule(path) {
    delete require.cache[path];
    delete globalThis[HANDLERS];
    return require(path);
  }

  requireModule(path) {
    return require(path);
  }

  setGlobalsForRuntime(globals) {
    this.#globals = globals;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    const globals = await import('./globals.ts');
    globals.setCircus(this.#globals);
    this.#restoreAll = globals.restoreAll;
    return import(`${pathToFileURL(path).href}?run=${run}`);
  }

  getSourceMaps() {
    return sourceMaps;
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }

  enterTestCode() {}
  leaveTestCode() {}

  teardown() {
    this.#restoreAll();
    for (const name of Object.keys(process.env)) if (!(name in this.#environment)) delete process.env[name];
    Object.assign(process.env, this.#environment);
  }
}

/** As `require` of Jest wants it. */
export { Runtime as default, Runtime as 'module.exports' };
