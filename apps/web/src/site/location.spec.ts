import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { validateHeaderValue } from 'node:http';
import { ownPath } from './location.js';

describe('an address for a Location header', () => {
  it.each([
    ['/desk', '/desk'],
    ['/desk/cases?q=貸款#notes', '/desk/cases?q=%E8%B2%B8%E6%AC%BE'],
    ['/desk/中/é', '/desk/%E4%B8%AD/%C3%A9'],
    ['/desk/%E4%B8%AD?a=%00', '/desk/%E4%B8%AD?a=%00'],
    ['/desk/a b"<>', '/desk/a%20b%22%3C%3E'],
    ['/desk/./x', '/desk/x'],
  ])('%j becomes %s', (asked, path) => {
    expect(ownPath(asked)).toBe(path);
    expect(ownPath(asked, '/desk')).toBe(path);
    expect(ownPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example/desk',
    '//evil.example/desk',
    '/\\evil.example',
    '/desk\\evil',
    '/desk/../..//evil.example',
    '/desk/%2e%2e//evil.example',
    'desk',
    ' /desk',
    'javascript:alert(1)',
    '/desk/a\u0000b',
    '/desk\r\nSet-Cookie: a=b',
    '/desk/\t/x',
    '/desk/\ud800',
    `/desk/${'x'.repeat(2_000)}`,
    '',
    undefined,
    null,
    ['/desk'],
    7,
  ])('%j is none', (asked) => {
    expect(ownPath(asked)).toBeUndefined();
  });

  it.each(['/', '/progress', '/deskevil', '/desk/../progress', '/desk%2F'])(
    '%s is not below /desk',
    (asked) => {
      expect(ownPath(asked)).toBeDefined();
      expect(ownPath(asked, '/desk')).toBeUndefined();
    },
  );

  it('is always a valid header for this site', () => {
    const part = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('/', '//', '..', '%2e', '\\', '@'),
    );
    const asked = fc.array(part).map((parts) => `/desk/${parts.join('')}`);
    fc.assert(
      fc.property(asked, (text) => {
        const path = ownPath(text) ?? '/desk';
        validateHeaderValue('location', path);
        expect(new URL(path, 'http://desk.example').origin).toBe('http://desk.example');
      }),
      { numRuns: 2_000 },
    );
  });
});
