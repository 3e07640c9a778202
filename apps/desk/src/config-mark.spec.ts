import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configMark } from './config-mark.js';

describe('the mark of config/', () => {
  let root: string;
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mark-'));
    write('dist/.stamp', 'built\n');
    write('config/services/sme.yaml', 'services: []');
    write('config/templates/answered.yaml', 'zh-TW: {}');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('stays while nothing changes', () => {
    expect(configMark(root)).toBe(configMark(root));
    expect(configMark(root)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['a file changes', () => write('config/services/sme.yaml', 'services: [a]')],
    ['a template changes', () => write('config/templates/answered.yaml', 'zh-TW: {a: b}')],
    ['a file is added', () => write('config/services/new.yaml', '')],
    ['a file is removed', () => rmSync(join(root, 'config/services/sme.yaml'))],
    ['a file moves', () => renameSync(join(root, 'config/services/sme.yaml'), join(root, 'config/sme.yaml'))],
    ['the code is another', () => write('dist/.stamp', 'built otherwise\n')],
  ])('is another when %s', (_what, change) => {
    const before = configMark(root);
    change();
    expect(configMark(root)).toMatch(/^[0-9a-f]{64}$/);
    expect(configMark(root)).not.toBe(before);
  });

  it('is none when nothing says what was built', () => {
    rmSync(join(root, 'dist/.stamp'));
    expect(configMark(root)).toBeUndefined();
  });
});
