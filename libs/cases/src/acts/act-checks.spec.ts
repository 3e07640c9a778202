import type { Catalogue } from '@app/catalogue';
import { Staff, type Actor } from '@app/people';
import { days } from '@app/platform';
import { CalendarRangeError } from '@app/sla/clock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EntityManager } from 'typeorm';
import { caseRow, eventRow, staffRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { CaseContext } from '../record/case-context.js';
import { CaseFile } from '../record/case-file.entity.js';
import type { EventType } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { ActChecks, type Prepared } from './act-checks.js';
import type { ActName } from './acts.js';
import { FieldChecks } from './field-checks.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const STAFF = {
  kind: 'staff',
  id: 'id-actor',
  unitId: 'demo.home',
  roles: ['CASE_HANDLER'],
} as unknown as Actor;
const HER: Actor = { kind: 'citizen', caseId: 'case' };
const PART = { id: 'part', unitId: 'demo.asked', askedBy: 'id-head' };

/** What the services beside it answer, and what they were asked. */
function neighbours() {
  const asked: unknown[][] = [];
  const answers: Record<string, unknown> = {};
  const stand = (...names: string[]): never =>
    Object.fromEntries(
      names.map((name) => [
        name,
        (...of: unknown[]) => {
          asked.push([
            name,
            ...of.filter((one) => !(one instanceof EntityManager || (one as CaseContext)?.manager)),
          ]);
          const answer = answers[name];
          return typeof answer === 'function' ? (answer as (...of: unknown[]) => unknown)(...of) : answer;
        },
      ]),
    ) as never;
  return { asked, answers, stand };
}

