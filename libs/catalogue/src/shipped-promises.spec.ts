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
    ['demo', 5, 1, 1, 1],
  ])(
    '%s: %i clocks, %i rates, %i recurring, %i statements',
    (organisation, clocks, rates, recurring, statements) => {
      const kinds = ['clock', 'rate', 'recurring', 'statement'] as const;
      expect(kinds.map((kind) => count(organisation, kind))).toEqual([clocks, rates, recurring, statements]);
    },
  );

  test('every promise of a plan quotes it in Chinese and has its text in two languages', () => {
    const plans = config.commitments.filter(({ organisation }) => PLANS.includes(organisation));
    for (const { source, title, text } of plans) {
      expect(source.quote).toMatch(/\p{Script=Han}{4}/u);
      expect(title['zh-TW'] + text['zh-TW']).toMatch(/\p{Script=Han}/u);
      expect(title.en + text.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test('the figure of each clock and rate occurs in the text it quotes', () => {
    const figure = (entry: CommitmentEntry) =>
      entry.kind === 'clock'
        ? Number.parseInt(entry.length, 10)
        : entry.kind === 'rate' && entry.target * 100;
    const plans = config.commitments.filter(({ organisation }) => PLANS.includes(organisation));
    const figures = plans.filter(({ kind }) => kind === 'clock' || kind === 'rate');
    expect(figures).toHaveLength(4);
    for (const entry of figures) expect(entry.source.quote).toContain(String(figure(entry)));
  });

  /** A limit in the words of a title: `30wd` is 30 個工作日 and 30 working days. */
  const UNITS: Record<string, [string, string]> = {
    h: ['小時', 'hour'],
    wh: ['個上班小時', 'working hour'],
    wd: ['個工作日', 'working day'],
    d: ['日', 'day'],
    w: ['週', 'week'],
    m: ['個月', 'month'],
  };

  test('the title and the text of each clock name its length in the unit that is counted', () => {
    for (const entry of config.commitments.filter(({ kind }) => kind === 'clock') as ClockEntry[]) {
      const [, amount, unit] = /^(\d+)(\w+)$/.exec(entry.length)!;
      const [zh, en] = UNITS[unit!]!;
      for (const { 'zh-TW': chinese, en: english } of [entry.title, entry.text]) {
        expect([entry.id, chinese]).toEqual([entry.id, expect.stringContaining(`${amount} ${zh}`)]);
        expect([entry.id, english]).toEqual([
          entry.id,
          expect.stringMatching(new RegExp(`\\b${amount} ${en}s?\\b`)),
        ]);
      }
    }
  });

  test('only these are not shown to the public: duties within an agency, and rules between its units', () => {
    const internal = config.commitments.filter(({ public: isPublic }) => !isPublic).map(({ id }) => id);
    expect(internal.toSorted()).toEqual([
      ...['aoc.creative-services-reviewed', 'aoc.electronic-documents', 'aoc.leaner-work'],
      ...['aoc.results-by-plan', 'bsmi.ai-working-groups', 'bsmi.award-survey', 'bsmi.branch-report'],
      ...['bsmi.digital-work', 'bsmi.foresight', 'bsmi.internal-control', 'bsmi.plan-content'],
      ...['bsmi.plan-measurable', 'bsmi.private-resources', 'bsmi.research-projects', 'bsmi.rules-fit'],
      ...['bsmi.staff-training', 'bsmi.unit-report', 'crc.courtesy-internal-test', 'crc.review-meetings'],
      ...['crc.staff-expertise', 'crc.survey-results-improve', 'house.wrap-up', 'ida.industry-ties'],
      ...['ida.internal-survey', 'ida.internal-survey-report', 'ida.lean-administration'],
      ...['ida.management-meetings', 'ida.programme-handbook', 'law.co-handle', 'law.reassign'],
      ...['sme.award-survey', 'sme.better-services', 'sme.learn-from-records', 'sme.local-network-meetings'],
      ...['sme.staff-training', 'sme.standard-work', 'sme.unit-report'],
    ]);
  });

  test('no clause repeats the name of the document', () => {
    for (const { id, source } of config.commitments)
      for (const part of source.document['zh-TW'].split(/[；（）]/))
        expect([id, part.length > 1 && source.clause.includes(part)]).toEqual([id, false]);
  });

  test('a recurring duty says 至少 where the plan does, and only there', () => {
    for (const entry of config.commitments.filter(({ kind }) => kind === 'recurring')) {
      const { id, source, text } = entry;
      const said = (source.quote ?? text['zh-TW']).includes('至少');
      expect([id, 'atLeast' in entry]).toEqual([id, said]);
    }
  });

  test('a date that the plan gives for one year is marked as read for every year', () => {
    const dated = config.commitments.filter((entry) => 'dueBy' in entry && entry.dueBy !== undefined);
    for (const { id, source, assumption } of dated) {
      const ofOneYear = /1\d\d ?年/.test(source.quote!);
      expect([id, ofOneYear && !assumption?.['zh-TW'].includes('每年')]).toEqual([id, false]);
    }
    expect(dated.length).toBeGreaterThan(8);
  });

  test('a statement that mentions a limit or a number is not listed as one without', () => {
    const limit = /時限|期限內|限期|依限|標準作業工作日數|期限屆滿|到期前/;
    const statements = config.commitments.filter((entry) => entry.kind === 'statement');
    for (const entry of statements.filter(({ source, text }) =>
      limit.test(`${source.quote} ${text['zh-TW']}`),
    ))
      expect([entry.id, entry.counting]).toEqual([entry.id, expect.stringMatching(/./)]);
  });

  test('what the plan leaves open has an assumption', () => {
    const said = (one: { assumption?: { 'zh-TW': string } | undefined } | undefined) =>
      one?.assumption?.['zh-TW'] ?? '';
    const units = new Map(config.units.map((unit) => [unit.id, unit]));
    expect(said(units.get('sme.instant-service-centre'))).toContain('名稱');
    for (const id of [
      'sme.feedback-mailbox',
      'ida.petition',
      'ida.head-mailbox',
      'bsmi.feedback-mailbox',
      'crc.petition',
    ])
      expect([id, said(service(id))]).toEqual([id, expect.stringMatching(/承辦單位與這些受理管道/)]);
    const line = config.organisations.find(({ id }) => id === 'sme')!.hotlines[0]!;
    expect([line.name['zh-TW'], line.services]).toEqual(['免付費諮詢專線', ['sme.consultation']]);
    expect(said(line)).toContain('計畫未寫');
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

  test('one-day promises have the one-day ladder, others the default; few have their own', () => {
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

  test('a breach is reported to a person in charge at once, and escalated to the head of the agency', () => {
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

  test('the hash of an entry depends on its content, not on the order of its fields', () => {
    const entry = promise('sme.referral-accept');
    const turned = Object.fromEntries(Object.entries(entry).reverse());
    expect(contentHash(turned)).toBe(contentHash(entry));
    expect(contentHash({ ...entry, length: '2wd' })).not.toBe(contentHash(entry));
  });
});

describe('the services a promise applies to', () => {
  test('a plan applies only to its own organisation', () => {
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
    const others = config.services.filter(({ kind }) => kind !== 'DATA_SUBJECT_ACCESS');
    expect(isMeasuredNow(promise('law.dsr-access'), others)).toBe(false);
    expect(isMeasuredNow(promise('law.dsr-access'), config.services)).toBe(true);
    expect(isMeasuredNow(promise('law.petition'), config.services)).toBe(true);
  });
});
