import { describe, expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { SiteContext, type Site } from '../site.js';
import { Select, type SelectProps } from './select.js';

const OPTIONS = [
  { value: 'a', label: '甲', group: '示範' },
  { value: 'b', label: '乙', group: '示範' },
  { value: 'c', label: '丙' },
];
const drawn = (more: Partial<SelectProps>) =>
  render(
    <SiteContext.Provider value={{ locale: 'zh-TW' } as Site}>
      <Select name="unit" label="單位" options={OPTIONS} {...more} />
    </SiteContext.Provider>,
  );

describe('a list to choose from', () => {
  it('has each option once, those of a group under its name, and the chosen one selected', () => {
    const html = drawn({ value: 'b', blank: '請選擇' });
    const values = [...html.matchAll(/<option[^>]* value(?:="(\w*)")?/g)].map(([, value = '']) => value);
    expect(values).toEqual(['', 'a', 'b', 'c']);
    expect(/<optgroup label="示範">(.*)<\/optgroup>/.exec(html)![1]!.match(/<option/g)).toHaveLength(2);
    expect(html.match(/<option[^>]*selected[^>]*>[^<]*/g)).toEqual([expect.stringContaining('乙')]);
  });

  it('says to those who hear it that it is wrong, and why', () => {
    expect(drawn({})).not.toMatch(/aria-invalid|aria-describedby/);
    const wrong = /<select[^>]*>/.exec(drawn({ error: '請選擇', hint: '提示' }))![0];
    expect(wrong).toContain('aria-invalid="true"');
    expect(wrong).toContain('aria-describedby="unit-hint unit-error"');
  });
});
