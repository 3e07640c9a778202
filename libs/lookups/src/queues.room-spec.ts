import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFile } from '@app/cases';
import type { TakenIn } from '@app/intake';
import { Staff, type Role, type StaffActor } from '@app/people';
import { days, taipeiDate, taipeiMidnight, UnitOfWork } from '@app/platform';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CaseLists } from './case-list.js';
import type { CaseQuery } from './case-query.js';
import { QUEUES } from './queues.js';

const OWN: [string, Role[]] = ['demo.guidance', ['CASE_HANDLER']];

/** The unit `guidance` holds the cases of this story; the desk that logs them sees the whole organisation. */
describe.each(DATABASES)('the queues of cases, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD']);
  });
  afterAll(() => story.close());

  const list = (actor: StaffActor, query: CaseQuery) => story.desk.get(CaseLists).list(actor, query);
  const numbers = async (actor: StaffActor, query: CaseQuery) =>
    (await list(actor, query)).cases.map(({ caseNumber }) => caseNumber);
  const change = <T extends object>(entity: new () => T, where: object, to: object) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(entity, where, to));

  describe('a queue', () => {
    const holding = async (actor: StaffActor, { file }: TakenIn) => {
      const found = [];
      for (const queue of QUEUES) {
        // by its number, so that it does not depend on how many others there are
        const { cases } = await list(actor, { queue, q: file.caseNumber });
        if (cases.length > 0) found.push(queue);
      }
      return found;
    };

    it('follows the life of a case: new, assigned, answered, closed, reopened', async () => {
      const taken = await story.open(agent);
      const { file } = taken;
      expect(await holding(agent, taken)).toEqual(['open', 'unassigned', 'untouched', 'all']);
      await story.act(agent, file, 'assign', { unit: 'demo.guidance' });
      expect(await holding(agent, taken)).toEqual(['open', 'unassigned', 'untouched', 'all']);
      expect(await holding(handler, taken)).toEqual(['open', 'unit', 'unassigned', 'untouched', 'all']);
      await story.act(agent, file, 'assign', { unit: 'demo.guidance', handler: handler.id });
      expect(await holding(handler, taken)).toEqual(['open', 'mine', 'unit', 'untouched', 'all']);
      await story.act(handler, file, 'reply', { text: '已修復' });
      expect(await holding(agent, taken)).toEqual(['open', 'answered', 'all']);
      await story.act(handler, file, 'close');
      expect(await holding(agent, taken)).toEqual(['closed', 'all']);
      await story.act(agent, file, 'reopen', { reason: '又壞了' });
      expect(await holding(agent, taken)).toEqual(['open', 'all']);
      await story.act(agent, file, 'withdraw', { reason: '不需要了' });
      expect(await holding(agent, taken)).toEqual(['closed', 'all']);
    });

    it('knows on whom a case waits: a partner, the citizen, an approval', async () => {
      const taken = await story.open(agent);
      const { file } = taken;
      await story.refer(agent, file, 'demo.finance-team');
      expect(await holding(agent, taken)).toEqual(['open', 'unassigned', 'partner', 'all']);
      await story.act(agent, file, 'assign', { unit: 'demo.guidance' });
      const lastDay = taipeiDate(story.desk.time.now() + days(20));
      await story.act(handler, file, 'request-correction', { what: '照片', lastDay });
      expect(await holding(agent, taken)).toEqual(['open', 'unassigned', 'citizen', 'all']);
      story.desk.time.forward(days(18));
      expect(await holding(agent, taken)).toContain('correction');
      await story.act(handler, file, 'receive-correction');
      expect(await holding(agent, taken)).not.toContain('citizen');
      await story.act(handler, file, 'submit', {});
      expect(await holding(agent, taken)).toContain('approval');
    });

    it('"today" has what is due by midnight, "overdue" what is late', async () => {
      const taken = await story.open(agent);
      const now = story.desk.time.now();
      const midnight = taipeiMidnight(taipeiDate(now)) + days(1);
      const dues: [number, string[]][] = [
        [now, ['overdue']],
        [now + 1, ['today']],
        [midnight, ['today']],
        [midnight + 1, []],
      ];
      for (const [listOrder, wanted] of dues) {
        await change(CaseFile, { id: taken.file.id }, { listOrder });
        const found = (await holding(agent, taken)).filter((queue) => ['overdue', 'today'].includes(queue));
        expect([listOrder - now, found]).toEqual([listOrder - now, wanted]);
      }
    });

    it('"correction" has what the citizen must send within three days', async () => {
      const taken = await story.open(agent);
      const { file } = taken;
      const now = story.desk.time.now();
      await story.act(agent, file, 'assign', { unit: 'demo.guidance' });
      await story.act(handler, file, 'request-correction', {
        what: '照片',
        lastDay: taipeiDate(now + days(20)),
      });
      const soon = async (inDays: number) => {
        const correctionBy = taipeiDate(now + days(inDays));
        const listOrder = taipeiMidnight(correctionBy) + days(1);
        await change(CaseFile, { id: file.id }, { correctionBy, listOrder });
        return (await holding(agent, taken)).includes('correction');
      };
      expect([await soon(0), await soon(3), await soon(4)]).toEqual([true, true, false]);
    });

    it('"unassigned" has what no one handles, and neither what is answered nor what ended', async () => {
      const taken = await story.open(agent);
      const isUnassigned = async (waitsFor: CaseFile['waitsFor']) => {
        await change(CaseFile, { id: taken.file.id }, { waitsFor });
        return (await holding(agent, taken)).includes('unassigned');
      };
      expect([await isUnassigned('START'), await isUnassigned('UNIT')]).toEqual([true, true]);
      expect([await isUnassigned('CLOSING'), await isUnassigned('NONE')]).toEqual([false, false]);
    });

    it('"mine" has what I handle, in whatever unit, and not what my unit has', async () => {
      const taken = await story.open(agent);
      expect(await holding(handler, taken)).not.toContain('mine');
      expect(await holding(handler, taken)).toContain('unit');
      await change(CaseFile, { id: taken.file.id }, { handlerId: agent.id });
      expect(await holding(agent, taken)).toContain('mine');
      expect(await numbers(agent, { queue: 'mine' })).toEqual([taken.file.caseNumber]);
      // what I do not see is not mine
      await change(CaseFile, { id: taken.file.id }, { handlerId: handler.id, unitId: 'demo.registry' });
      expect(await numbers(handler, { queue: 'mine' })).not.toContain(taken.file.caseNumber);
      await change(CaseFile, { id: taken.file.id }, { handlerId: agent.id, unitId: 'demo.guidance' });
      await story.act(agent, taken.file, 'withdraw', { reason: '不需要了' });
      expect(await holding(agent, taken)).not.toContain('mine');
      expect(await holding(handler, taken)).not.toContain('unit');
    });

    it('"mine" has, marked, what an absent person handles whose deputy I am', async () => {
      const [absent, deputy] = [await story.staff(...OWN), await story.staff(...OWN)];
      const taken = await story.open(agent);
      await change(CaseFile, { id: taken.file.id }, { handlerId: absent.id });
      const today = taipeiDate(story.desk.time.now());
      await change(Staff, { id: absent.id }, { deputyId: deputy.id });
      expect(await numbers(deputy, { queue: 'mine' })).toEqual([]);
      await change(Staff, { id: absent.id }, { awayUntil: today });
      const { cases } = await list(deputy, { queue: 'mine' });
      const marked = cases.map(({ caseNumber, deputised, handler: name }) => [caseNumber, deputised, name]);
      expect(marked).toEqual([[taken.file.caseNumber, true, absent.name]]);
      expect((await list(absent, { queue: 'mine' })).cases[0]).toMatchObject({ deputised: false });
    });

    it('is counted, exactly below 100 and not above', async () => {
      const own = await story.staff('demo.north-team', ['CASE_HANDLER']);
      const counts = () => story.desk.get(CaseLists).counts(own);
      expect([(await counts()).get('unit'), (await counts()).has('closed')]).toEqual([0, false]);
      for (let n = 0; n < 2; n++)
        await change(CaseFile, { id: (await story.open(agent)).file.id }, { unitId: own.unitId });
      expect((await counts()).get('unit')).toBe(2);
      expect((await counts()).get('untouched')).toBe(2);
      expect((await counts()).get('mine')).toBe(0);
      await Promise.all(Array.from({ length: 101 }, () => story.open(agent)));
      await change(CaseFile, { waitsFor: 'START', open: true }, { unitId: own.unitId, subject: '數一百' });
      expect((await counts()).get('unit')).toBe(100);
      expect((await list(own, { q: '數一百' })).hits).toBe(100);
      await change(CaseFile, { unitId: own.unitId }, { open: false });
    });

    it('is that of open cases where none or an empty one is asked for', async () => {
      await story.open(agent);
      const open = await numbers(agent, { queue: 'open' });
      expect(open.length).toBeGreaterThan(0);
      expect(await numbers(agent, {})).toEqual(open);
      expect(
        await numbers(agent, { queue: '' as 'open', status: '' as 'CLOSED', q: '', cursor: '' }),
      ).toEqual(open);
    });

    it('is all where only a status is asked for, and is kept where it is named', async () => {
      const taken = await story.open(agent);
      const { caseNumber, id } = taken.file;
      for (const status of ['CLOSED', 'NO_ACTION', 'MERGED', 'AWAITING_APPROVAL'] as const) {
        await change(CaseFile, { id }, { status, open: status === 'AWAITING_APPROVAL' });
        expect(await numbers(agent, { status })).toContain(caseNumber);
        expect(await numbers(agent, { queue: 'mine', status })).not.toContain(caseNumber);
        expect(await numbers(agent, { status: 'TRANSFERRED' })).not.toContain(caseNumber);
      }
    });
  });
});
