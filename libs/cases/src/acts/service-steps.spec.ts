import type { Catalogue, WorkStep } from '@app/catalogue';
import type { Problem } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { eventRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile } from '../record/case-file.entity.js';
import type { EventFacts } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { nextSteps, ServiceSteps } from './service-steps.js';

const step = (id: string, optional?: true): WorkStep => ({
  ...{ id, name: { 'zh-TW': id, en: id }, public: { 'zh-TW': id, en: id } },
  ...(optional && { optional }),
});
const ids = (steps: readonly WorkStep[]) => steps.map(({ id }) => id);

describe('the steps that may be done next', () => {
  const STEPS = [step('papers'), step('visit', true), step('photo', true), step('meeting'), step('letter')];

  it.each([
    ['nothing done', [], ['papers']],
    ['those that can be left out, up to one that cannot', ['papers'], ['visit', 'photo', 'meeting']],
    ['after one that can be left out', ['papers', 'visit'], ['photo', 'meeting']],
    ['never one before a step done', ['papers', 'meeting'], ['letter']],
    ['all done', ['papers', 'meeting', 'letter'], []],
    ['a step that the service no longer has', ['papers', 'gone'], ['visit', 'photo', 'meeting']],
  ])('%s', (_what, done, next) => {
    expect(ids(nextSteps(STEPS, done))).toEqual(next);
  });

  it('are all that are left where each of them can be left out', () => {
    expect(ids(nextSteps([step('papers'), step('visit', true), step('photo', true)], ['papers']))).toEqual([
      ...['visit', 'photo'],
    ]);
    expect(nextSteps([], [])).toEqual([]);
  });

  it('chosen one after the other lead through every step that cannot be left out, in order', () => {
    const services = fc.array(fc.boolean(), { maxLength: 8 });
    const choices = fc.array(fc.nat(), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(services, choices, (optional, picks) => {
        const steps = optional.map((may, at) => step(String(at), may || undefined));
        const done: string[] = [];
        for (const pick of picks) {
          const next = nextSteps(steps, done);
          if (next.length > 0) done.push(next[pick % next.length]!.id);
        }
        expect(nextSteps(steps, done)).toEqual([]);
        expect(done).toEqual(done.toSorted());
        expect(done).toEqual(expect.arrayContaining(ids(steps.filter((one) => !one.optional))));
      }),
    );
  });
});

describe('a step of a case', () => {
  let tables: Tables;
  beforeAll(async () => void (tables = await tablesInMemory(CaseFile, HistoryEvent)));
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  const STEPS = [step('papers'), step('visit', true), step('meeting')];
  const catalogue = {
    serviceOfCase: (id: string) =>
      new Map([
        ['plain', {}],
        ['subsidy', { workSteps: STEPS }],
      ]).get(id),
  } as unknown as Catalogue;
  const steps = new ServiceSteps(catalogue);
  const place = (serviceId = 'subsidy') => ({
    ...{ manager: tables.manager, file: { id: 'case', serviceId } as CaseFile },
  });
  const done = (seq: number, facts: EventFacts, more: object = {}) =>
    tables.put(HistoryEvent, eventRow({ seq, type: 'STEP_DONE', facts, ...more }));
  const fault = async (name: string, on = '2026-08-19', at = place()) => {
    const problem = await steps.check(at, { step: name, on }).catch((error: Problem) => error);
    return problem?.detail.fields?.map(({ field, code }) => `${field} ${code}`);
  };

  it('follows those that its history says were done, and not those of another case or other events', async () => {
    expect(ids(await steps.next(place()))).toEqual(['papers']);
    await done(1, { step: 'papers', on: '2026-08-18' }, { caseId: 'another' });
    await done(1, { step: 'papers' }, { type: 'NOTED' });
    expect(ids(await steps.next(place()))).toEqual(['papers']);
    await done(2, { step: 'papers', on: '2026-08-18' });
    expect(ids(await steps.next(place()))).toEqual(['visit', 'meeting']);
  });

  it('is one of the service: a service without steps has none, nor has one that is not known', async () => {
    expect(await fault('elsewhere')).toEqual(['step not-a-step']);
    expect(await fault('papers', undefined, place('plain'))).toEqual(['step not-a-step']);
    expect(await steps.next(place('unknown'))).toEqual([]);
  });

  it('is done once and in its turn', async () => {
    expect(await fault('meeting')).toEqual(['step step-order']);
    expect(await fault('papers')).toBeUndefined();
    await done(1, { step: 'papers', on: '2026-08-19' });
    expect(await fault('papers')).toEqual(['step step-done']);
    expect([await fault('visit'), await fault('meeting')]).toEqual([undefined, undefined]);
    await done(2, { step: 'meeting', on: '2026-08-19' });
    expect(await fault('visit')).toEqual(['step step-order']);
  });

  it('is not done on a day before any step that was done; on the same day it is', async () => {
    await done(1, { step: 'papers', on: '2026-08-19' });
    expect(await fault('visit', '2026-08-18')).toEqual(['on before-last-step']);
    expect(await fault('visit', '2026-08-19')).toBeUndefined();
  });

  it('of which no day was recorded leaves every day open', async () => {
    await done(1, { step: 'papers' });
    expect(await fault('visit', '2020-01-01')).toBeUndefined();
  });
});
