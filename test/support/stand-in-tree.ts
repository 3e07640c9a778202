import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ENDS = `const bye = () => process.exit(0); process.on('SIGTERM', bye); process.on('disconnect', bye);`;
const FILES: Record<string, string> = {
  'package.json': JSON.stringify({ type: 'module', scripts: { build: 'true' } }),
  'package-lock.json': JSON.stringify({ packages: {} }),
  'node_modules/.package-lock.json': JSON.stringify({ packages: {} }),
  'dist/apps/web/src/main.js': `import { createServer } from 'node:http';
    createServer(({ url }, response) => response.end(url === '/cwd' ? process.cwd() : process.env.REDIS_URL)).listen(Number(process.env.PORT), '::');
    console.log(JSON.stringify({ level: 30, msg: 'all is well' }));
    console.log(JSON.stringify({ level: 40, msg: 'the gateway of ' + process.env.SECRET_KEY + ' is slow' })); ${ENDS}`,
  'dist/apps/worker/src/main.js': `setInterval(() => {}, 1000); ${ENDS}`,
  'dist/apps/desk/src/main.js': `
    if (process.env.MAIL_FROM === 'x') { console.error('setting MAIL_FROM: too short'); process.exit(1); }
    console.log(JSON.stringify({ hint: process.argv.includes('--demo') ? 'demonstration sign-ins' : 'no staff yet' }));
    console.log(JSON.stringify({ line: 'database: migrated' }));`,
};

export interface StandInTree {
  root: string;
  remove(): Promise<void>;
}

/** A project folder whose built programs are a few lines each, to test the launcher on. */
export async function standInTree(): Promise<StandInTree> {
  const root = await mkdtemp(join(tmpdir(), 'single-window-tree-'));
  for (const [name, content] of Object.entries(FILES)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
