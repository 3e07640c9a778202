import { describe, expect, it } from '@jest/globals';
import { Keyring } from '@app/platform';
import type { FastifyRequest } from 'fastify';
import { checkCsrf, csrfToken, newCsrfSecret } from './csrf.js';

const keyring = new Keyring('k'.repeat(32));
const secret = newCsrfSecret();
const SITE = 'https://desk.example';

const send = (field: unknown, headers: Record<string, string> = {}) =>
  ({ body: { csrf: field }, headers, host: 'desk.example' }) as unknown as FastifyRequest;
const check = (request: FastifyRequest, session?: string, cookie: string | undefined = secret) =>
  checkCsrf(request, keyring, SITE, { secret: cookie, session });

describe('a form', () => {
  const token = csrfToken(keyring, secret, undefined);

  it('is accepted with the token of this browser', () => {
    expect(() => check(send(token))).not.toThrow();
    expect(() => check(send(token, { 'sec-fetch-site': 'same-origin', origin: 'null' }))).not.toThrow();
    expect(() => check(send(token, { origin: SITE }))).not.toThrow();
  });

  it.each([
    ['no token', send(undefined)],
    ['a list instead of a token', send([token])],
    ['the token of another browser', send(csrfToken(keyring, newCsrfSecret(), undefined))],
    ['a page of another site', send(token, { 'sec-fetch-site': 'cross-site' })],
    ['a neighbouring subdomain', send(token, { 'sec-fetch-site': 'same-site' })],
    ['another origin', send(token, { origin: 'https://evil.example' })],
  ])('is refused with %s', (_why, request) => {
    expect(() => check(request)).toThrow('form-expired');
  });

  it('has a token that looks different in each answer, and is good each time', () => {
    const tokens = Array.from({ length: 50 }, () => csrfToken(keyring, secret, undefined));
    const halves = tokens.flatMap((one) => [one.slice(0, 40), one.slice(-40)]);
    expect(new Set(halves).size).toBe(100);
    for (const one of tokens) expect(() => check(send(one))).not.toThrow();
  });

  it.each(['', 'A', 'AAAA', token.slice(2), token.slice(0, -2), `${token}AAAA`])(
    'is refused with the damaged token "%s"',
    (damaged) => expect(() => check(send(damaged))).toThrow('form-expired'),
  );

  it('of one session does not work in another', () => {
    expect(() => check(send(csrfToken(keyring, secret, 'mine')), 'mine')).not.toThrow();
    expect(() => check(send(csrfToken(keyring, secret, 'mine')), 'yours')).toThrow('form-expired');
  });
});
