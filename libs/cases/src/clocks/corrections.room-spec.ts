import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { CaseFile, ClockRow, HistoryEvent } from '../index.js';

describe.each(DATABASES)('corrections (補正) and help (會辦), on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD'], 'owner');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    story.desk.time.set(Date.parse('2026-08-19T10:00:00+08:00'));
    ({ file } = await story.open(owner, { service: 'demo.application', channel: 'COUNTER' }));
    await story.act(owner, file, 'accept');
  });

  const ask = (lastDay: string, what = '缺身分證明') =>
    story.act(owner, file, 'request-correction', { what, lastDay });
  const clock = () => {
    const where = { caseId: file.id, commitmentId: 'law.application' };
    return story.desk.get(Reader).repository(ClockRow).findOneByOrFail(where);
  };
  const facts = async () => {
    const rows = await story.desk.get(Reader).repository(HistoryEvent).findBy({ caseId: file.id });
    return rows.toSorted((a, b) => a.seq - b.seq).map((event) => [event.type, event.facts]);
  };
  const wrong = async (doing: () => Promise<unknown>) => {
    const before = await story.everything();
    const { detail } = await refusal(doing());
    expect(await story.everything()).toEqual(before);
    return detail.fields?.map(({ field, code }) => `${field}: ${code}`);
  };

  it.each([
    ['yesterday', '2026-08-18', 'lastDay: within-a-year'],
    ['a day more than a year away', '2027-08-20', 'lastDay: within-a-year'],
    ['a day that does not exist', '2026-02-30', 'lastDay: date'],
  ])('is not asked for by %s', async (_what, day, problem) => {
    expect(await wrong(() => ask(day))).toEqual([problem]);
  });

  it('can be due from today until the same day of the next year', async () => {
    await ask('2026-08-19');
    await story.act(owner, file, 'receive-correction', { text: '補上' });
    await ask('2027-08-19');
    expect((await facts()).at(-1)).toEqual(['CORRECTION_REQUESTED', { lastDay: '2027-08-19' }]);
  });

  it('is due on a working day: that day is the one told and stored', async () => {
    await ask('2026-09-25'); // Mid-Autumn, a week-end and Teachers' Day follow
    expect((await facts()).at(-1)).toEqual(['CORRECTION_REQUESTED', { lastDay: '2026-09-29' }]);
  });

  it('requested twice pauses the promise twice, each time until it arrives', async () => {
    expect(await clock()).toMatchObject({ state: 'RUNNING', dueDate: '2026-10-19' });
    await ask('2026-08-31');
    expect((await clock()).state).toBe('PAUSED');
    story.desk.time.set(Date.parse('2026-08-24T10:00:00+08:00'));
    await story.act({ kind: 'citizen', caseId: file.id }, file, 'receive-correction', { text: '補上' });
    expect(await clock()).toMatchObject({ state: 'RUNNING', dueDate: '2026-10-27' });
    await ask('2026-09-30', '仍缺切結書');
    expect((await clock()).state).toBe('PAUSED');
    story.desk.time.set(Date.parse('2026-09-23T10:00:00+08:00'));
    await story.act(owner, file, 'receive-correction', { text: '補上' });
    expect(await clock()).toMatchObject({ state: 'RUNNING', dueDate: '2026-11-23' });
    expect((await story.notices(file)).filter((kind) => kind === 'correction-requested')).toHaveLength(2);
  });

  it.each([
    ['a unit that is none', { unit: 'demo.moon' }, 'unit: unknown-unit'],
    ['yesterday as the day', { unit: 'demo.city-services', due: '2026-08-18' }, 'due: within-a-year'],
    ['a day more than a year away', { unit: 'demo.city-services', due: '2027-08-20' }, 'due: within-a-year'],
  ])('help is not asked for with %s', async (_what, input, problem) => {
    expect(await wrong(() => story.act(owner, file, 'co-handle', input))).toEqual([problem]);
  });

  it('help can be requested from a unit of this or another agency; the case keeps its unit', async () => {
    await story.act(owner, file, 'co-handle', { unit: 'demo.city-services', due: '2026-08-19' });
    const after = await story.act(owner, file, 'co-handle', { unit: 'sme.planning', reason: '請表示意見' });
    expect(after).toMatchObject({ status: 'ACCEPTED', unitId: 'demo.guidance', handlerId: null });
    const named = { coHandlingId: expect.any(String) };
    expect((await facts()).slice(-2)).toEqual([
      ['CO_HANDLING', { unit: 'demo.city-services', due: '2026-08-19', ...named }],
      ['CO_HANDLING', { unit: 'sme.planning', ...named }],
    ]);
  });
});
