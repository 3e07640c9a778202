/**
 * `npm run build`: a process loads a file of its app and one of all rooms instead of a thousand (decision 0032). The
 * doors of the rooms are there for programs beside the apps. Packages stay in node_modules.
 */
import { globSync } from 'node:fs';
import { transform } from '@swc/core';

const ENTRIES = globSync(['apps/*/src/main.ts', 'libs/*/src/index.ts', 'libs/sla/src/*/index.ts']);

/** The compiler that the tests use, with the same options. */
const typescript = {
  name: 'typescript',
  transform: {
    filter: { id: /\.tsx?$/ },
    handler: (code, filename) => transform(code, { filename, swcrc: true, sourceMaps: true }),
  },
};

export default {
  input: Object.fromEntries(ENTRIES.map((path) => [path.replace(/\.ts$/, ''), path])),
  platform: 'node',
  external: (id) => !/^[./]|^(apps|libs)\//.test(id),
  plugins: [typescript],
  resolve: { extensionAlias: { '.js': ['.ts', '.tsx'] } },
  output: {
    dir: 'dist',
    cleanDir: true,
    keepNames: true,
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'libs/[name].js',
    minifyInternalExports: false,
    codeSplitting: { groups: [{ name: 'rooms', test: /\/libs\// }] },
  },
};
