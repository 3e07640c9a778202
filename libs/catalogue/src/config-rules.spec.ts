import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binds, bindsOrganisation, isMeasuredNow } from './binding.js';
import type { CommitmentEntry } from './commitment.schema.js';
import { configWith, problemsOf } from './spec-support.js';

const ORG = 'organisations/abc.yaml';
const PROMISE = 'commitments/abc.yaml';
const HOTLINE = '  - { number: 0800-111111, name: { zh-TW: 專線, en: Line }, unit: abc.desk, services: [] }';

describe('checks across entries', () => {
  test.each([
    ['a unit of another name', ORG, 'id: abc.team', 'id: xyz.team', 'unit xyz.team must begin with "abc."'],
    [
      'a number twice',
      ORG,
      'units:',
      `${HOTLINE}\nunits:`,
      'hotlines[2].number: line 0800-111111 already belongs to abc',
    ],
    [
      'a line that a partner answers',
      ORG,
      'unit: abc.desk, services',
      'unit: abc.team, services',
      'hotlines[1].unit: unit abc.team is a partner team (kind: PARTNER), which gets referrals only',
    ],
    [
      'a service whose cases a partner would have',
      'services/abc.yaml',
      'unit: abc.desk',
      'unit: abc.team',
      'unit: unit abc.team is a partner team (kind: PARTNER), which gets referrals only',
    ],
    [
      'two rungs of one name',
      PROMISE,
      '- { at: 70%, to: [CASE_HANDLER], name: warn-70 }',
      '- { at: 70%, to: [CASE_HANDLER], name: a }\n      - { at: due, to: [UNIT_HEAD], name: a }',
      'ladder[2].name: "a" is there twice',
    ],
    [
      'two beginnings',
      PROMISE,
      'startOn:',
      'startsAt: OFFERED\n    startOn:',
      'startsAt: stands beside startOn',
    ],
    [
      'a beginning of a referral for a case',
      PROMISE,
      'startOn: [RECEIVED]',
      'startsAt: OFFERED',
      'startsAt: is for promises about referrals; subject is CASE',
    ],
  ] as const)('%s is refused', (_what, file, find, put, line) => {
    expect(problemsOf(configWith(file, find, put)).join('\n')).toContain(line);
  });

  test('an organisation is in a file with its id as name', () => {
    const directory = configWith();
    renameSync(join(directory, ORG), join(directory, 'organisations/other.yaml'));
    expect(problemsOf(directory).join()).toContain('the file of this organisation must be named abc.yaml');
  });

  test('a day is given once for each place', () => {
    const days = (...places: string[]) => {
      const directory = configWith();
      const lines = places.map((place) => `  - { date: 2026-03-02, kind: CLOSURE, remark: x${place} }\n`);
      writeFileSync(join(directory, 'calendars/special-days.yaml'), `days:\n${lines.join('')}`);
      return problemsOf(directory).join();
    };
    expect(days('', ', organisation: abc', ', region: 臺北市', ', organisation: abc, region: 臺北市')).toBe(
      '',
    );
    expect(days('', '')).toContain('2026-03-02 is given twice for this place');
    expect(days(', region: 臺北市', ', region: 臺北市')).toContain('is given twice');
  });

  test('only the demonstration agency needs no quote of a plan', () => {
    const directory = configWith(PROMISE, ', quote: 五日內答復', '');
    expect(problemsOf(directory)).toHaveLength(1);
    const file = join(directory, ORG);
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('prefix: ABC', 'prefix: ABC\ndemonstration: true'),
    );
    expect(problemsOf(directory)).toEqual([]);
  });
});

describe('what a commitment applies to', () => {
  const service = { id: 'abc.advice', organisation: 'abc', kind: 'CONSULTATION' } as const;

  test.each([
    ['all of its organisation, where it names none', { organisation: 'abc' }, true],
    ['none of another', { organisation: 'xyz' }, false],
    ['all, where it is the law', { organisation: 'law' }, true],
    ['all, where it is a rule of the house', { organisation: 'house' }, true],
    ['what it names', { organisation: 'abc', services: ['abc.advice'] }, true],
    ['not what it does not name', { organisation: 'abc', services: ['abc.other'] }, false],
    ['what is of its kind', { organisation: 'law', appliesTo: ['CONSULTATION'] }, true],
    ['not what is of another kind', { organisation: 'law', appliesTo: ['PETITION'] }, false],
    [
      'what it names beside the kinds',
      { organisation: 'abc', services: ['abc.advice'], appliesTo: ['PETITION'] },
      true,
    ],
    ['nothing, where it applies to nothing', { organisation: 'law', appliesTo: [] }, false],
    ['nothing of another that it names', { organisation: 'xyz', services: ['abc.advice'] }, false],
  ] as const)('%s', (_what, commitment, bound) => {
    expect(binds(commitment as never, service)).toBe(bound);
  });

  test('an organisation is bound by its own plan and by common rules', () => {
    const bound = (organisation: string) => bindsOrganisation({ organisation }, 'abc');
    expect(['abc', 'law', 'house', 'xyz', ''].map(bound)).toEqual([true, true, true, false, false]);
  });

  test.each([
    ['a clock that binds something', { kind: 'clock', organisation: 'abc' }, true, true],
    ['a clock that binds nothing', { kind: 'clock', organisation: 'law', appliesTo: [] }, false, false],
    ['a clock of another agency', { kind: 'clock', organisation: 'xyz' }, true, false],
    ['a rate that is computed', { kind: 'rate', organisation: 'abc', measure: 'FIRST_CONTACT' }, true, true],
    ['a rate that is not', { kind: 'rate', organisation: 'abc' }, false, false],
    ['what recurs', { kind: 'recurring', organisation: 'abc' }, false, false],
    ['a statement', { kind: 'statement', organisation: 'abc' }, false, false],
  ] as const)('%s is measured: %#', (_what, entry, alone, here) => {
    expect(isMeasuredNow(entry as unknown as CommitmentEntry)).toBe(alone);
    expect(isMeasuredNow(entry as unknown as CommitmentEntry, [service])).toBe(here);
  });
});
