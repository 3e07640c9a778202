import { describe, expect, it } from '@jest/globals';
import { invalid, Problem } from '@app/platform';
import type { Site } from '../site/site.js';
import { BLANK, formKey, inputOf, returned, statusOf } from './desk-forms.js';

const SITE = { locale: 'zh-TW' } as Site;
const TYPED = { subject: '路燈' };

describe('a form of the desk', () => {
  it('is returned with typed values and errors by field', () => {
    const error = invalid({ field: 'subject', code: 'too-long', params: { max: 200 } });
    expect(returned(error, TYPED, SITE)).toEqual({
      ...{ typed: TYPED, status: 422, errors: { subject: '請不要超過 200 個字' } },
    });
  });

  it.each([
    ['NOT_ALLOWED', 409],
    ['STALE', 412],
    ['CONFLICT', 409],
  ] as const)('comes back with the words of the whole where it was %s', (kind, status) => {
    const whole = { typed: TYPED, errors: {}, status, refusal: '不行' };
    expect(returned(new Problem(kind, '不行'), TYPED, SITE)).toEqual({ ...whole, allowed: [] });
    const named = new Problem(kind, '不行', { allowed: ['close'] });
    expect(returned(named, TYPED, SITE)).toEqual({ ...whole, allowed: ['close'] });
  });

  it.each([new Error('broken'), new Problem('NOT_FOUND', 'not-found'), undefined])(
    'is not returned for %s, which has its own page',
    (error) => {
      let thrown: unknown = 'nothing';
      try {
        returned(error, TYPED, SITE);
      } catch (caught) {
        thrown = caught;
      }
      expect(thrown).toBe(error);
    },
  );

  it('marks its page as failed when it is returned', () => {
    expect(statusOf(BLANK)).toEqual({});
    expect(statusOf({ ...BLANK, status: 422 })).toEqual({ status: 422, failed: true });
  });

  it('has a new key each time', () => expect(formKey()).not.toBe(formKey()));

  it('is read without the page’s own and empty fields; names with a dot are nested', () => {
    const own = { csrf: 'c', key: 'k', version: '1', at: '2', lang: 'en', sent: '3', unkept: '4' };
    const typed = { ...own, subject: '路燈', district: '', 'contact.name': '王', 'contact.email': 'a@b.tw' };
    expect(inputOf(typed)).toEqual({ subject: '路燈', contact: { name: '王', email: 'a@b.tw' } });
  });
});
