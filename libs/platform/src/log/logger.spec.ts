import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { projectRoot } from '../root.js';

const SECRETS = [
  ...['password', 'lookupCode', 'token', 'authorization', 'cookie', 'phone', 'email', 'name'],
  ...['description', 'text', 'comment'],
];

/** Runs in a separate process, because the log goes to standard output. */
function logged(level: string, code: string): Record<string, any>[] {
  const script = `const { rootLogger, PinoLogger } = await import('./libs/platform/src/log/logger.ts');
    const log = rootLogger('${level}', 'web'); ${code}`;
  const { stdout } = spawnSync(
    process.execPath,
    ['--experimental-transform-types', '--no-warnings', '--input-type=module', '-e', script],
    {
      cwd: projectRoot,
      encoding: 'utf8',
      env: {},
    },
  );
  return stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe('the log', () => {
  it('never has secrets or personal data, at any of three levels of nesting', () => {
    const one = Object.fromEntries(SECRETS.map((name) => [name, `secret of ${name}`]));
    const [line] = logged(
      'info',
      `log.info({ ...${JSON.stringify(one)}, a: ${JSON.stringify(one)}, b: { c: ${JSON.stringify(one)} } }, 'm');`,
    );
    expect(line).toMatchObject({ role: 'web', msg: 'm' });
    for (const level of [line, line!['a'], line!['b'].c])
      expect(Object.fromEntries(SECRETS.map((name) => [name, level[name]]))).toEqual(
        Object.fromEntries(SECRETS.map((name) => [name, '…'])),
      );
  });

  it('has the messages of its level and above, each of Nest’s levels mapped to its own', () => {
    const all = `const nest = new PinoLogger(log);
      nest.error('e', 'stack', 'X'); nest.warn('w', 'X'); nest.log('l', 'X');
      nest.debug('d', 'X'); nest.verbose('v', 'X');`;
    const levels = (level: string) =>
      logged(level, all).map(({ level: of, msg, context }) => [of, msg, context]);
    const [e, w, l, d, v] = [
      [50, 'e', 'X'],
      [40, 'w', 'X'],
      [30, 'l', 'X'],
      [20, 'd', 'X'],
      [10, 'v', 'X'],
    ];
    expect(levels('info')).toEqual([e, w, l]);
    expect(levels('trace')).toEqual([e, w, l, d, v]);
    expect(levels('error')).toEqual([e]);
  });
});
