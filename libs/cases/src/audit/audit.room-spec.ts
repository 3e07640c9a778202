import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { minutes, Reader, UnitOfWork, type Violation } from '@app/platform';
import { Timer } from '@app/sla/timers';
import { DATABASES } from '../../../../test/support/databases.js';
import { Story } from '../../../../test/support/story.js';
import { Audit, ClockRow, Recount, type CaseFile } from '../index.js';

describe.each(DATABASES)('what the audit looks at, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let files: CaseFile[];
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    files = [];
    for (let n = 0; n < 3; n++) files.push((await story.open(agent)).file);
  });
  afterAll(() => story.close());

  const get: Story['desk']['get'] = (type) => story.desk.get(type);
  const change = (query: string) => get(UnitOfWork).run((manager) => manager.query(query));
  const found = async (...of: Parameters<Audit['violations']>) => {
    const all: Violation[] = [];
    for await (const violation of get(Audit).violations(...of)) all.push(violation);
    return all;
  };
  /** What is found while the database is changed so. */
  const foundWith = async (harm: string, mend: string, ...of: Parameters<Audit['violations']>) => {
    await change(harm);
    const all = await found(...of);
    await change(mend);
    return all;
  };

  it('says how many cases there are, and how many it has looked at, in whichever process', async () => {
    const looked = jest.fn();
    expect(await get(Audit).cases()).toBe(3);
    expect(await found(looked)).toEqual([]);
    expect(looked.mock.calls).toEqual([[3]]);
    const other = jest.fn();
    await found(other, { nth: 1, of: 2 });
    expect(other.mock.calls).toEqual([[3]]);
  });

  it('names the case by its number, with what is wrong', async () => {
    const [{ id, caseNumber }] = files as [CaseFile];
    const of = `WHERE id = '${id}'`;
    const said = await foundWith(
      `UPDATE case_file SET "historySeq" = "historySeq" + 1 ${of}`,
      `UPDATE case_file SET "historySeq" = "historySeq" - 1 ${of}`,
    );
    expect(said).toEqual([
      {
        invariant: 'history-length',
        subject: caseNumber,
        words: 'the case counts 3 events, its history has 2',
      },
    ]);
  });

  it.each([
    [{ nth: 0, of: 2 }, ['audit-chain', 'clock-counts']],
    [{ nth: 1, of: 2 }, []],
  ])('leaves what is not about single cases to the first of several: %j', async (share, names) => {
    const harm = `UPDATE audit_event SET type = type || 'x' WHERE seq = 1`;
    const mend = `UPDATE audit_event SET type = substr(type, 1, length(type) - 1) WHERE seq = 1`;
    const counts = (sign: string) => `UPDATE clock_count SET n = n ${sign} 1`;
    await change(counts('+'));
    const said = await foundWith(harm, mend, undefined, share);
    await change(counts('-'));
    expect([...new Set(said.map(({ invariant }) => invariant))].toSorted()).toEqual(names);
    const trail = said.filter(({ invariant }) => invariant === 'audit-chain');
    expect(trail.map(({ subject }) => subject)).toEqual(names.length > 0 ? ['audit_event 1'] : []);
    expect(await found()).toEqual([]);
  });

  it('finds demonstration cases beside real ones once, named by the first, and only in the first share', async () => {
    const harm = `UPDATE case_file SET origin = 'DEMONSTRATION' WHERE id <> '${files[0]!.id}'`;
    const mend = `UPDATE case_file SET origin = 'LIVE'`;
    expect(await foundWith(harm, mend)).toMatchObject([
      {
        ...{ invariant: 'demonstration-mixed', subject: files[1]!.caseNumber },
        words: `demonstration cases lie beside real ones, as ${files[0]!.caseNumber}`,
      },
    ]);
    expect(await foundWith(harm, mend, undefined, { nth: 1, of: 2 })).toEqual([]);
  });

  it('reports a history that cannot be folded, and goes on with the next case', async () => {
    const [first, second] = files as [CaseFile, CaseFile];
    const of = `WHERE "caseId" = '${first.id}' AND seq = 2`;
    const [event] = await get(Reader).rows<{ type: string; facts: string }>(
      `SELECT type, facts FROM history_event ${of}`,
    );
    await change(`UPDATE case_file SET "historySeq" = 9 WHERE id = '${second.id}'`);
    const said = await foundWith(
      `UPDATE history_event SET facts = '{"lastDay":1}', type = 'EXTENDED' ${of}`,
      `UPDATE history_event SET facts = '${event!.facts}', type = '${event!.type}' ${of}`,
    );
    await change(`UPDATE case_file SET "historySeq" = 2 WHERE id = '${second.id}'`);
    expect(await found()).toEqual([]);
    const subjects = said.map(({ invariant, subject }) => `${invariant} ${subject}`);
    expect(subjects).toContain(`clock-not-folded ${first.caseNumber}`);
    expect(subjects).toContain(`history-length ${second.caseNumber}`);
  });

  it('misses no clock of a promise that came into force after the last event; from the next it does', async () => {
    const [file] = files as [CaseFile];
    const rows = await get(Reader).repository(ClockRow).findBy({ caseId: file.id });
    const { id, commitmentId, commitmentVersion } = rows.find(({ state }) => state === 'RUNNING')!;
    const away = `UPDATE clock SET "caseId" = '${files[1]!.id}', occurrence = 99 WHERE id = '${id}'`;
    const back = `UPDATE clock SET "caseId" = '${file.id}', occurrence = 1 WHERE id = '${id}'`;
    const of = `WHERE kind = 'commitment' AND id = '${commitmentId}' AND version = '${commitmentVersion}'`;
    const [entry] = await get(Reader).rows<{ at: number }>(
      `SELECT "loadedAt" AS at FROM catalogue_entry ${of}`,
    );
    const absent = async (loadedAt: number) => {
      await change(`UPDATE catalogue_entry SET "loadedAt" = ${loadedAt} ${of}`);
      const said = await foundWith(away, back);
      return said
        .filter(({ subject }) => subject === file.caseNumber)
        .map(({ words }) => words)
        .filter((words) => words.endsWith('is not stored'));
    };
    const word = `clock ${commitmentId} (RUNNING) is not stored`;
    expect(await absent(file.receivedAt + 1)).toEqual([]);
    expect(await absent(file.receivedAt)).toEqual([word]);
    await change(`UPDATE catalogue_entry SET "loadedAt" = ${Number(entry!.at)} ${of}`);
    expect(await found()).toEqual([]);
  });

  it('waits for clocks that a pass over a new calendar has not counted yet', async () => {
    const [file] = files as [CaseFile];
    const of = `WHERE "caseId" = '${file.id}' AND state = 'RUNNING'`;
    const [row] = await get(Reader).repository(ClockRow).findBy({ caseId: file.id, state: 'RUNNING' });
    const harm = `UPDATE clock SET "calendarVersion" = 'older', "dueAt" = "dueAt" + 1 ${of}`;
    const mend = `UPDATE clock SET "calendarVersion" = '${row!.calendarVersion}', "dueAt" = "dueAt" - 1 ${of}`;
    const folded = async () => {
      const said = await foundWith(harm, mend);
      return said.filter(({ invariant }) => invariant === 'clock-not-folded').length > 0;
    };
    const pass = jest.spyOn(get(Recount), 'isUnderWay').mockResolvedValue(false);
    const without = await folded();
    pass.mockResolvedValue(true);
    const during = await folded();
    pass.mockRestore();
    expect([without, during]).toEqual([true, false]);
  });

  it('asks of the rows of each case by its slice, once, in the share that reads it', async () => {
    const of = `WHERE "caseId" = '${files[1]!.id}'`;
    const harm = `UPDATE notice SET kind = kind || 'x' ${of}`;
    const mend = `UPDATE notice SET kind = substr(kind, 1, length(kind) - 1) ${of}`;
    const untold = async (nth: number) => {
      const said = await foundWith(harm, mend, undefined, { nth, of: 2 });
      return said.filter(({ invariant }) => invariant === 'event-without-notice');
    };
    expect((await untold(0)).map(({ subject }) => subject)).toEqual([`${files[1]!.caseNumber} RECEIVED 1`]);
    expect(await untold(1)).toEqual([]);
  });

  it('names a timer that two sweeps have missed, not before', async () => {
    const before = story.desk.time.now();
    const armed = await get(Reader).repository(Timer).findBy({ state: 'ARMED' });
    const first = armed.toSorted((a, b) => a.dueAt - b.dueAt)[0]!;
    const lying = async (instant: number) => {
      story.desk.time.set(instant);
      const said = (await found()).filter(({ invariant }) => invariant === 'timer-left-lying');
      return said.map(({ subject }) => subject);
    };
    expect(await lying(first.dueAt + minutes(2))).toEqual([]);
    expect(await lying(first.dueAt + minutes(2) + 1)).toContain(first.id);
    story.desk.time.set(before);
  });
});
