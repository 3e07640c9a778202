import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { taipeiMidnight, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CaseLists } from './case-list.js';
import type { CaseQuery } from './case-query.js';

/** The unit `guidance` holds the cases of this story; the desk that logs them sees the whole organisation. */
describe.each(DATABASES)('the search for cases, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());

  const list = (actor: StaffActor, query: CaseQuery) => story.desk.get(CaseLists).list(actor, query);
  const numbers = async (actor: StaffActor, query: CaseQuery) =>
    (await list(actor, query)).cases.map(({ caseNumber }) => caseNumber);
  const change = <T extends object>(entity: new () => T, where: object, to: object) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(entity, where, to));

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

    it('not before it is received: by no word, nor by its day, while it waits to be confirmed', async () => {
      const { file } = await story.open(agent, { subject: '待確認的獨特事項' });
      const day = file.caseNumber.split('-')[1]!;
      const found = async (q: string) => (await numbers(agent, { q })).includes(file.caseNumber);
      expect([await found('獨特事項'), await found(day)]).toEqual([true, true]);
      await change(CaseFile, { id: file.id }, { confirmBy: '2026-12-01' });
      expect([await found('獨特事項'), await found(day)]).toEqual([false, false]);
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
});
