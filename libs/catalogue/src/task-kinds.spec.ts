import { describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from './load-config.js';
import { configWith, EVENTS, problemsOf, SHIPPED } from './spec-support.js';

const NAME = '{ zh-TW: 甲, en: A }';
const GOOD = {
  id: 'CARE_CALL',
  dueWithin: '2wd',
  outcomes: `[{ code: DONE, name: ${NAME} }]`,
  endsOn: '[CORRECTED]',
  made: '{ on: DISSATISFIED, organisations: [abc] }',
};
/** A configuration with these kinds of tasks. */
function withKinds(...kinds: Partial<Record<keyof typeof GOOD, string>>[]): string {
  const directory = configWith();
  mkdirSync(join(directory, 'tasks'));
  const entries = kinds.map((kind) => {
    const fields = Object.entries({ ...GOOD, name: NAME, script: NAME, ...kind });
    return `  - { ${fields.map(([name, value]) => `${name}: ${value}`).join(', ')} }`;
  });
  writeFileSync(join(directory, 'tasks', 'house.yaml'), `tasks:\n${entries.join('\n')}\n`);
  return directory;
}

describe('kinds of tasks', () => {
  it('are none where the agency has no such folder', () => {
    expect(loadConfig(configWith(), { events: EVENTS }).tasks).toEqual([]);
  });

  it('as shipped: those that stay after closing, and those that the plans name', () => {
    const { tasks } = loadConfig(SHIPPED, { events: EVENTS });
    expect(tasks.filter(({ followsClosing }) => followsClosing).map(({ id }) => id)).toEqual([
      'CARE_CALL',
      'PAYMENT_CHECK',
    ]);
    const made = tasks.map(({ id, made }) => [id, made?.on, made?.ahead, made?.organisations]);
    expect(made.filter(([, on]) => on)).toEqual([
      ['CORRECTION_CALL', 'CORRECTION_REQUESTED', '2wd', ['ida', 'demo']],
      ['CARE_CALL', 'DISSATISFIED', undefined, ['sme', 'demo']],
    ]);
  });

  it('as shipped: within how many days, what ends them, and how they can end', () => {
    const { tasks } = loadConfig(SHIPPED, { events: EVENTS });
    const rows = tasks.map(({ id, dueWithin, endsOn, outcomes }) =>
      [id, dueWithin, ...endsOn, '>', ...outcomes.map(({ code }) => code)].join(' '),
    );
    expect(rows).toEqual([
      'CORRECTION_CALL 1wd CORRECTED SUPPLEMENTED CORRECTION_LAPSED > WILL_SEND NEEDS_TIME NOT_REACHED',
      'CARE_CALL 2wd > SETTLED STILL_DISSATISFIED DECLINED NOT_REACHED',
      'VISIT 5wd > AS_STATED NOT_AS_STATED NOT_MET',
      'MEETING 10wd > HELD POSTPONED',
      'PAYMENT_CHECK 10wd > PAID NOT_PAID NOT_REACHED',
      'FOLLOW_UP 5wd > DONE MORE_TO_DO',
    ]);
  });

  it('are read with their defaults', () => {
    const { tasks } = loadConfig(withKinds({}), { events: EVENTS });
    expect(tasks).toMatchObject([{ id: 'CARE_CALL', dueWithin: '2wd', followsClosing: false }]);
  });

  it.each([
    ['a code in small letters', [{ id: 'care' }], 'must look like CARE_CALL'],
    ['a due day that is not in working days', [{ dueWithin: '3d' }], 'must be working days'],
    ['no outcome', [{ outcomes: '[]' }], 'outcomes'],
    [
      'an outcome twice',
      [{ outcomes: `[{ code: X, name: ${NAME} }, { code: X, name: ${NAME} }]` }],
      '"X" is',
    ],
    ['a kind twice', [{}, {}], '"CARE_CALL" is there twice'],
    ['an unknown event that ends it', [{ endsOn: '[GONE]' }], '"GONE" is not an event'],
    ['an unknown event that makes it', [{ made: '{ on: GONE, organisations: [abc] }' }], '"GONE" is not'],
    ['an unknown agency', [{ made: '{ on: DISSATISFIED, organisations: [nowhere] }' }], '"nowhere" does not'],
  ])('%s is named with file and line', (_what, kinds, said) => {
    const [problem] = problemsOf(withKinds(...kinds));
    expect(problem).toMatch(/tasks\/house.yaml:\d+ /);
    expect(problem).toContain(said);
  });
});
