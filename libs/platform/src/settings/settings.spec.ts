import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings, SettingsError } from './settings.js';

const problems = (env: NodeJS.ProcessEnv): string[] => {
  try {
    loadSettings(env);
    return [];
  } catch (error) {
    return (error as SettingsError).problems;
  }
};

describe('settings', () => {
  it('have defaults for a first start', () => {
    expect(loadSettings({})).toMatchObject({ PORT: 3000, publicUrl: 'http://localhost:3000', demo: false });
  });

  it('are refused together, each by name', () => {
    expect(problems({ PORT: 'abc', SMTP_URL: 'ftp://x', SECRET_KEY: 'short', LOG_LEVEL: 'loud' })).toEqual([
      'setting PORT: must be a whole number from 1 to 65535',
      'setting SMTP_URL: must be a URL starting with smtp:// or smtps://',
      'setting SECRET_KEY: must have at least 32 characters',
      expect.stringContaining('setting LOG_LEVEL:'),
    ]);
  });

  it('name an invalid network', () => {
    const line = 'setting TRUSTED_PROXIES: must be addresses or networks such as 10.0.0.0/8, comma separated';
    expect(problems({ TRUSTED_PROXIES: 'foo' })).toEqual([line]);
    expect(problems({ TRUSTED_PROXIES: '10.0.0.1, foo/8' })).toEqual([line]);
    expect(problems({ TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::1,loopback' })).toEqual([]);
  });

  it('can be read from files', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'single-window-')), 'port');
    writeFileSync(file, '4000\n');
    expect(loadSettings({ PORT_FILE: file }).PORT).toBe(4000);
    // the line end of the file is no part of a key: with it nothing that was sealed could be opened
    const key = 'a key of at least 32 characters, in a file';
    writeFileSync(file, `${key}\n`);
    expect(loadSettings({ SECRET_KEY_FILE: file }).SECRET_KEY).toBe(key);
    expect(loadSettings({ SECRET_KEY_FILE: file, SECRET_KEY: key.toUpperCase() }).SECRET_KEY).toBe(
      key.toUpperCase(),
    );
  });

  it('count as absent when blank', () => expect(loadSettings({ SMTP_URL: '' }).SMTP_URL).toBeUndefined());
});
