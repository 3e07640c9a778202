import { describe, expect, it } from '@jest/globals';
import { safeNext, signInPath } from './session.js';

describe('where to go after signing in', () => {
  it('is a path of the desk', () => {
    expect(safeNext('/desk/cases/SME-1151121-00001-2?tab=1')).toBe('/desk/cases/SME-1151121-00001-2?tab=1');
    expect(signInPath('/desk/board')).toBe('/desk/sign-in?next=%2Fdesk%2Fboard');
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/deskevil',
    '/desk\\evil',
    '/progress',
    '/desk/sign-in',
    undefined,
    ['/desk'],
  ])('is never %p', (next) => {
    expect(safeNext(next)).toBe('/desk');
  });
});
