import { isDeepStrictEqual } from 'node:util';
import { isOneDay, ladderFor, parseLength } from '@app/sla/clock';
import { binds, bindsOrganisation, isMeasuredNow } from './binding.js';
import { toClockCommitment } from './clock-commitment.js';
import type { ClockEntry, CommitmentEntry, CommitmentKind } from './commitment.schema.js';
import { contentHash } from './content-hash.js';
import { loadConfig } from './load-config.js';
import { EVENTS, SHIPPED } from './spec-support.js';

const config = loadConfig(SHIPPED, { events: EVENTS });
const promise = (id: string): CommitmentEntry => config.commitments.find((entry) => entry.id === id)!;
const service = (id: string) => config.services.find((entry) => entry.id === id)!;
const clock = (id: string) => toClockCommitment(promise(id) as ClockEntry, 'v1');
const PLANS = ['sme', 'crc', 'aoc', 'bsmi', 'ida'];

const count = (organisation: string, kind: CommitmentKind): number =>
  config.commitments.filter((entry) => entry.organisation === organisation && entry.kind === kind).length;

describe('the promises that ship', () => {
  test.each([
    ['sme', 2, 1, 7, 50],
    ['crc', 0, 0, 3, 57],
    ['aoc', 0, 0, 3, 41],
    ['bsmi', 0, 0, 6, 34],
    ['ida', 1, 0, 6, 68],
    ['law', 9, 0, 0, 0],
    ['house', 2, 0, 0, 0],
    ['demo', 4, 1, 1, 1],
  ])(
    '%s: %i clocks, %i rates, %i recurring, %i statements',
    (organisation, clocks, rates, recurring, statements) => {
      const kinds = ['clock', 'rate', 'recurring', 'statement'] as const;
      expect(kinds.map((kind) => count(organisation, kind))).toEqual([clocks, rates, recurring, statements]);
    },
  );

  test('every promise of a plan quotes it in Chinese and says so in two languages', () => {
    const plans = config.commitments.filter(({ organisation }) => PLANS.includes(organisation));
    for (const { source, title, text } of plans) {
      expect(source.quote).toMatch(/\p{Script=Han}{4}/u);
      expect(title['zh-TW'] + text['zh-TW']).toMatch(/\p{Script=Han}/u);
      expect(title.en + text.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test('the figure of each clock and rate stands in the words it quotes', () => {
    const figure = (entry: CommitmentEntry) =>
      entry.kind === 'clock'
        ? Number.parseInt(entry.length, 10)
        : entry.kind === 'rate' && entry.target * 100;
    const plans = config.commitments.filter(({ organisation }) => PLANS.includes(organisation));
    const figures = plans.filter(({ kind }) => kind === 'clock' || kind === 'rate');
    expect(figures).toHaveLength(4);
    for (const entry of figures) expect(entry.source.quote).toContain(String(figure(entry)));
  });

  test('the two referral clocks of the SME agency', () => {
    expect(clock('sme.referral-accept')).toMatchObject({
      subject: 'REFERRAL',
      length: { amount: 1, unit: 'wd' },
      startOn: ['REFERRED'],
      stopOn: ['REFERRAL_ACCEPTED', 'REFERRAL_RETURNED'],
    });
    expect(clock('sme.referral-reply')).toMatchObject({
      subject: 'REFERRAL_CHAIN',
      length: { amount: 2, unit: 'w' },
      startOn: ['REFERRED'],
      stopOn: ['REFERRAL_REPLIED'],
    });
  });

  test('the reply clock can be set to start at acceptance', () => {
    const entry = { ...(promise('sme.referral-reply') as ClockEntry), startsAt: 'ACCEPTED' as const };
    expect(toClockCommitment(entry, 'v2')).toMatchObject({ version: 'v2', startOn: ['REFERRAL_ACCEPTED'] });
  });

  test('the clock of applications pauses for corrections and extends once', () => {
    expect(clock('law.application')).toMatchObject({
      length: { amount: 2, unit: 'm' },
      pauseOn: ['CORRECTION_REQUESTED'],
      resumeOn: ['CORRECTED', 'CORRECTION_LAPSED'],
      extension: { maxTimes: 1, maxLength: { amount: 2, unit: 'm' } },
    });
  });

  test('one-day promises have the form of their own, the others the usual one; few say otherwise', () => {
    const clocks = config.commitments.filter((entry) => entry.kind === 'clock');
    const about = (entry: ClockEntry) =>
      entry.subject === 'CASE' ? 'CASE' : entry.id.endsWith('accept') ? 'OFFER' : 'REFERRAL';
    const usual = clocks.filter((entry) =>
      isDeepStrictEqual(entry.ladder, ladderFor(parseLength(entry.length), undefined, about(entry))),
    );
    const own = clocks.filter((entry) => !usual.includes(entry)).map(({ id }) => id);
    expect(own).toEqual(['demo.first-word', 'house.wrap-up']);
    const oneDay = usual.filter(({ length }) => isOneDay(parseLength(length)));
    expect(oneDay.map(({ id }) => id).toSorted()).toEqual([
      'demo.referral-accept',
      'house.first-step',
      'law.doc-most-urgent',
      'law.reassign',
      'sme.referral-accept',
    ]);
    for (const { ladder } of oneDay)
      expect(ladder.map(({ at }) => at).slice(0, 3)).toEqual(['due@12:00', '-1wh', 'due']);
  });

  test('whatever breaks is told to somebody in charge at once, and climbs to the head of the agency', () => {
    const entries = config.commitments.filter((entry) => entry.kind === 'clock');
    for (const { id, ladder } of entries) {
      const over = ladder.find(({ at }) => at === 'due')?.to ?? [];
      expect([id, over.some((role) => ['UNIT_HEAD', 'DESK_SUPERVISOR'].includes(role))]).toEqual([id, true]);
    }
    const { ladder } = promise('sme.referral-accept') as ClockEntry;
    expect(ladder.map(({ at, to }) => `${at} ${to.join()}`)).toEqual([
      'due@12:00 PARTNER,CASE_HANDLER',
      '-1wh PARTNER,CASE_HANDLER,DEPUTY',
      'due DESK_SUPERVISOR,PARTNER',
      '+1wd UNIT_HEAD',
      '+3wd CONTROL_OFFICER',
      '+5wd AGENCY_HEAD',
    ]);
  });

  test('the content of an entry, not the order of its fields, makes its hash', () => {
    const entry = promise('sme.referral-accept');
    const turned = Object.fromEntries(Object.entries(entry).reverse());
    expect(contentHash(turned)).toBe(contentHash(entry));
    expect(contentHash({ ...entry, length: '2wd' })).not.toBe(contentHash(entry));
  });
});

describe('whom a promise binds', () => {
  test('a plan binds its own organisation only', () => {
    for (const entry of config.commitments.filter(({ organisation }) => PLANS.includes(organisation))) {
      const owners = config.services
        .filter((one) => binds(entry, one))
        .map(({ organisation }) => organisation);
      expect(new Set(owners)).toEqual(new Set([entry.organisation]));
    }
    expect(bindsOrganisation(promise('sme.referral-accept'), 'ida')).toBe(false);
  });

  test.each([
    ['ida.dissatisfied-followup', 'ida.head-mailbox', true],
    ['ida.dissatisfied-followup', 'ida.petition', false],
    ['sme.referral-accept', 'sme.consultation', true],
    ['law.petition', 'crc.petition', true],
    ['law.petition', 'ida.certificate', false],
    ['law.application', 'ida.certificate', true],
    ['law.doc-urgent', 'sme.feedback-mailbox', false],
    ['law.doc-normal', 'sme.feedback-mailbox', true],
    ['law.doc-normal', 'bsmi.feedback-mailbox', false],
    ['house.first-step', 'demo.consultation', true],
  ])('%s and %s: %s', (commitment, name, expected) => {
    expect(binds(promise(commitment), service(name))).toBe(expected);
  });

  test('every service has a clock that starts when its case is received', () => {
    const started = (entry: CommitmentEntry) => entry.kind === 'clock' && entry.startOn.includes('RECEIVED');
    const outer = config.commitments.filter((entry) => started(entry) && entry.id !== 'house.first-step');
    for (const one of config.services)
      expect([one.id, outer.some((entry) => binds(entry, one))]).toEqual([one.id, true]);
  });

  test.each([
    ['sme.referral-reply', true],
    ['sme.first-contact-rate', true],
    ['ida.clean-environment', false],
    ['crc.phone-courtesy', false],
    ['crc.single-window', false],
    ['law.doc-urgent', false],
  ])('%s is measured now: %s', (id, expected) => expect(isMeasuredNow(promise(id))).toBe(expected));

  test('a clock of the law is not measured where no service is of its kind', () => {
    expect(isMeasuredNow(promise('law.dsr-access'), config.services)).toBe(false);
    expect(isMeasuredNow(promise('law.petition'), config.services)).toBe(true);
  });
});
