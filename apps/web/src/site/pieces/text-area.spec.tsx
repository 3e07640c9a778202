import { expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { SiteContext, type Site } from '../site.js';
import { TextArea } from './text-area.js';

const area = (value: string) =>
  render(
    <SiteContext.Provider value={{ locale: 'zh-TW' } as Site}>
      <TextArea name="text" label="內容" value={value} max={20} />
    </SiteContext.Provider>,
  );

it('a first line end is written twice, as browsers drop one, and the count belongs to the field', () => {
  expect(area('\n甲')).toContain('>\n\n甲</textarea>');
  expect(area('甲')).toContain('>甲</textarea>');
  expect(area('甲')).toMatch(/<textarea[^>]*aria-describedby="text-count"[^>]*data-count="text-count"/);
  expect(area('甲')).toMatch(/<p[^>]*id="text-count" data-max="20"/);
});
