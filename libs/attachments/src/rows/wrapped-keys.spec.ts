import { describe, expect, it } from '@jest/globals';
import { Keyring, newDataKey } from '@app/platform';
import { keyOf, nameOf, WrappedKeys } from './wrapped-keys.js';

describe('the key and the name of a file in a draft', () => {
  const keys = new WrappedKeys(new Keyring('a secret of thirty-two characters'));
  const opened = { key: newDataKey(), name: '公文.pdf' };
  const sealed = keys.forDraft('draft-1', 'a', opened);

  it('are read again as they were', () => {
    expect(keys.fromDraft('draft-1', sealed)).toEqual(opened);
    expect(JSON.stringify(sealed)).not.toContain('公文');
  });

  it.each([
    ['in another draft', () => keys.fromDraft('draft-2', sealed)],
    ['in another row', () => keys.fromDraft('draft-1', { ...sealed, id: 'b' })],
    ['in each other’s place', () => keys.fromDraft('draft-1', { ...sealed, wrapped: sealed.name })],
    ['in each other’s place, the name', () => keys.fromDraft('draft-1', { ...sealed, name: sealed.wrapped })],
    ['under another secret', () => new WrappedKeys(new Keyring('k'.repeat(32))).fromDraft('draft-1', sealed)],
  ])('are not read %s', (_where, read) => expect(read).toThrow(/authenticate/));

  it('have places of their own in a case, too', () => {
    expect(new Set([keyOf('a'), nameOf('a'), keyOf('b'), nameOf('b')]).size).toBe(4);
  });
});
