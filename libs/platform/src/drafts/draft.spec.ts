import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isDraftToken, merged, newDraftToken, ownerOf } from './draft.js';

const field = fc.constantFrom('subject', 'description', 'contact.name', 'done.subject', '__proto__');
const fields = fc.dictionary(field, fc.string(), { maxKeys: 5 });

describe('a draft', () => {
  it('has after any saves the last text given for each field, and every field that was ever given', () => {
    const property = fc.property(fc.array(fields, { maxLength: 6 }), (saves) => {
      const draft = saves.reduce(merged, {});
      const given = new Map(saves.flatMap((save) => Object.entries(save)));
      expect(new Map(Object.entries(draft))).toEqual(given);
    });
    fc.assert(property);
  });

  it('is the same whichever of two saves of different fields comes first', () => {
    const property = fc.property(fields, fields, fields, (before, one, other) => {
      const apart = Object.fromEntries(Object.entries(other).filter(([name]) => !Object.hasOwn(one, name)));
      expect(merged(merged(before, one), apart)).toEqual(merged(merged(before, apart), one));
    });
    fc.assert(property);
  });

  it('belongs to a browser by a hash of its token, never by the token; staff and browsers never share one', () => {
    const token = newDraftToken();
    expect(ownerOf({ token })).not.toContain(token);
    expect(ownerOf({ token })).toBe(ownerOf({ token }));
    expect(ownerOf({ token })).not.toBe(ownerOf({ token: newDraftToken() }));
    expect(ownerOf({ staffId: 'a' })).not.toBe(ownerOf({ token: 'a' }));
    expect(ownerOf({ staffId: 'a' })).not.toBe(ownerOf({ staffId: 'b' }));
  });

  it('is found only by a token as we make it', () => {
    expect(isDraftToken(newDraftToken())).toBe(true);
    for (const other of [undefined, '', 'x', 'x'.repeat(21), 'x'.repeat(23), `${'x'.repeat(21)}=`])
      expect([other, isDraftToken(other)]).toEqual([other, false]);
  });
});
