import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { ANYONE, SYSTEM, type Actor, type StaffActor } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import {
  Adoption,
  CaseFile,
  CaseImport,
  CaseReader,
  ClockRow,
  IMPORT_STATUSES,
  isOpen,
  type ImportedCase,
} from '../index.js';

const MAPPING = 'old-system';

describe.each(DATABASES)('cases of another system, on %s', (_name, postgres) => {
  let story: Story;
  let handler: StaffActor;
  let serial = 0;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
  });
  afterAll(() => story.close());
  beforeEach(() => story.desk.time.set(Date.parse('2026-08-19T10:00:00+08:00')));

  const imported = async (more: Partial<ImportedCase> = {}) => {
    const externalId = `A${++serial}`;
    const given: ImportedCase = {
      ...{
        externalId,
        service: story.desk.get(Catalogue).service('demo.application')!,
        unitId: 'demo.guidance',
      },
      ...{ status: 'IN_PROGRESS', channel: 'COUNTER', locale: 'zh-TW', subject: '舊案', description: null },
      ...{ district: null, receivedAt: Date.parse('2025-03-01T09:00:00+08:00'), closedAt: null },
      ...{ givenTargetAt: null, givenOutcome: null, petitioner: null, ...more },
    };
    await story.desk.get(UnitOfWork).run((m) => story.desk.get(CaseImport).insert(m, MAPPING, [given]));
    return story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ externalId });
  };
  const adopt = (actor: Actor, { caseNumber }: CaseFile) => story.desk.get(Adoption).adopt(actor, caseNumber);

  it.each(IMPORT_STATUSES)(
    'are imported as %s, with its last event and its flag, and start no clock',
    async (status) => {
      const closedAt = isOpen(status) ? null : Date.parse('2025-04-01T09:00:00+08:00');
      const file = await imported({ status, closedAt });
      expect(file).toMatchObject({
        status,
        open: isOpen(status),
        codeVersion: 0,
        origin: 'IMPORTED',
        closedAt,
      });
      const ended = isOpen(status) ? [] : [status];
      expect(await story.events(file)).toEqual(['RECEIVED', ...ended, 'IMPORTED']);
      expect(await story.desk.get(Reader).repository(ClockRow).countBy({ caseId: file.id })).toBe(0);
      expect(await story.notices(file)).toEqual([]);
      await story.pass(days(60));
      expect(await story.events(file)).toHaveLength(isOpen(status) ? 2 : 3);
    },
  );

  it.each(IMPORT_STATUSES)(
    'in the status %s can be adopted while open, once, from now on',
    async (status) => {
      const file = await imported({ status, closedAt: isOpen(status) ? null : 1_740_000_000_000 });
      const first = await adopt(SYSTEM, file).catch((error: { code: string }) => error.code);
      const said = isOpen(status) ? ['house.first-step', 'law.application'] : 'not-open';
      expect(Array.isArray(first) ? first.map(({ commitmentId }) => commitmentId) : first).toEqual(said);
      const before = await story.everything();
      const code = isOpen(status) ? 'already-adopted' : 'not-open';
      expect(await refusal(adopt(SYSTEM, file))).toMatchObject({ kind: 'NOT_ALLOWED', code });
      expect(await story.everything()).toEqual(before);
    },
  );

  it('have clocks from their adoption on, which names the unit', async () => {
    const file = await imported();
    const now = story.desk.time.now();
    for (const { dueAt } of await adopt(SYSTEM, file)) expect(dueAt).toBeGreaterThan(now);
    const last = (await story.desk.get(CaseReader).events(file.id)).at(-1)!;
    expect(last).toMatchObject({ type: 'ADOPTED', facts: { unit: 'demo.guidance' } });
  });

  it('cannot be adopted by staff who do not see them; our own cases cannot be adopted', async () => {
    const agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    const own = (await story.open(agent)).file;
    expect(await refusal(adopt(SYSTEM, own))).toMatchObject({ code: 'not-imported' });
    const theirs = await imported();
    const stranger = await story.staff('sme.planning', ['CONTROL_OFFICER']);
    for (const actor of [ANYONE, stranger])
      expect((await refusal(adopt(actor, theirs))).kind).toBe('NOT_FOUND');
    expect(await story.events(theirs)).toEqual(['RECEIVED', 'IMPORTED']);
  });

  it('accept acts before their adoption, without clocks; their first text creates their key', async () => {
    const file = await imported();
    await story.act(handler, file, 'note', { text: '已調閱舊卷' });
    expect((await story.desk.get(CaseReader).events(file.id)).at(-1)!.text).toBe('已調閱舊卷');
    await story.act(handler, file, 'reply', { text: '答復' });
    expect(await story.desk.get(Reader).repository(ClockRow).countBy({ caseId: file.id })).toBe(0);
    expect(await story.notices(file)).toEqual([]);
  });

  it('are numbered by the day on which they were received, and identified by mapping and id', async () => {
    const file = await imported();
    expect(file.caseNumber).toMatch(/^DEMO-1140301-000\d\d-\d$/);
    const known = (mapping: string, ids: string[]) => story.desk.get(CaseImport).known(mapping, ids);
    expect([...(await known(MAPPING, [file.externalId!, 'x']))]).toEqual([file.externalId]);
    expect([...(await known('another', [file.externalId!]))]).toEqual([]);
  });

  it('are imported once: the database refuses the same id of the same mapping', async () => {
    const { externalId } = await imported();
    await expect(imported({ externalId: externalId! })).rejects.toThrow(/unique/i);
  });
});
