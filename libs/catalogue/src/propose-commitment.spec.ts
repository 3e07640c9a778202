import { mkdtempSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import type { CommitmentEntry } from './commitment.schema.js';
import { loadConfig } from './load-config.js';
import { isProposable, kindsFor, proposeCommitment, type CommitmentChange } from './propose-commitment.js';
import { EVENTS, SHIPPED } from './spec-support.js';

const config = loadConfig(SHIPPED, { events: EVENTS });
const known = { ...config, events: EVENTS };
const own = config.commitments.filter(isProposable);
const byId = (id: string) => config.commitments.find((one) => one.id === id)!;

/** The entry as a change that changes nothing. */
function unchanged(entry: CommitmentEntry): CommitmentChange {
  const { kind, title, text, source } = entry;
  const { clause, quote } = source;
  const numbers = {
    ...(entry.kind === 'clock' && { length: entry.length }),
    ...(entry.kind === 'rate' && { target: entry.target }),
    ...(entry.kind === 'recurring' && { every: entry.every, times: entry.times }),
  };
  return { kind, title, text, source: { clause, ...(quote !== undefined && { quote }) }, ...numbers };
}

/** The shipped configuration with the entry of a proposal in place of the one it changes, loaded as at start. */
function loadedWith({ file, yaml }: { file: string; yaml: string }) {
  const directory = join(mkdtempSync(join(tmpdir(), 'proposal-')), 'config');
  cpSync(SHIPPED, directory, { recursive: true });
  const path = join(directory, file.replace('config/', ''));
  const [proposed] = parse(yaml).commitments;
  const whole = parse(readFileSync(path, 'utf8'));
  whole.commitments = whole.commitments.map((one: { id: string }) =>
    one.id === proposed.id ? proposed : one,
  );
  writeFileSync(path, stringify(whole));
  return loadConfig(directory, { events: EVENTS });
}

const words = fc
  .string({ minLength: 1, maxLength: 30 })
  .map((text) => text.trim())
  .filter(Boolean);
const localised = fc.record({ 'zh-TW': words, en: words });
const lengths = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom('h', 'wh', 'wd', 'd', 'w', 'm'))
  .map(([amount, unit]) => `${amount}${unit}`);
const proposals = fc.constantFrom(...own).chain((entry) =>
  fc.record({
    entry: fc.constant(entry),
    change: fc.record({
      kind: fc.constantFrom(...kindsFor(entry)),
      title: localised,
      text: localised,
      source: fc.record({ clause: words, quote: words }),
      length: lengths,
      target: fc.double({ min: 0.01, max: 1, noNaN: true }),
      every: fc
        .tuple(fc.integer({ min: 1, max: 24 }), fc.constantFrom('w', 'm'))
        .map((parts) => parts.join('')),
      times: fc.integer({ min: 1, max: 20 }),
    }),
  }),
);
/** Fields that each kind is given by a change, besides the words. */
const NUMBERS = {
  clock: ['length'],
  rate: ['target'],
  recurring: ['every', 'times'],
  statement: [],
} as const;