describe('what an act is checked against', () => {
  let tables: Tables;
  let file: CaseFile;
  let checks: ActChecks;
  let { asked, answers, stand } = neighbours();
  let service: { reopenWithinDays: number } | undefined;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent, Staff);
  });
  beforeEach(async () => {
    await tables.empty();
    ({ asked, answers, stand } = neighbours());
    service = { reopenWithinDays: 30 };
    const units = ['demo.home', 'demo.other', 'sme.team'];
    const catalogue = {
      unit: (id: string) => (units.includes(id) ? { id, organisation: id.split('.')[0] } : undefined),
      serviceOfCase: () => service,
    } as unknown as Catalogue;
    checks = new ActChecks(
      catalogue,
      new FieldChecks(catalogue, stand('target'), stand('chosen'), { chosen: stand2('tracker') } as never),
      stand('extensionUntil', 'extensionRefusal'),
      stand('lastDay'),
      { ...(stand('partsOf', 'ofUnit') as object), asked: stand2('coHandling') } as never,
      { ...(stand('owedBy') as object), asked: stand2('chase') } as never,
      stand('approvedAnswer'),
      { check: stand2('decision') } as never,
      { check: stand2('step') } as never,
      { ...(stand('checkOutcome') as object), asked: stand2('task'), chosen: stand2('open task') } as never,
    );
    file = caseRow({
      id: 'case',
      receivedAt: NOW - days(2),
      closedAt: null,
      repliedAt: null,
      handlerId: null,
    });
    await tables.put(Staff, staffRow({ id: 'id-handler', login: 'handler' }));
  });
  afterAll(() => tables.close());

  /** One method under a name of its own, as several services have methods of the same name. */
  const stand2 = (name: string) => (stand(name) as Record<string, unknown>)[name];
  const prepare = (name: ActName, input: object, actor: Actor = STAFF, at = NOW): Promise<Prepared> =>
    checks.prepare(name, {
      context: { manager: tables.manager, file } as CaseContext,
      actor,
      input: { ...input },
      at,
    });
  const fault = async (doing: Promise<unknown>) => {
    const { kind, code, detail } = await refusal(doing);
    return detail.fields ? detail.fields.map((one) => `${one.field} ${one.code}`).join() : `${kind} ${code}`;
  };

  describe('a unit', () => {
    it('exists, and is one of the agency where the case is handed over', async () => {
      expect((await prepare('assign', { unit: 'demo.other' })).input).toEqual({ unit: 'demo.other' });
      for (const unit of ['demo.gone', 'sme.team'])
        expect(await fault(prepare('assign', { unit }))).toBe('unit unknown-unit');
    });

    it('that is asked to help may be of another agency', async () => {
      answers['coHandling'] = { coHandlingId: 'part' };
      const { input } = await prepare('co-handle', { unit: 'sme.team', reason: 'x' });
      expect(input).toEqual({ unit: 'sme.team', reason: 'x', coHandlingId: 'part' });
      expect(asked).toEqual([['coHandling', 'sme.team', NOW]]);
      expect(await fault(prepare('co-handle', { unit: 'demo.gone' }))).toBe('unit unknown-unit');
    });
  });

  describe('a handler', () => {
    it.each(['id-handler', 'handler', 'Handler'])(
      'is staff of that unit, by id or login: %s',
      async (handler) => {
        const { input, file: sets } = await prepare('assign', { unit: 'demo.home', handler });
        expect(input['handler']).toBe('id-handler');
        expect(sets).toEqual({ unitId: 'demo.home', handlerId: 'id-handler' });
      },
    );

    it('is not of another unit, unknown, or gone', async () => {
      await tables.put(Staff, staffRow({ id: 'id-gone', login: 'gone', active: false }));
      for (const [unit, handler] of [
        ['demo.other', 'handler'],
        ['demo.home', 'nobody'],
        ['demo.home', 'gone'],
      ])
        expect(await fault(prepare('assign', { unit, handler }))).toBe('handler unknown-staff');
    });

    it('does not follow the case', async () => {
      file.trackerId = 'id-handler';
      const both = prepare('assign', { unit: 'demo.home', handler: 'handler' });
      expect(await fault(both)).toBe('handler is-tracker');
      file.trackerId = null;
      expect((await prepare('assign', { unit: 'demo.home' })).file!.handlerId).toBeNull();
    });
  });

  describe('an assignment', () => {
    const after = async (type: EventType, caseId = 'case') =>
      tables.put(HistoryEvent, eventRow({ caseId, seq: 1, type }));

    it('is the first one whatever its unit', async () => {
      await after('ASSIGNED', 'another case');
      await after('ACCEPTED');
      expect(await prepare('assign', { unit: 'demo.other' })).toEqual({
        ...{ input: { unit: 'demo.other' }, file: { unitId: 'demo.other', handlerId: null } },
      });
    });

    it.each(['ASSIGNED', 'REASSIGNED'] as const)(
      'after %s to another unit is a reassignment',
      async (type) => {
        await after(type);
        expect((await prepare('assign', { unit: 'demo.other' })).event).toBe('REASSIGNED');
        expect(await prepare('assign', { unit: 'demo.home', handler: 'handler' })).not.toHaveProperty(
          'event',
        );
      },
    );

    it('that changes nothing is refused, naming what was chosen', async () => {
      await after('ASSIGNED');
      expect(await fault(prepare('assign', { unit: 'demo.home' }))).toBe('unit already-assigned');
      file.handlerId = 'id-handler';
      const same = prepare('assign', { unit: 'demo.home', handler: 'handler' });
      expect(await fault(same)).toBe('handler already-assigned');
      expect((await prepare('assign', { unit: 'demo.home' })).file!.handlerId).toBeNull();
    });

    it('to oneself is one to the own unit and person', async () => {
      expect(await prepare('take', {})).toEqual({
        input: { unit: 'demo.home', handler: 'id-actor' },
        file: { unitId: 'demo.home', handlerId: 'id-actor' },
      });
    });
  });

  describe('a day', () => {
    const due = (day: string) => prepare('co-handle', { unit: 'demo.other', due: day });

    it('to come lies from today to the same day of the next year', async () => {
      answers['coHandling'] = {};
      for (const day of ['2026-08-19', '2027-08-19']) expect((await due(day)).input['due']).toBe(day);
      for (const day of ['2026-08-18', '2027-08-20']) expect(await fault(due(day))).toBe('due within-a-year');
    });

    it('on which something was done lies from the day of receipt to today, in Taipei', async () => {
      const done = (on: string) => prepare('step-done', { step: 'visit', on });
      for (const on of ['2026-08-17', '2026-08-19']) expect((await done(on)).input['on']).toBe(on);
      expect(await fault(done('2026-08-20'))).toBe('on not-yet');
      expect(await fault(done('2026-08-16'))).toBe('on before-receipt');
    });

    it('that ends a correction moves to the next working day; without a calendar none is guessed', async () => {
      answers['lastDay'] = '2026-08-31';
      const ask = () => prepare('request-correction', { what: '影本', lastDay: '2026-08-29' });
      expect((await ask()).input).toEqual({ what: '影本', lastDay: '2026-08-31' });
      expect(asked.at(-1)).toEqual(['lastDay', file, '2026-08-29']);
      answers['lastDay'] = () => {
        throw new CalendarRangeError('no-year', 'no such year');
      };
      expect(await fault(ask())).toBe('BUSY calendar-ends');
    });
  });

  describe('reopening', () => {
    const reopen = (actor: Actor, at: number) => prepare('reopen', { reason: 'x' }, actor, at);

    it('by her is possible for the days of the service after the end', async () => {
      file.repliedAt = NOW;
      expect((await reopen(HER, NOW + days(30))).input).toEqual({ reason: 'x' });
      expect(await fault(reopen(HER, NOW + days(30) + 1))).toBe('NOT_ALLOWED reopen-too-late');
      file.closedAt = NOW + days(1);
      expect((await reopen(HER, NOW + days(31))).input).toEqual({ reason: 'x' });
    });

    it('by staff at any time; by her not later than the end where the service is gone', async () => {
      file.repliedAt = NOW;
      service = undefined;
      expect((await reopen(STAFF, NOW + days(400))).input).toEqual({ reason: 'x' });
      expect((await reopen(HER, NOW)).input).toEqual({ reason: 'x' });
      expect(await fault(reopen(HER, NOW + 1))).toBe('NOT_ALLOWED reopen-too-late');
    });

    it('of an imported case without a date of its end is in time', async () => {
      expect((await reopen(HER, NOW)).input).toEqual({ reason: 'x' });
    });
  });

  it.each(['receive-correction', 'receive-supplement'] as const)('%s: hers is a text', async (name) => {
    expect(await fault(prepare(name, {}, HER))).toBe('text required');
    expect((await prepare(name, { text: '補件' }, HER)).input).toEqual({ text: '補件' });
    expect((await prepare(name, {})).input).toEqual({});
  });

  describe('an answer', () => {
    it('goes out as it was approved, and names who approved it', async () => {
      answers['approvedAnswer'] = { text: '答復', by: 'id-head' };
      expect((await prepare('reply', { text: '答復' })).input).toEqual({ text: '答復', approver: 'id-head' });
      expect(await fault(prepare('reply', { text: '別的' }))).toBe('text not-as-approved');
    });

    it('without an approval goes out as it is', async () => {
      expect((await prepare('reply', { text: '答復' })).input).toEqual({ text: '答復' });
    });
  });

  describe('an extension', () => {
    const extend = (input: object) => prepare('extend', { reason: 'x', ...input });
    beforeEach(() => {
      answers['extensionUntil'] = { length: '7wd' };
      answers['chosen'] = 'id-head';
    });

    it('is by a length, or until a day: one of the two', async () => {
      expect(await fault(extend({}))).toBe('length length-or-until');
      expect(await fault(extend({ length: '5wd', until: '2026-09-01' }))).toBe('until length-and-until');
    });

    it('by a length is of every promise, or of the one that is named', async () => {
      expect((await extend({ length: '5wd' })).input).toEqual({ reason: 'x', length: '5wd' });
      expect(asked.at(-1)).toEqual(['extensionRefusal', { length: '5wd', at: NOW }]);
      const named = await extend({ length: '5wd', commitment: 'law.petition' });
      expect(named.input).toEqual({ reason: 'x', length: '5wd', commitment: 'law.petition' });
      expect(asked.at(-1)).toEqual([
        'extensionRefusal',
        { length: '5wd', commitment: 'law.petition', at: NOW },
      ]);
    });

    it('until a day is by what leads there', async () => {
      const until = { until: '2026-09-01', commitment: 'law.petition' };
      expect((await extend(until)).input).toEqual({ reason: 'x', length: '7wd', commitment: 'law.petition' });
      expect(asked).toEqual([
        ['extensionUntil', until],
        ['extensionRefusal', { length: '7wd', commitment: 'law.petition', at: NOW }],
      ]);
    });

    it('that does not fit names the field that was filled in', async () => {
      answers['extensionRefusal'] = 'too-long-an-extension';
      expect(await fault(extend({ length: '5wd' }))).toBe('length too-long-an-extension');
      expect(await fault(extend({ until: '2026-09-01' }))).toBe('until too-long-an-extension');
      answers['extensionUntil'] = { refusal: 'not-later' };
      expect(await fault(extend({ until: '2026-09-01' }))).toBe('until not-later');
      answers['extensionUntil'] = { refusal: 'choose-commitment' };
      expect(await fault(extend({ until: '2026-09-01' }))).toBe('commitment choose-commitment');
    });

    it('is asked of the person who was chosen', async () => {
      expect((await extend({ length: '5wd', approver: 'head' })).input['approver']).toBe('id-head');
      expect(asked[0]).toEqual(['chosen', STAFF, 'head', 'approver']);
    });
  });

  describe('what a unit is asked', () => {
    const FACTS = { coHandlingId: 'part', unit: 'demo.asked', askedBy: 'id-head' };

    it('by co-handling: its answer and the recall say which', async () => {
      answers['partsOf'] = [PART, { ...PART, id: 'a later one' }];
      expect((await prepare('answer-co-handling', { text: '意見' })).input).toEqual({
        text: '意見',
        ...FACTS,
      });
      expect(asked).toEqual([['partsOf', STAFF]]);
      answers['ofUnit'] = PART;
      const recalled = await prepare('recall-co-handling', { unit: 'demo.asked', reason: 'x' });
      expect(recalled.input).toEqual({ reason: 'x', ...FACTS });
      expect(asked.at(-1)).toEqual(['ofUnit', 'demo.asked']);
    });

    it('by a chase: whom, until when, and by what id it is answered', async () => {
      answers['chase'] = { chaseId: 'c', unit: 'demo.asked', due: '2026-08-24' };
      const sent = await prepare('chase', { whom: 'demo.asked', days: '3', text: '請回復' });
      expect(sent.input).toEqual({ chaseId: 'c', unit: 'demo.asked', due: '2026-08-24', text: '請回復' });
      expect(asked.at(-1)).toEqual(['chase', { whom: 'demo.asked', days: '3' }, NOW]);
      answers['owedBy'] = [{ id: 'c', unitId: 'demo.asked', askedBy: 'id-head' }];
      expect((await prepare('answer-chase', { text: '已辦' })).input).toEqual({
        ...{ text: '已辦', chaseId: 'c', unit: 'demo.asked', askedBy: 'id-head' },
      });
    });
  });

  describe('a task', () => {
    beforeEach(() => {
      answers['task'] = { task: 't', taskKind: 'CALL', due: '2026-08-21' };
      answers['open task'] = { id: 't', kind: 'CALL' };
    });

    it('that is added says what, by when, and who', async () => {
      const { input } = await prepare('add-task', { taskKind: 'CALL', due: '2026-08-21', text: '請聯繫' });
      expect(input).toEqual({ text: '請聯繫', task: 't', taskKind: 'CALL', due: '2026-08-21' });
      expect(asked).toEqual([['task', { taskKind: 'CALL', due: '2026-08-21', doer: undefined }, NOW]]);
    });

    it('that is taken is of who takes it', async () => {
      expect((await prepare('take-task', { task: 't' })).input).toEqual({
        ...{ task: 't', taskKind: 'CALL', unit: 'demo.home', handler: 'id-actor' },
      });
    });

    it('that is called for keeps the last digits of the number alone', async () => {
      const { input } = await prepare('log-attempt', {
        task: 't',
        reached: 'REACHED',
        number: '0912-345-678',
      });
      expect(input).toMatchObject({ task: 't', taskKind: 'CALL', reached: 'REACHED' });
      expect(input['number']).toMatch(/678$/);
      expect(input['number']).not.toContain('345');
    });

    it('ends with an outcome of its own', async () => {
      expect((await prepare('finish-task', { task: 't', outcome: 'DONE' })).input).toEqual({
        ...{ task: 't', outcome: 'DONE', taskKind: 'CALL' },
      });
      expect(asked).toEqual([
        ['open task', 't'],
        ['checkOutcome', { id: 't', kind: 'CALL' }, 'DONE'],
      ]);
      asked.length = 0;
      await prepare('cancel-task', { task: 't', reason: 'x' });
      expect(asked).toEqual([['open task', 't']]);
    });
  });

  it('who follows a case is chosen, and stands with it until that ends', async () => {
    answers['tracker'] = 'id-control';
    const begun = await prepare('track', { tracker: 'control' });
    expect(begun).toEqual({ input: { tracker: 'id-control' }, file: { trackerId: 'id-control' } });
    expect(asked).toEqual([['tracker', 'control', 'tracker']]);
    file.trackerId = 'id-control';
    expect(await prepare('end-tracking', { reason: 'x' })).toEqual({
      ...{ input: { reason: 'x', tracker: 'id-control' }, file: { trackerId: null } },
    });
  });

  it('steps, decisions and other cases are checked where they are kept', async () => {
    await prepare('step-done', { step: 'visit', on: '2026-08-19' });
    expect(asked.at(-1)).toEqual(['step', { step: 'visit', on: '2026-08-19' }]);
    await prepare('record-decision', { decision: 'APPROVED' });
    expect(asked.at(-1)).toEqual(['decision', { decision: 'APPROVED' }]);
    answers['target'] = 'N-2';
    expect((await prepare('merge', { into: 'n2' })).input).toEqual({ into: 'N-2' });
    expect(asked.at(-1)).toEqual(['target', STAFF, 'n2']);
  });

  it('what has no check of its own stays as it is', async () => {
    expect(await prepare('note', { text: '註記' })).toEqual({ input: { text: '註記' } });
  });
});
