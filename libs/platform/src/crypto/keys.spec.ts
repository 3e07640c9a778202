import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../settings/settings.js';
import { chance } from './chance.js';
import { derivedToken, derivedTokenHash } from './derived-token.js';
import { newId } from './ids.js';
import { Keyring, sameSecret, type KeyPurpose } from './keyring.js';
import { newDataKey, seal, unseal } from './seal.js';
import { ensureSecret, readSecret, SecretMissingError } from './secret-file.js';

const numRuns = Number(process.env['FC_RUNS'] ?? 25);
const PURPOSES: KeyPurpose[] = [
  ...([
    'seal',
    'wrap',
    'lookup-code',
    'survey-token',
    'confirmation-token',
    'blind-email',
    'blind-phone',
    'blind-address',
  ] as const),
  ...(['idempotency', 'session', 'api-token', 'message', 'draft', 'call-back', 'attachment'] as const),
];
const ring = new Keyring('k'.repeat(32));

describe('keys', () => {
  it('differ for each purpose and secret, and are the same for the same', () => {
    const hashes = PURPOSES.map((purpose) => ring.hash(purpose, 'x'));
    expect(new Set(hashes).size).toBe(PURPOSES.length);
    expect(PURPOSES.map((purpose) => new Keyring('k'.repeat(32)).hash(purpose, 'x'))).toEqual(hashes);
    const others = PURPOSES.map((purpose) => new Keyring('o'.repeat(32)).hash(purpose, 'x'));
    expect(others.some((hash) => hashes.includes(hash))).toBe(false);
  });

  it('hash parts separately, not joined', () => {
    expect(ring.hash('session', 'a', 'bc')).not.toBe(ring.hash('session', 'ab', 'c'));
    expect(ring.hash('session', 'a', '')).not.toBe(ring.hash('session', 'a'));
    expect(ring.mac('session', 'a')).toHaveLength(32);
  });

  it('compare secrets completely', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    for (const [a, b] of [
      ['abc', 'abd'],
      ['abc', 'ab'],
      ['abc', 'abcd'],
      ['', 'a'],
      ['é', 'e'],
    ] as const)
      expect([a, b, sameSecret(a, b)]).toEqual([a, b, false]);
  });

  it('derive the same token of 128 bits for a row each time, found by its hash alone', () => {
    const token = derivedToken(ring, 'survey-token', 'row');
    expect(token).toMatch(/^[\w-]{22}$/);
    expect(derivedToken(ring, 'survey-token', 'row')).toBe(token);
    expect(derivedToken(ring, 'survey-token', 'other')).not.toBe(token);
    const hash = derivedTokenHash(ring, 'survey-token', token);
    expect(hash).not.toContain(token);
    expect(derivedTokenHash(ring, 'survey-token', `${token}x`)).not.toBe(hash);
  });
});

describe('a sealed value', () => {
  const [key, other] = [newDataKey(), newDataKey()];

  it('opens only with its key and at its place, whatever its text', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), (plain) => {
      const text = plain.toWellFormed();
      const sealed = seal(key, 'case_file.1', text);
      expect(unseal(key, 'case_file.1', sealed)).toBe(text);
      expect(() => unseal(key, 'case_file.2', sealed)).toThrow(/authenticate/);
      expect(() => unseal(other, 'case_file.1', sealed)).toThrow(/authenticate/);
    });
    fc.assert(property, { numRuns });
  });

  it('differs each time, and does not open when one character is changed', () => {
    const sealed = seal(key, 'p', '王小明');
    expect(seal(key, 'p', '王小明')).not.toBe(sealed);
    expect(sealed.startsWith('v1.')).toBe(true);
    for (let at = 3; at < sealed.length - 1; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => unseal(key, 'p', changed)).toThrow(/authenticate/);
    }
  });
});

describe('chance', () => {
  it('returns each byte once, to many callers', () => {
    const taken = Array.from({ length: 2_000 }, () => chance(16).toString('hex'));
    expect(new Set(taken).size).toBe(2_000);
    const kept = chance(12);
    const copy = kept.toString('hex');
    for (let n = 0; n < 2_000; n++) chance(16);
    expect(kept.toString('hex')).toBe(copy);
    expect(kept.equals(Buffer.alloc(12))).toBe(false);
  });

  it('makes UUIDv7 ids that sort by their instant', () => {
    const at = Date.parse('2026-08-19T10:00:00+08:00');
    const ids = Array.from({ length: 50 }, (_, n) => newId(at + n));
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(Number.parseInt(ids[0]!.replaceAll('-', '').slice(0, 12), 16)).toBe(at);
  });
});

describe('the secret of an installation', () => {
  const settings = () =>
    loadSettings({ DATA_DIR: join(mkdtempSync(join(tmpdir(), 'single-window-')), 'data') });

  it('is written once, readable only by its owner, and never replaced', () => {
    const one = settings();
    expect(() => readSecret(one)).toThrow(SecretMissingError);
    expect(ensureSecret(one)).toBe('written');
    const file = join(one.DATA_DIR, 'secret.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const secret = readSecret(one);
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect([ensureSecret(one), readSecret(one)]).toEqual(['found', secret]);
    writeFileSync(file, ' mine \n');
    expect([ensureSecret(one), readSecret(one)]).toEqual(['found', 'mine']);
  });

  it('is taken from the settings where they have one, and then no file is written', () => {
    const one = { ...settings(), SECRET_KEY: 's'.repeat(32) };
    expect([ensureSecret(one), readSecret(one)]).toEqual(['found', 's'.repeat(32)]);
    expect(() => readFileSync(join(one.DATA_DIR, 'secret.key'))).toThrow(/ENOENT/);
  });
});