describe('a change of a commitment, proposed as a file', () => {
  it('is read back as exactly what was proposed, and differs in nothing else', () => {
    fc.assert(
      fc.property(proposals, ({ entry, change }) => {
        const { entry: read, faults } = proposeCommitment(entry, change, known);
        // days are not extended by hours, nor hours by days
        expect(faults.filter(({ field }) => field !== 'extension')).toEqual([]);
        fc.pre(faults.length === 0);
        const { kind, title, text, source } = change;
        const numbers = Object.fromEntries(NUMBERS[kind].map((name) => [name, change[name]]));
        expect(read).toMatchObject({
          id: entry.id,
          organisation: entry.organisation,
          kind,
          title,
          text,
          ...numbers,
        });
        expect(read!.source).toEqual({ document: entry.source.document, ...source });
        const { services, appliesTo, public: isPublic, assumption } = entry;
        expect(read).toMatchObject(
          JSON.parse(JSON.stringify({ services, appliesTo, public: isPublic, assumption })),
        );
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 100) },
    );
  });

  it.each(own.map(({ id }) => id))('%s without a change is itself', (id) => {
    expect(proposeCommitment(byId(id), unchanged(byId(id)), known)).toMatchObject({
      entry: byId(id),
      faults: [],
    });
  });

  it.each<[string, Partial<CommitmentChange>]>([
    [
      'sme.referral-reply',
      { length: '10wd', title: { 'zh-TW': '十個工作日: "回覆" # 一', en: 'ten: "days" # 1' } },
    ],
    ['sme.referral-accept', { length: '4h' }],
    ['sme.first-contact-rate', { target: 0.955 }],
    ['sme.yearly-report', { every: '6m', times: 2 }],
    ['sme.referral-reply', { kind: 'statement' }],
    ['sme.referral-reply', { kind: 'recurring', every: '1m', times: 1 }],
  ])('%s with %j loads with the rest of config/, which stays as it was', (id, part) => {
    const proposal = proposeCommitment(byId(id), { ...unchanged(byId(id)), ...part }, known);
    expect(proposal.faults).toEqual([]);
    const loaded = loadedWith(proposal);
    expect(loaded.commitments).toEqual(
      config.commitments.map((one) => (one.id === id ? proposal.entry : one)),
    );
    expect(proposal.entry).not.toEqual(byId(id));
  });

  it('is written as people write it: what the file or the schema says of every entry is left out', () => {
    const change = { ...unchanged(byId('sme.referral-reply')), length: '10wd' };
    const { yaml } = proposeCommitment(byId('sme.referral-reply'), change, known);
    expect(yaml).toMatch(/^organisation: sme\ndocument:/);
    expect(yaml.match(/organisation:|document:/g)).toHaveLength(2);
    expect(yaml).not.toMatch(/onCorrection|public|ladder|pauseOn|\[\]/);
    expect(yaml).toContain('length: 10wd\n');
  });

  it('keeps a ladder that was written by hand, and makes the usual one again for another length', () => {
    const ladderOf = (id: string, length: string) => {
      const { entry } = proposeCommitment(byId(id), { ...unchanged(byId(id)), length }, known);
      return entry?.kind === 'clock' ? entry.ladder.map(({ at }) => at).slice(0, 3) : undefined;
    };
    expect(ladderOf('demo.first-word', '8h')).toEqual(['70%', 'due']);
    expect(ladderOf('sme.referral-accept', '4h')).toEqual(['due@12:00', '-1wh', 'due']);
    expect(ladderOf('sme.referral-accept', '3wd')).toEqual(['70%', '-1wd', 'due@09:00']);
  });

  it.each<[string, Partial<CommitmentChange>, string]>([
    ['sme.referral-reply', { length: '0wd' }, 'length'],
    ['sme.referral-reply', { length: '5 days' }, 'length'],
    ['sme.first-contact-rate', { target: 1.2 }, 'target'],
    ['sme.yearly-report', { every: '0m' }, 'every'],
    ['sme.yearly-report', { times: 0 }, 'times'],
    ['sme.referral-reply', { title: { 'zh-TW': ' ', en: 'x' } }, 'title.zh-TW'],
    ['sme.referral-reply', { source: { clause: '一' } }, 'source.quote'],
    ['sme.yearly-report', { kind: 'clock', length: '5wd' }, 'subject'],
  ])('%s with %j has a fault at %s, and no entry', (id, part, field) => {
    const { entry, faults } = proposeCommitment(byId(id), { ...unchanged(byId(id)), ...part }, known);
    expect(entry).toBeUndefined();
    expect(faults.map((fault) => fault.field)).toContain(field);
  });

  it('is not open to the law, common rules, and days that a service publishes', () => {
    const closed = config.commitments.filter((entry) => !isProposable(entry));
    expect([...new Set(closed.map(({ id }) => id.replace(/^(law|house)\..*/, '$1')))].toSorted()).toEqual([
      'demo.subsidy-published-days',
      'house',
      'law',
    ]);
  });
});
