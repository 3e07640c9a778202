import { describe, expect, it } from '@jest/globals';
import { isPreset } from './form-places.js';

describe('a form of the desk holds no text', () => {
  it.each([
    ...['channel', 'matter', 'hotline', 'noticeVersion', 'reference', 'waited', 'knowledge', 'how'],
    ...['on.year', 'on.month', 'on.day', 'time', 'task'],
  ])('with %s alone, which the page fills in', (field) => expect(isPreset(field)).toBe(true));

  it.each([
    'subject',
    'description',
    'answer',
    'text',
    'reason',
    'contact.name',
    'said',
    'on',
    'constructor',
  ])('but with %s', (field) => expect(isPreset(field)).toBe(false));
});
