import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counts } from '../../launcher/jest.mjs';
import { hashOf } from '../../launcher/stamp.mjs';
import { closingLine, exitCode, summary } from '../../launcher/tally.mjs';

const results = {
  numPassedTests: 7,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};
const row = (name: string, passed: number, failed: number) => ({
  name,
  ms: 1_500,
  passed,
  failed,
  skipped: 0,
});

describe('the counts of bin/test', () => {
  it('are those of Jest', () => {
    expect(counts({ ...results, numFailedTests: 2 }, 1, false)).toMatchObject({ passed: 7, failed: 2 });
  });

  it.each([
    ['a suite that cannot be loaded', { ...results, numRuntimeErrorTestSuites: 1 }, 1, false],
    ['a run that fails though every test passed', results, 1, false],
    ['a run that was killed before it wrote its results', undefined, null, false],
    ['a run that does not end by itself', results, null, true],
  ])('counts %s as a failure', (_, given, code, lingered) => {
    expect(counts(given, code, lingered).failed).toBe(1);
  });

  it('are summed up, with exit code 0 only when tests ran and none failed', () => {
    const rows = [row('unit', 3, 0), row('rooms + contracts', 4, 1)];
    expect(closingLine(rows)).toBe('7 passed, 1 failed');
    expect([exitCode(rows), exitCode([row('unit', 3, 0)]), exitCode([row('unit', 0, 0)])]).toEqual([1, 0, 1]);
  });

  it('include a project without tests', () => {
    expect(summary([row('faults', 0, 0)])).toMatch(/faults\s+0 tests/);
  });
});

describe('what makes the build stale', () => {
  const root = mkdtempSync(join(tmpdir(), 'single-window-stamp-'));
  const write = (name: string, content: string) => writeFileSync(join(root, name), content);
  const hash = () => hashOf(root, ['apps', 'tsconfig.json']);
  afterAll(() => rmSync(root, { recursive: true }));

  it('is a change of a source or its name, not of a spec or a date', () => {
    mkdirSync(join(root, 'apps'));
    write('apps/main.ts', 'one');
    const first = hash();
    write('apps/main.ts', 'one');
    write('apps/main.spec.ts', 'a spec');
    expect(hash()).toBe(first);
    write('apps/main.ts', 'two');
    const second = hash();
    write('tsconfig.json', '{}');
    expect(new Set([first, second, hash()]).size).toBe(3);
  });
});
