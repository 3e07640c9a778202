import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM, type StaffActor } from '@app/people';
import { minutes, Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/web.js';
import { CalendarDays, CaseFile, HistoryEvent, type ActName } from '../index.js';

describe.each(DATABASES)('joining cases (併案), and a correction put off twice, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let [main, joined]: CaseFile[] = [];

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD'], 'owner');
    await story.staff('demo.head-office', ['UNIT_HEAD'], 'above');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    story.desk.time.set(Date.parse('2026-08-19T10:00:00+08:00'));
    [main, joined] = [(await story.open(owner)).file, (await story.open(owner)).file];
  });

  const merge = (file = joined!, into = main!) => story.act(owner, file, 'merge', { into: into.caseNumber });
  const why = async (doing: Promise<unknown>) => {
    const { code, detail } = await refusal(doing);
    return detail.fields?.map((one) => `${one.field} ${one.code}`).join() ?? code;
  };
  const events = async (file: CaseFile, from: number) => (await story.events(file)).slice(from);

  it('into a case that awaits its confirmation is refused: it may never be confirmed', async () => {
    // no act leads to this status yet
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(CaseFile, { id: main!.id }, { status: 'AWAITING_CONFIRMATION' }));
    expect(await why(merge())).toBe('into unknown-case');
  });

  it.each<[string, ActName[], string]>([
    ['answered', ['reply'], 'into answered-case'],
    ['closed', ['reply', 'close'], 'into unknown-case'],
    ['withdrawn', ['withdraw'], 'into unknown-case'],
    ['transferred', ['transfer'], 'into unknown-case'],
  ])('into a case that is %s is refused, and nothing changes', async (_what, acts, said) => {
    for (const act of acts)
      await story.act(owner, main!, act, { text: '答', reason: '由', agency: '他機關' });
    const before = await story.everything();
    expect(await why(merge())).toBe(said);
    expect(await story.everything()).toEqual(before);
  });

  it('into one that awaits a correction, or approval, is accepted', async () => {
    await story.act(owner, main!, 'request-correction', { what: '缺件', lastDay: '2026-08-31' });
    expect((await merge()).status).toBe('MERGED');
    expect((await story.events(main!)).at(-1)).toBe('CASE_JOINED');
  });

  it.each<[ActName, string[], string]>([
    ['reply', ['MERGED_REPLIED'], 'merged-replied'],
    ['interim-reply', ['MERGED_TOLD'], 'message'],
    ['message', ['MERGED_TOLD'], 'message'],
  ])('%s in the case is heard in each that was joined, once', async (act, heard, kind) => {
    const third = (await story.open(owner)).file;
    await merge();
    await merge(third);
    const from = [joined!, third].map(async (file) => (await story.events(file)).length);
    const lengths = await Promise.all(from);
    await story.act(owner, main!, act, { text: '說明' });
    for (const [at, file] of [joined!, third].entries()) {
      expect(await events(file, lengths[at]!)).toEqual(heard);
      expect((await story.notices(file)).filter((one) => one === kind)).toHaveLength(1);
    }
  });

  it.each<ActName>(['note', 'request-supplement', 'extend', 'assign'])(
    '%s is not passed on to the joined cases',
    async (act) => {
      await merge();
      const before = await story.events(joined!);
      const input = {
        text: '記',
        what: '補充',
        length: '5d',
        reason: '由',
        approver: 'above',
        unit: 'demo.guidance',
      };
      await story.act(owner, main!, act, input);
      expect(await story.events(joined!)).toEqual(before);
    },
  );

  it('an end without an answer is refused while others are joined; an answer and a closing are not', async () => {
    await merge();
    const input = { ground: 'NO_ACTION_REPEATED', reason: '由', approver: 'above', agency: '他機關' };
    for (const act of ['no-action', 'withdraw', 'transfer'] as const)
      expect(await why(story.act(owner, main!, act, input))).toBe('others-joined');
    await story.act(owner, main!, 'reply', { text: '一併答復' });
    expect((await story.act(owner, main!, 'close')).status).toBe('CLOSED');
  });

  it('the last day of a correction is moved by each closure declared, and lapses after the last', async () => {
    const file = (await story.open(owner, { service: 'demo.application', channel: 'COUNTER' })).file;
    await story.act(owner, file, 'accept');
    await story.act(owner, file, 'request-correction', { what: '缺件', lastDay: '2026-08-27' });
    for (const date of ['2026-08-27', '2026-08-28']) {
      await story.desk.get(CalendarDays).declare(SYSTEM, { date, kind: 'CLOSURE', remark: '颱風' });
      await story.pass(minutes(1));
    }
    const where = { caseId: file.id, type: 'CORRECTION_POSTPONED' as const };
    const put = await story.desk
      .get(Reader)
      .repository(HistoryEvent)
      .find({ where, order: { seq: 'ASC' } });
    expect(put.map(({ facts }) => facts)).toEqual([
      { before: '2026-08-27', lastDay: '2026-08-28' },
      { before: '2026-08-28', lastDay: '2026-08-31' },
    ]);
    story.desk.time.set(Date.parse('2026-08-31T23:59:59+08:00'));
    await story.pass(0);
    expect(await story.events(file)).not.toContain('CORRECTION_LAPSED');
    await story.pass(1_000);
    expect(await story.events(file)).toContain('CORRECTION_LAPSED');
  });
});
