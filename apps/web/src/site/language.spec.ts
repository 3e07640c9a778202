import { describe, expect, it } from '@jest/globals';
import { languageOf } from './language.js';

const asked = (rest: object, accept?: string) =>
  languageOf({ headers: { 'accept-language': accept }, ...rest });

describe('the language of a page', () => {
  it('is the one requested, else that of the cookie, else the browser’s, else zh-TW', () => {
    expect(asked({ query: { lang: 'en' }, cookies: { lang: 'zh-TW' } }, 'zh-TW')).toBe('en');
    expect(asked({ body: { lang: 'zh-TW' }, cookies: { lang: 'en' } })).toBe('zh-TW');
    expect(asked({ cookies: { lang: 'en' } }, 'zh-TW')).toBe('en');
    expect(asked({}, 'fr-FR,en;q=0.8,zh;q=0.5')).toBe('en');
    expect(asked({}, 'fr')).toBe('zh-TW');
  });

  it('ignores languages that we do not have', () => {
    expect(asked({ query: { lang: 'xx' }, cookies: { lang: '../en' } })).toBe('zh-TW');
  });
});
