import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFile, ClockRow, WITHOUT_PROMISE } from '@app/cases';
import type { TakenIn } from '@app/intake';
import { Staff, type Role, type StaffActor } from '@app/people';
import { days, Reader, taipeiDate, taipeiMidnight, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CaseLists } from './case-list.js';
import type { CaseQuery } from './case-query.js';
import { QUEUES } from './queues.js';

const OWN: [string, Role[]] = ['demo.guidance', ['CASE_HANDLER']];

/** The unit `guidance` holds the cases of this story; the desk that logs them sees the whole organisation. */
describe.each(DATABASES)('the list of cases, on %s', (_name, postgres) => {
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
  const row = async (caseNumber: string) => (await list(agent, { q: caseNumber })).cases[0]!;
  const change = <T extends object>(entity: new () => T, where: object, to: object) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(entity, where, to));
  const clocksOf = ({ file }: TakenIn) =>
    story.desk.get(Reader).find(ClockRow, `WHERE "caseId" = $1 AND state = 'RUNNING'`, [file.id]);

  describe('the date of a case', () => {
    it('is the due date of the promise due next, with its warning and name', async () => {
      const taken = await story.open(agent);
      await story.refer(agent, taken.file, 'demo.finance-team');
      const running = await clocksOf(taken);
      expect(running.length).toBeGreaterThanOrEqual(3);
      const [nearest] = running.toSorted((a, b) => a.dueAt! - b.dueAt!);
      const { dueAt, warnAt, commitmentId } = nearest!;
      expect(commitmentId).toBe('demo.referral-accept');
      expect(await row(taken.file.caseNumber)).toMatchObject({ dueAt, warnAt, commitmentId });
    });

    it('is never that of a promise that is paused, kept or ended', async () => {
      const taken = await story.open(agent);
      const [first, ...others] = await clocksOf(taken);
      for (const { id } of others) await change(ClockRow, { id }, { state: 'PAUSED' });
      expect((await row(taken.file.caseNumber)).commitmentId).toBe(first!.commitmentId);
      for (const state of ['ON_TIME', 'LATE', 'CANCELLED', 'PAUSED'] as const) {
        await change(ClockRow, { id: first!.id }, { state });
        const none = { dueAt: null, warnAt: null, commitmentId: null, left: null };
        expect(await row(taken.file.caseNumber)).toMatchObject(none);
      }
    });

    it('belongs to the right case where several are on the page', async () => {
      const [one, other] = [await story.open(agent), await story.open(agent)];
      const at = story.desk.time.now();
      await change(ClockRow, { caseId: one.file.id }, { dueAt: at + days(1) });
      await change(ClockRow, { caseId: other.file.id }, { dueAt: at + days(2) });
      const { cases } = await list(agent, { q: '路燈不亮' });
      const dueOf = ({ file }: TakenIn) => cases.find(({ id }) => id === file.id)!.dueAt! - at;
      expect([dueOf(one), dueOf(other)]).toEqual([days(1), days(2)]);
    });
  });

  it('shows the listed fields of each case and nothing else', async () => {
    const { file } = await story.open(agent, { channel: 'COUNTER' });
    const shown = await row(file.caseNumber);
    const { id, caseNumber, serviceId, unitId, subject, receivedAt } = file;
    expect(shown).toMatchObject({ id, caseNumber, serviceId, unitId, subject, receivedAt });
    expect(shown).toMatchObject({ channel: 'COUNTER', handlerId: null, status: 'ACCEPTED', origin: 'LIVE' });
    expect(shown).toMatchObject({ handler: null, deputised: false, waitsFor: 'START' });
    expect(Object.keys(shown)).toHaveLength(19);
  });

  describe('is in the order of due dates', () => {
    const place = ({ file }: TakenIn, listOrder: number) =>
      change(CaseFile, { id: file.id }, { listOrder, unitId: 'demo.registry' });

    it('the overdue first, then the nearest, then what has no promise', async () => {
      const own = await story.staff('demo.registry', ['CASE_HANDLER']);
      const made: TakenIn[] = [];
      for (let n = 0; n < 4; n++) made.push(await story.open(agent));
      const now = story.desk.time.now();
      const orders = [WITHOUT_PROMISE - now, now + days(9), now - days(2), now + days(1)];
      for (const [at, taken] of made.entries()) await place(taken, orders[at]!);
      const found = await numbers(own, { queue: 'open' });
      expect(found).toEqual([2, 3, 1, 0].map((at) => made[at]!.file.caseNumber));
      expect(await numbers(own, { queue: 'overdue' })).toEqual([made[2]!.file.caseNumber]);
      for (const taken of made) await story.act(agent, taken.file, 'withdraw', { reason: '不需要了' });
    });

    it('follows a promise that moves: the place in the list is that of its new date', async () => {
      const taken = await story.open(agent);
      const orderOf = async () => Number((await row(taken.file.caseNumber)).listOrder);
      const nearest = async () => {
        const dues = (await clocksOf(taken)).map(({ dueAt }) => dueAt!);
        return dues.length > 0 ? Math.min(...dues) : WITHOUT_PROMISE - taken.file.receivedAt;
      };
      expect(await orderOf()).toBe(await nearest());
      await story.act(agent, taken.file, 'assign', { unit: 'demo.guidance' });
      expect(await orderOf()).toBe(await nearest());
      await story.act(handler, taken.file, 'reply', { text: '已修復' });
      expect(await orderOf()).toBe(await nearest());
    });
  });

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

  describe('a filter', () => {
    it.each([
      ['service', { service: 'demo.consultation' }],
      ['unit', { unit: 'demo.registry' }],
      ['channel', { channel: 'LETTER' as const }],
      ['status', { queue: 'open' as const, status: 'RECEIVED' as const }],
    ] as [string, CaseQuery][])(
      'by %s leaves the others out, in queues and in searches',
      async (_name, filter) => {
        const [other, wanted] = [await story.open(agent), await story.open(agent)];
        const is = { serviceId: 'demo.consultation', unitId: 'demo.registry', channel: 'LETTER' };
        await change(CaseFile, { id: wanted.file.id }, { ...is, status: 'RECEIVED' });
        for (const { file } of [other, wanted])
          await change(CaseFile, { id: file.id }, { listOrder: 1, subject: '篩選' });
        for (const query of [filter, { ...filter, q: '篩選' }]) {
          const found = await numbers(agent, query);
          expect([found.includes(other.file.caseNumber), found.includes(wanted.file.caseNumber)]).toEqual([
            false,
            true,
          ]);
        }
      },
    );

    it('by status and channel at once has what is of both', async () => {
      const [both, one] = [(await story.open(agent)).file, (await story.open(agent)).file];
      await change(CaseFile, { id: both.id }, { status: 'RECEIVED', channel: 'FAX' });
      await change(CaseFile, { id: one.id }, { status: 'ACCEPTED', channel: 'FAX' });
      expect(await numbers(agent, { status: 'RECEIVED', channel: 'FAX' })).toEqual([both.caseNumber]);
    });

    it('by a handler of another agency is refused', async () => {
      const foreign = await story.staff('sme.planning', ['CASE_HANDLER']);
      const refused = await refusal(list(agent, { handler: foreign.id }));
      expect(refused.detail.fields).toMatchObject([{ field: 'handler', code: 'unknown-handler' }]);
    });

    it('by handler has her cases only', async () => {
      const one = await story.staff(...OWN);
      const taken = await story.open(agent);
      await change(CaseFile, { id: taken.file.id }, { handlerId: one.id });
      expect(await numbers(agent, { handler: one.id })).toEqual([taken.file.caseNumber]);
    });

    it.each([
      ['service', 'demo.moon', 'unknown-service'],
      ['service', 'sme.consultation', 'unknown-service'],
      ['unit', 'demo.moon', 'unknown-unit'],
      ['unit', 'sme.planning', 'unknown-unit'],
      ['handler', 'nobody', 'unknown-handler'],
    ])('by the %s %s is refused with %s', async (field, value, code) => {
      const refused = await refusal(list(agent, { [field]: value }));
      expect(refused.detail.fields).toEqual([expect.objectContaining({ field, code })]);
    });

    it('by a unit that the actor does not see is refused', async () => {
      const refused = await refusal(list(handler, { unit: 'demo.registry' }));
      expect(refused.detail.fields).toEqual([
        expect.objectContaining({ field: 'unit', code: 'unknown-unit' }),
      ]);
    });
  });

  describe('finds a case', () => {
    const contact = { name: '陳大文', email: 'Da.Wen@Example.tw', phone: '0912-345-678' };
    const bare = (text: string) => text.replaceAll('-', '');

    it('by its number: with dashes, without, in lower case, full width, with spaces around it', async () => {
      const { caseNumber } = (await story.open(agent)).file;
      const wide = caseNumber.replace(/\d/g, (digit) => String.fromCodePoint(Number(digit) + 0xff10));
      for (const typed of [caseNumber, bare(caseNumber), caseNumber.toLowerCase(), wide, ` ${caseNumber} `])
        expect([typed, await numbers(agent, { q: typed })]).toEqual([typed, [caseNumber]]);
    });

    it('by telephone number in every notation', async () => {
      const { caseNumber } = (await story.open(agent, { contact })).file;
      const forms = [
        '0912345678',
        '0912-345-678',
        '+886912345678',
        '886912345678',
        '０９１２３４５６７８',
        '0912 345 678',
      ];
      for (const typed of forms)
        expect([typed, (await numbers(agent, { q: typed }))[0]]).toEqual([typed, caseNumber]);
      expect(await numbers(agent, { q: '0912345679' })).toEqual([]);
    });

    it('by a line in every notation, with its extension or without', async () => {
      const phone = '02-2345-6700 分機 123';
      const { caseNumber } = (await story.open(agent, { contact: { name: '李', phone } })).file;
      for (const typed of [
        '02-2345-6700',
        '(02)23456700#123',
        '02-2345-6700 分機 9',
        '0223456700轉123',
        '+886223456700;ext=123',
      ])
        expect([typed, await numbers(agent, { q: typed })]).toEqual([typed, [caseNumber]]);
    });

    it('by e-mail in upper or lower case, only by the whole address', async () => {
      const { caseNumber } = (await story.open(agent, { contact })).file;
      for (const typed of ['da.wen@example.tw', 'DA.WEN@EXAMPLE.TW'])
        expect((await numbers(agent, { q: typed }))[0]).toBe(caseNumber);
      for (const typed of ['wen@example.tw', 'da.wen@example', 'da.wen'])
        expect(await numbers(agent, { q: typed })).toEqual([]);
    });

    it('by words of its subject; wildcard characters are literal', async () => {
      const subjects = ['路X燈', '滿意度 100% 好', '路_燈 A\\B', '滿意度 1000 好'];
      const ids: Record<string, string> = {};
      for (const subject of subjects) {
        const { file } = await story.open(agent);
        await change(CaseFile, { id: file.id }, { subject });
        ids[subject] = file.caseNumber;
      }
      const found = async (q: string) => (await numbers(agent, { q })).toSorted();
      expect(await found('100%')).toEqual([ids['滿意度 100% 好']]);
      expect(await found('路_燈')).toEqual([ids['路_燈 A\\B']]);
      expect(await found('A\\B')).toEqual([ids['路_燈 A\\B']]);
      expect(await found('滿意度')).toHaveLength(2);
      expect(await found('%')).toHaveLength(1);
    });

    it.each([
      ['without check digit', (n: string) => n.slice(0, -2)],
      ['with nothing between', (n: string) => n.replaceAll('-', '')],
      ['without check digit and hyphens', (n: string) => n.slice(0, -2).replaceAll('-', '')],
      ['by date and serial', (n: string) => n.split('-').slice(1, 3).join(' ')],
      ['by date and a short serial', (n: string) => `${n.split('-')[1]} ${Number(n.split('-')[2])}`],
    ] as [string, (number: string) => string][])('by its number %s', async (_how, typed) => {
      const { caseNumber } = (await story.open(agent)).file;
      expect([typed(caseNumber), await numbers(agent, { q: typed(caseNumber) })]).toEqual([
        typed(caseNumber),
        [caseNumber],
      ]);
    });

    it('by the day with which its number begins, with or without prefix', async () => {
      const { file } = await story.open(agent);
      await change(CaseFile, { id: file.id }, { receivedAt: taipeiMidnight('2026-01-05') });
      const [last, next] = [(await story.open(agent)).file.id, (await story.open(agent)).file.id];
      await change(CaseFile, { id: last }, { receivedAt: taipeiMidnight('2026-01-06') });
      await change(CaseFile, { id: next }, { receivedAt: taipeiMidnight('2026-01-05') - 1 });
      for (const q of ['1150105', 'DEMO-1150105', 'demo1150105', '115/1/5', '１１５０１０５'])
        expect([q, await numbers(agent, { q })]).toEqual([q, [file.caseNumber]]);
      expect(await numbers(agent, { q: '1150107' })).toEqual([]);
    });

    it('by the number that it had before it was imported', async () => {
      const { file } = await story.open(agent);
      await change(CaseFile, { id: file.id }, { mapping: 'old', externalId: 'OLD101001240746' });
      for (const q of ['OLD101001240746', ' old101001240746 ', 'ＯＬＤ101001240746'])
        expect([q, await numbers(agent, { q })]).toEqual([q, [file.caseNumber]]);
    });

    it('by several words in any order; width, case, 台 and 臺 are alike', async () => {
      const { file } = await story.open(agent);
      await change(CaseFile, { id: file.id }, { subject: '臺北市 Ｐothole 在中山路 Street' });
      for (const q of ['street 台北', '中山路 臺北市', 'ＳＴＲＥＥＴ　中山', 'othole 台北', '北市 路'])
        expect([q, await numbers(agent, { q })]).toEqual([q, [file.caseNumber]]);
      expect(await numbers(agent, { q: '台北 沒有' })).toEqual([]);
    });

    it('says how many there are', async () => {
      for (let n = 0; n < 2; n++)
        await change(CaseFile, { id: (await story.open(agent)).file.id }, { subject: '數一數' });
      expect((await list(agent, { q: '數一數' })).hits).toBe(2);
      expect((await list(agent, { q: '數不到' })).hits).toBe(0);
      expect((await list(agent, {})).hits).toBeNull();
    });

    it('in all queues, or in the one that is named, limited by status', async () => {
      const { file } = await story.open(agent, { contact: { name: '許', email: 'status@example.tw' } });
      const searches = [file.caseNumber, 'status@example.tw', '路燈不亮'];
      for (const q of searches) {
        expect(await numbers(agent, { q })).toContain(file.caseNumber);
        expect(await numbers(agent, { q, queue: 'open' })).toContain(file.caseNumber);
        expect(await numbers(agent, { q, queue: 'closed' })).not.toContain(file.caseNumber);
        expect(await numbers(agent, { q, status: 'ACCEPTED' })).toContain(file.caseNumber);
        expect(await numbers(agent, { q, status: 'CLOSED' })).not.toContain(file.caseNumber);
      }
      await story.act(agent, file, 'withdraw', { reason: '不需要了' });
      for (const q of searches) expect(await numbers(agent, { q })).toContain(file.caseNumber);
    });

    it('once each, by telephone and by e-mail of a petitioner with two cases', async () => {
      const one = { name: '李', email: 'twice@example.tw', phone: '0922-000-111' };
      const first = (await story.open(agent, { contact: one })).file.caseNumber;
      const second = (await story.open(agent, { contact: one })).file.caseNumber;
      expect(await numbers(agent, { q: 'twice@example.tw' })).toEqual([second, first]);
      expect(await numbers(agent, { q: '0922000111' })).toEqual([second, first]);
    });

    it('not by an e-mail address or number in its subject, but by other parts of the subject', async () => {
      const { file } = await story.open(agent);
      const subject = '請回電 02-2345-6789 或 xy@example.tw 謝謝 1999專線轉來';
      await change(CaseFile, { id: file.id }, { subject });
      for (const address of ['02-2345-6789', '2345-6789', 'xy@example.tw', 'xy@example'])
        expect([address, await numbers(agent, { q: address })]).toEqual([address, []]);
      const words = ['2345-', '回電 02-2345-6789', '02-2345-6789 或', '或 xy@example.tw', 'xy@example.tw 謝'];
      for (const some of [...words, '1999專線轉來'])
        expect([some, await numbers(agent, { q: some })]).toEqual([some, [file.caseNumber]]);
    });

    it('only for staff', async () => {
      const asked = story.desk.get(CaseLists).list({ kind: 'citizen', caseId: null }, {});
      expect((await refusal(asked)).kind).toBe('NOT_FOUND');
    });
  });

  it('continues after its last row, also among cases of the same date', async () => {
    const own = await story.staff('demo.city-services', ['CASE_HANDLER']);
    const ids = [];
    for (let n = 0; n < 27; n++) ids.push((await story.open(agent)).file.id);
    for (const id of ids) await change(CaseFile, { id }, { unitId: own.unitId, listOrder: 5_000 });
    const [inOrder, last] = [ids.toSorted(), ids.toSorted()[24]];
    const first = await list(own, { queue: 'all' });
    expect(first.cases.map(({ id }) => id)).toEqual(inOrder.slice(0, 25));
    expect(first.next).toBe(`5000_${last}`);
    const second = await list(own, { queue: 'all', cursor: first.next! });
    expect(second.cases.map(({ id }) => id)).toEqual(inOrder.slice(25));
    expect(second.next).toBeNull();
  });

  it('has no next page where the last page is exactly full', async () => {
    const own = await story.staff('demo.startup-team', ['CASE_HANDLER']);
    const move = { unitId: own.unitId, listOrder: 1 };
    for (let n = 0; n < 25; n++) await change(CaseFile, { id: (await story.open(agent)).file.id }, move);
    expect(await list(own, { queue: 'all' })).toMatchObject({ cases: { length: 25 }, next: null });
    await change(CaseFile, { id: (await story.open(agent)).file.id }, move);
    const { next } = await list(own, { queue: 'all' });
    expect((await list(own, { queue: 'all', cursor: next! })).cases).toHaveLength(1);
  });
});
