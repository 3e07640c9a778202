import type { Locale } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import type { PageView } from './outcome.js';
import { renderPage } from './page.js';
import { ErrorSummary } from './pieces/error-summary.js';
import { TextArea } from './pieces/text-area.js';
import { TextInput } from './pieces/text-input.js';
import type { Site } from './site.js';

const site = (locale: Locale, query = ''): Site => ({
  locale,
  path: '/progress',
  query: new URLSearchParams(query),
  address: '192.0.2.1',
  now: Date.parse('2026-11-23T09:00:00+08:00'),
  csrfToken: () => 'token',
  demo: false,
});
const EVIL = '<script>alert("x")</script>';

describe('a page', () => {
  it('escapes everything it shows: title, text, attributes and text areas', () => {
    const body = [
      <p>{EVIL}</p>,
      <TextInput name="subject" label={EVIL} value={`"${EVIL}`} />,
      <TextArea name="description" label="x" value={`</textarea>${EVIL}`} />,
    ];
    const html = renderPage(site('zh-TW'), { title: EVIL, body });
    expect(html).not.toContain('<script>alert');
    expect(html.match(/&lt;script>/g)?.length).toBeGreaterThanOrEqual(5);
  });

  it('has no inline script or style, which the content security policy forbids', () => {
    const html = renderPage(site('en'), { title: 'x', body: 'y' });
    expect(html).not.toMatch(/\sstyle="|\son\w+="|<style|<script(?![^>]*\ssrc=)/);
  });

  it('begins with the skip link, then the three access-key marks', () => {
    const html = renderPage(site('zh-TW'), { title: 'x', body: 'y' });
    expect(html).toMatch(/<body><a class="skip" href="#C">跳到主要內容區塊<\/a>/);
    expect([...html.matchAll(/accesskey="(\w)"/g)].map(([, key]) => key)).toEqual(['U', 'C', 'Z']);
    expect(html).toContain('<html lang="zh-Hant-TW"');
  });

  it('names the field of each error in the summary, on the desk; a text that names it already stays as it is', () => {
    const errors = { text: '請填寫這一欄', reason: '請填寫理由' };
    const body = [
      <ErrorSummary errors={errors} />,
      <TextArea name="text" label="回復內容" error={errors.text} />,
      <TextInput name="reason" label="理由" error={errors.reason} />,
    ];
    const linesOf = (view: Partial<PageView>) =>
      [
        ...renderPage(site('zh-TW'), { title: 'x', body, failed: true, ...view }).matchAll(
          /<li>(<a href="#.*?)<\/li>/g,
        ),
      ].map(([, line]) => line);
    expect(linesOf({ desk: 'work' })).toEqual([
      '<a href="#text">回復內容：請填寫這一欄</a>',
      '<a href="#reason">請填寫理由</a>',
    ]);
    expect(linesOf({})).toContain('<a href="#text">請填寫這一欄</a>');
  });

  const headOf = (view: Partial<PageView>) => {
    const html = renderPage(site('zh-TW'), { title: 'x', body: 'y', ...view });
    const files = [...html.matchAll(/"\/assets\/([\w.-]+)\?v=[\w-]{8}"/g)].map(([, name]) => name);
    return { html, files, indexed: !html.includes('noindex') };
  };

  it('loads one style sheet, and one script besides those of its own', () => {
    const { html } = headOf({ scripts: ['board.js'] });
    expect([...html.matchAll(/<link rel="stylesheet"/g)]).toHaveLength(1);
    expect([...html.matchAll(/<script/g)]).toHaveLength(2);
  });

  it('for citizens has their styles, is open to search engines unless hidden, and names the site once', () => {
    const { html, files, indexed } = headOf({});
    expect(html).toMatch(/<html[^>]* class="citizen"/);
    expect(html).toContain('<title>x – 單一窗口</title>');
    expect(html).toContain('<div class="frame">');
    expect([indexed, headOf({ hidden: true }).indexed]).toEqual([true, false]);
    expect(files).toEqual(['icon.svg', 'citizen.css', 'citizen.js']);
    expect(headOf({ title: '單一窗口' }).html).toContain('<title>單一窗口</title>');
  });

  it('of the desk has its own styles, is wide where asked, and closed to search engines', () => {
    const { html, files, indexed } = headOf({ desk: null, wide: true });
    expect(html).toMatch(/<html[^>]* class="desk"/);
    expect(html).toContain('<div class="frame frame-wide">');
    expect(files).toEqual(['icon.svg', 'staff.css', 'staff.js']);
    expect(indexed).toBe(false);
  });

  it('switches language by a form where there is one, so that nothing typed is lost', () => {
    for (const desk of [undefined, null] as const) {
      const { html } = headOf({ languageForm: 'case-form', ...(desk === null && { desk }) });
      expect(html.split('form="case-form"')).toHaveLength(3); // by the Enter key, and in the header
      expect(html).not.toContain('disabled');
    }
    expect(headOf({ languageForm: 'case-form', noEnter: true }).html).toContain('disabled');
    expect(headOf({}).html).not.toContain('form="');
  });

  it('warns of the end of an idle session only on signed-in desk pages', () => {
    const warned = (view: Partial<PageView>, more: Partial<Site>) =>
      renderPage({ ...site('zh-TW'), ...more }, { title: 'x', body: 'y', ...view }).includes(
        'data-idle-minutes',
      );
    const staff = { name: '王', roles: [] } as unknown as StaffActor;
    expect(warned({ desk: null }, { staff, idleMinutes: 30 })).toBe(true);
    expect(warned({}, { staff, idleMinutes: 30 })).toBe(false);
    expect(warned({ desk: null }, { idleMinutes: 30 })).toBe(false);
    expect(warned({ desk: null }, { staff })).toBe(false);
  });

  it('switches language on the same path with the same query', () => {
    const html = renderPage(site('zh-TW', 'agency=sme'), { title: 'x', body: 'y' });
    expect(html).toContain('href="/progress?agency=sme&amp;lang=en"');
  });

  it('says in the title that something is wrong, and links each error to its field', () => {
    const body = (
      <>
        <ErrorSummary errors={{ 'contact.email': '請輸入完整的電子郵件' }} />
        <TextInput name="contact.email" label="電子郵件" error="請輸入完整的電子郵件" />
      </>
    );
    const html = renderPage(site('zh-TW'), { title: '聯絡方式', failed: true, body });
    expect(html).toContain('<title>錯誤：聯絡方式 – 單一窗口</title>');
    expect(html).toContain('href="#contact-email"');
    expect(html).toMatch(
      /<input[^>]*id="contact-email"[^>]*aria-describedby="contact-email-error"[^>]*aria-invalid="true"/,
    );
  });
});
