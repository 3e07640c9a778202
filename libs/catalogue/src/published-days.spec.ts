import { describe, expect, test } from '@jest/globals';
import { binds } from './binding.js';
import type { ClockEntry } from './commitment.schema.js';
import { loadConfig } from './load-config.js';
import { configWith, EVENTS, problemsOf, SHIPPED } from './spec-support.js';

const SERVICE = 'services/abc.yaml';
const withLines = (lines: string, kind = 'CONSULTATION') =>
  configWith(
    SERVICE,
    '    unit: abc.desk\n    kind: CONSULTATION',
    `    unit: abc.desk\n    kind: ${kind}\n${lines}`,
  );
const load = (directory: string) => loadConfig(directory, { events: EVENTS });
const promise = (directory: string) =>
  load(directory).commitments.find(({ id }) => id === 'abc.advice-published-days') as ClockEntry | undefined;

describe('the published working days of a service', () => {
  test('are a promise of that service alone, with a ladder and a pause while she corrects', () => {
    const made = promise(withLines('    standardDays: 12'))!;
    expect(made).toMatchObject({
      ...{ kind: 'clock', length: '12wd', services: ['abc.advice'], public: true, subject: 'CASE' },
      ...{ pauseOn: ['CORRECTION_REQUESTED'], stopOn: ['REPLIED', 'NO_ACTION'] },
      extension: { maxTimes: 2, maxLength: '30wd' },
    });
    expect(made.ladder.length).toBeGreaterThan(0);
    expect(made.title).toMatchObject({ 'zh-TW': expect.stringContaining('12 個工作日') });
  });

  test('of an application may be extended once by as many days', () => {
    const made = promise(withLines('    standardDays: 12', 'APPLICATION'))!;
    expect(made.extension).toEqual({ maxTimes: 1, maxLength: '12wd' });
  });

  test('are no promise where none are published', () => expect(promise(configWith())).toBeUndefined());

  test.each(['0', '-1', '1.5', 'ten', '400'])('%s days are reported', (days) => {
    expect(problemsOf(withLines(`    standardDays: ${days}`)).join('\n')).toContain('standardDays');
  });

  test('take the place of the two months of the law', () => {
    const { commitments } = load(SHIPPED);
    const law = commitments.find(({ id }) => id === 'law.application')!;
    const service = { id: 'demo.x', organisation: 'demo', kind: 'APPLICATION' as const };
    expect(binds(law, service)).toBe(true);
    expect(binds(law, { ...service, standardDays: 20 })).toBe(false);
  });
});

describe('the steps of a service', () => {
  const step = (id: string) =>
    `      - { id: ${id}, name: { zh-TW: 查訪, en: Visit }, public: { zh-TW: 已查訪, en: Visited } }\n`;

  test('are kept in their order', () => {
    const { services } = load(withLines(`    workSteps:\n${step('b')}${step('a')}`));
    const found = services.find(({ id }) => id === 'abc.advice')!;
    expect(found.workSteps!.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test.each([
    ['twice', step('a') + step('a'), '"a" is there twice'],
    ['without words for the public', '      - { id: a, name: { zh-TW: 查訪, en: Visit } }\n', 'public'],
    ['of another form', step('A_1'), 'has the wrong form'],
  ])('%s are reported', (_what, steps, line) => {
    expect(problemsOf(withLines(`    workSteps:\n${steps}`)).join('\n')).toContain(line);
  });
});
