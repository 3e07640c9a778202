import { describe, expect, it } from '@jest/globals';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Script } from 'node:vm';
import { asset, assets } from './assets.js';

const text = (name: string) => assets().get(name)!.content.toString();

describe('asset', () => {
  const started = process.cwd();
  afterEach(() => process.chdir(started));

  it('is found from any working directory', () => {
    process.chdir(tmpdir());
    expect(asset('icon.svg')).toMatch(/^\/assets\/icon\.svg\?v=[\w-]{8}$/);
  });

  it('that does not exist is an error of the page, not a dead link', () => {
    expect(() => asset('none.css')).toThrow('none.css');
  });

  it('is there for each script that a page names', () => {
    const pages = globSync('apps/web/src/**/*.{ts,tsx}').map((path) => readFileSync(path, 'utf8'));
    const named = pages.flatMap((page) =>
      [...page.matchAll(/scripts: \[([^\]]+)\]/g)].map(([, list]) => list!),
    );
    const scripts = named.flatMap((list) => [...list.matchAll(/'([\w-]+\.js)'/g)].map(([, name]) => name!));
    expect(scripts).toContain('told.js');
    for (const name of scripts) expect(asset(name)).toContain(name);
  });
});

describe('the style sheets', () => {
  const rules = (sheet: string) => sheet.replace(/\s+/g, ' ');

  it('begin with the tokens and end with print, for citizens and staff', () => {
    for (const name of ['citizen.css', 'staff.css']) {
      expect(rules(text(name))).toMatch(/^\s*:root \{ color-scheme/);
      expect(text(name).lastIndexOf('@media print')).toBeGreaterThan(text(name).lastIndexOf('.promise-text'));
      expect(text(name)).not.toContain('/*');
    }
  });

  it('leave no file of the folder out; what only staff need is not sent to citizens', () => {
    const files = readdirSync('apps/web/assets').filter((name) => name.endsWith('.css'));
    expect(files.length).toBeGreaterThan(12);
    const first = (name: string) =>
      readFileSync(`apps/web/assets/${name}`, 'utf8').replace(/\/\*[^]*?\*\//g, '');
    expect(files.filter((name) => !text('staff.css').includes(first(name)))).toEqual([]);
    const forStaff = files.filter((name) => !text('citizen.css').includes(first(name)));
    expect(forStaff).toEqual(['admin.css', 'board.css', 'calls.css', 'cases.css', 'desk.css']);
  });
});

describe('the scripts', () => {
  it('can be joined although two files use one name', () => {
    expect(() => new Script(`(async () => {${text('staff.js')}})`)).not.toThrow();
    expect(text('staff.js')).toContain('[data-idle-minutes]');
    expect(text('staff.js')).toContain('keys-shown');
    expect(text('citizen.js')).not.toContain('keys-shown');
  });
});
