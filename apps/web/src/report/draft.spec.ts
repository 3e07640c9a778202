import { describe, expect, it } from '@jest/globals';
import { hours, Keyring } from '@app/platform';
import { Drafts } from './draft.js';

const NOW = Date.parse('2026-11-23T09:00:00+08:00');
const drafts = new Drafts(new Keyring('k'.repeat(32)));

describe('a draft', () => {
  it('is opened as it was sealed, also with long Chinese text, and cannot be read without the key', () => {
    const draft = drafts.begin(NOW, { description: '路燈不亮。'.repeat(800) });
    const sealed = drafts.seal(draft);
    expect(sealed).not.toContain('路燈');
    expect(drafts.open(sealed, NOW + hours(1))).toEqual(draft);
  });

  it('has its own idempotency key, so that two reports are two cases', () => {
    expect(drafts.begin(NOW).key).not.toBe(drafts.begin(NOW).key);
  });

  it('is not opened when missing, changed, from another installation, or a day old', () => {
    const sealed = drafts.seal(drafts.begin(NOW));
    const other = new Drafts(new Keyring('o'.repeat(32))).seal(drafts.begin(NOW));
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('A') ? 'BB' : 'AA'}`;
    for (const bad of [undefined, '', 'v1.', 'nonsense', changed, other])
      expect(drafts.open(bad, NOW)).toBeUndefined();
    expect(drafts.open(sealed, NOW + hours(25))).toBeUndefined();
  });
});
