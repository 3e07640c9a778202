import { loadConfig, isProposable, proposeCommitment, type CommitmentEntry } from '@app/catalogue';
import { EVENT_TYPES } from '@app/cases';
import { Problem } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { changeOf, problemOf, typedOf } from './proposal-form.js';

const config = loadConfig('config', { events: EVENT_TYPES });
const own = config.commitments.filter(isProposable);
const entry = (id: string) => config.commitments.find((one) => one.id === id)!;
const codesOf = (one: CommitmentEntry, typed: Record<string, string>) => {
  try {
    changeOf(one, { ...typedOf(one), ...typed });
    return {};
  } catch (error) {
    const fields = (error as Problem).detail.fields ?? [];
    return Object.fromEntries(fields.map(({ field, code }) => [field, code]));
  }
};

describe('the form of a proposed change', () => {
  it.each(own.map(({ id }) => id))('of %s begins as what is in force', (id) => {
    const known = { ...config, events: EVENT_TYPES };
    const proposal = proposeCommitment(entry(id), changeOf(entry(id), typedOf(entry(id))), known);
    expect(proposal.entry).toEqual(entry(id));
  });

  it('reads numbers and units as the configuration writes them', () => {
    const units = fc.constantFrom('h', 'wh', 'wd', 'd', 'w', 'm');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3660 }),
        units,
        fc.integer({ min: 1, max: 1000 }),
        (n, unit, permille) => {
          const clock = entry('sme.referral-reply');
          expect(changeOf(clock, { ...typedOf(clock), amount: ` ${n}`, unit }).length).toBe(`${n}${unit}`);
          const rate = entry('sme.first-contact-rate');
          const target = String(permille / 10);
          expect(changeOf(rate, { ...typedOf(rate), target }).target).toBeCloseTo(permille / 1000, 6);
        },
      ),
    );
    const clock = entry('sme.referral-reply');
    expect(changeOf(clock, { ...typedOf(clock), amount: '１０' }).length).toBe('10w');
    const recurring = { kind: 'recurring', every: '6', everyUnit: 'm', times: '2' };
    expect(changeOf(clock, { ...typedOf(clock), ...recurring })).toMatchObject({ every: '6m', times: 2 });
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['sme.referral-reply', { amount: '' }, { amount: 'required' }],
    ['sme.referral-reply', { amount: '0' }, { amount: 'too-small' }],
    ['sme.referral-reply', { amount: '3661' }, { amount: 'too-big' }],
    ['sme.referral-reply', { amount: '-2' }, { amount: 'whole-number' }],
    ['sme.referral-reply', { amount: '2.5', unit: 'y' }, { amount: 'whole-number', unit: 'not-a-choice' }],
    ['sme.referral-reply', { kind: 'rate' }, { kind: 'not-a-choice' }],
    ['sme.referral-reply', { kind: '' }, { kind: 'not-a-choice' }],
    ['sme.first-contact-rate', { target: '0' }, { target: 'percent' }],
    ['sme.first-contact-rate', { target: '100.1' }, { target: 'percent' }],
    ['sme.first-contact-rate', { target: 'all' }, { target: 'percent' }],
    ['sme.yearly-report', { every: 'x', times: '0' }, { every: 'whole-number', times: 'too-small' }],
    [
      'sme.yearly-report',
      { 'title.zh-TW': '', 'title.en': ' ', 'text.en': '', 'source.clause': '' },
      {
        'title.zh-TW': 'required',
        'title.en': 'required',
        'text.en': 'required',
        'source.clause': 'required',
      },
    ],
  ])('of %s refuses %j at the field', (id, typed, codes) => {
    expect(codesOf(entry(id), typed)).toEqual(codes);
  });

  it('does not look at the numbers of kinds that are not chosen', () => {
    expect(codesOf(entry('sme.referral-reply'), { kind: 'statement', amount: 'x' })).toEqual({});
    expect(codesOf(entry('sme.referral-reply'), { every: 'x', times: 'x' })).toEqual({});
  });

  it.each([
    [{ field: 'extension', message: 'x' }, 'unit', 'extension-stays'],
    [{ field: 'source.quote', message: 'x' }, 'source.quote', 'required'],
    [{ field: 'length', message: 'x' }, 'amount', 'wrong-format'],
    [{ field: 'ladder[1].at', message: 'x' }, 'kind', 'config-fault'],
  ])('shows what the checks of the configuration find (%j) at %s', (fault, field, code) => {
    expect(problemOf(fault)).toMatchObject({ field, code });
  });
});
