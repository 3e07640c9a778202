import { describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from './load-config.js';
import { configWith, EVENTS, problemsOf, SHIPPED } from './spec-support.js';

const HEADER = 'scheme,code,zh-TW,en';
/** A configuration whose service has these classes, beside a table of these lines. */
function withTable(lines: readonly string[], classes = '{}'): string {
  const directory = configWith(
    'services/abc.yaml',
    'channels: [PHONE]',
    `channels: [PHONE]\n    classes: ${classes}`,
  );
  writeFileSync(join(directory, 'classes.csv'), lines.join('\n'));
  return directory;
}

describe('the table of classes', () => {
  it('is not shipped, as only an agency has its codes', () => {
    expect(loadConfig(SHIPPED, { events: EVENTS }).classes).toEqual([]);
  });

  it('is read as it is written: with a mark at its start, line ends of any kind, commas and quotes', () => {
    const lines = [
      `\uFEFF${HEADER}\r`,
      'theme,170,主題甲,Theme A\r',
      '',
      'cake,C21,"甲,乙","A ""B"", C"',
      'service,E10,服務,Service',
    ];
    expect(loadConfig(withTable(lines), { events: EVENTS }).classes).toEqual([
      { id: 'theme.170', scheme: 'theme', code: '170', name: { 'zh-TW': '主題甲', en: 'Theme A' } },
      { id: 'cake.C21', scheme: 'cake', code: 'C21', name: { 'zh-TW': '甲,乙', en: 'A "B", C' } },
      { id: 'service.E10', scheme: 'service', code: 'E10', name: { 'zh-TW': '服務', en: 'Service' } },
    ]);
  });

  it.each([
    ['another first line', ['code,scheme', 'theme,170,甲,A'], 'classes.csv:1 the first line must be'],
    ['an unknown scheme', [HEADER, 'topic,170,甲,A'], 'classes.csv:2 "topic" is no scheme'],
    ['a code of another form', [HEADER, 'theme,E10,甲,A'], 'classes.csv:2 "E10" is no code of theme'],
    ['a missing name', [HEADER, 'theme,170,甲,'], 'classes.csv:2 needs its name'],
    ['too many fields', [HEADER, 'theme,170,甲,A,B'], 'classes.csv:2 must have four fields'],
    [
      'a code twice',
      [HEADER, 'theme,170,甲,A', 'theme,170,乙,B'],
      'classes.csv:3 theme 170 is listed already',
    ],
  ])('is refused with its line: %s', (_what, lines, words) => {
    expect(problemsOf(withTable(lines)).join('\n')).toContain(words);
  });

  it('holds every code that a service names; without a table none is checked', () => {
    const lines = [HEADER, 'theme,170,甲,A'];
    expect(problemsOf(withTable(lines, "{ theme: ['170'] }"))).toEqual([]);
    const [problem] = problemsOf(withTable(lines, "{ theme: ['170', '171'], service: [E10] }"));
    expect(problem).toMatch(/services\/abc.yaml:\d+ .*classes.*171 does not stand in classes.csv/);
    expect(
      problemsOf(
        configWith(
          'services/abc.yaml',
          'channels: [PHONE]',
          "channels: [PHONE]\n    classes: { theme: ['171'] }",
        ),
      ),
    ).toEqual([]);
  });

  it('is described where agencies look', () => {
    expect(readFileSync(join(SHIPPED, 'README.md'), 'utf8')).toContain(HEADER);
  });
});
