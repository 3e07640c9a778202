import { describe, expect, it } from '@jest/globals';
import { firstPassword, hashPassword, verifyPassword, weakness } from './passwords.js';

describe('passwords (附表十)', () => {
  it.each([
    ['Abcdefgh-1', undefined], // ten characters, four kinds
    ['Abcdefg-1', 'password-too-short'], // nine
    ['abcdefgh-1', undefined], // lower case, symbol, digit
    ['ABCDEFGH-1', undefined],
    ['Abcdefghi1', undefined],
    ['Abcdefghi-', undefined],
    ['Abcdefghij', 'password-too-simple'], // two kinds
    ['abcdefghi1', 'password-too-simple'],
    ['12345678-1', 'password-too-simple'],
    ['abcdefghij', 'password-too-simple'],
    ['密碼密碼密碼密碼-1', 'password-too-simple'], // letters without case do not count as a kind
    ['密碼密碼密碼A密碼-1', undefined],
    ['X-agent-Y-1', 'password-contains-login'],
    ['X-AGENT-y-1', 'password-contains-login'],
    ['X-agen-ty-1', undefined],
  ])('%s: %s', (password, why) => expect(weakness(password, 'agent')).toBe(why));

  it('generated for the first sign-in are strong enough, and never the same', () => {
    const made = Array.from({ length: 50 }, firstPassword);
    expect(new Set(made).size).toBe(50);
    expect(made.filter((one) => weakness(one, 'agent') !== undefined)).toEqual([]);
    expect(made.filter((one) => one.length !== 20)).toEqual([]);
  });

  it('are stored as argon2id with at least the cost that OWASP requires, each with its own salt', async () => {
    const [one, two] = [await hashPassword('Abcdefgh-1'), await hashPassword('Abcdefgh-1')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, 'Abcdefgh-1')).toBe(true);
    expect(await verifyPassword(one, 'abcdefgh-1')).toBe(false);
  });
});
