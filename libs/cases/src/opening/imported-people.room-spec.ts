import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { Reader, UnitOfWork } from '@app/platform';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import {
  CaseFile,
  CaseImport,
  CaseKey,
  CaseReader,
  firstBreak,
  HistoryEvent,
  Petitioner,
  type ImportedCase,
} from '../index.js';
import { Seals } from '../record/seals.js';

const at = (date: string) => Date.parse(`${date}T09:00:00+08:00`);
const PERSON = { name: '王小明', email: 'Ming@example.tw', phone: '0912345678' };

describe.each(DATABASES)('people and numbers of imported cases, on %s', (_name, postgres) => {
  let story: Story;
  let serial = 0;
  beforeAll(async () => void (story = await Story.begin({ postgres })));
  afterAll(() => story.close());

  const given = (more: Partial<ImportedCase> = {}): ImportedCase => ({
    ...{ externalId: `P${++serial}`, service: story.desk.get(Catalogue).service('demo.application')! },
    ...{
      unitId: 'demo.guidance',
      status: 'IN_PROGRESS',
      channel: 'COUNTER',
      locale: 'zh-TW',
      subject: '舊案',
    },
    ...{ description: null, district: null, receivedAt: at('2025-03-01'), closedAt: null },
    ...{ givenTargetAt: null, givenOutcome: null, petitioner: null, ...more },
  });
  const insert = (cases: readonly ImportedCase[]) =>
    story.desk.get(UnitOfWork).run((manager) => story.desk.get(CaseImport).insert(manager, 'people', cases));
  const imported = async (more: Partial<ImportedCase>) => {
    const one = given(more);
    await insert([one]);
    const { externalId } = one;
    return story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ externalId });
  };
  const opened = async (file: CaseFile) => {
    const reader = story.desk.get(CaseReader);
    return [await reader.petitioner(file.id), await reader.description(file)];
  };
  const keys = ({ id }: CaseFile) => story.desk.get(Reader).repository(CaseKey).countBy({ caseId: id });

  it.each<[string, Partial<ImportedCase>, unknown[]]>([
    ['a person and a text', { petitioner: PERSON, description: '內容' }, [PERSON, '內容']],
    ['a person alone', { petitioner: PERSON }, [PERSON, null]],
    ['a text alone', { description: '內容' }, [null, '內容']],
    [
      'a person with no address',
      { petitioner: { name: '陳小姐', email: null, phone: null } },
      [{ name: '陳小姐', email: null, phone: null }, null],
    ],
  ])('%s: sealed under a key of the case', async (_what, more, read) => {
    const file = await imported(more);
    expect([await opened(file), await keys(file)]).toEqual([read, 1]);
    expect(file.description ?? '').not.toContain('內容');
  });

  it('without personal data have no key', async () => {
    const file = await imported({});
    expect([await opened(file), await keys(file)]).toEqual([[null, null], 0]);
  });

  it('are found by their addresses, each under its own index', async () => {
    const { id } = await imported({ petitioner: PERSON });
    const row = await story.desk.get(Reader).repository(Petitioner).findOneByOrFail({ caseId: id });
    const seals = story.desk.get(Seals);
    expect(row).toMatchObject({
      emailIndex: seals.blindIndex('email', PERSON.email),
      phoneIndex: seals.blindIndex('phone', PERSON.phone),
    });
  });

  it('as are the people of our own cases', async () => {
    const agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    const contact = { name: PERSON.name, email: PERSON.email, phone: PERSON.phone };
    const { file } = await story.open(agent, { contact });
    const row = await story.desk.get(Reader).repository(Petitioner).findOneByOrFail({ caseId: file.id });
    const seals = story.desk.get(Seals);
    const read = (await story.desk.get(CaseReader).petitioner(file.id))!;
    expect(row).toMatchObject({
      emailIndex: seals.blindIndex('email', read.email),
      phoneIndex: seals.blindIndex('phone', read.phone),
    });
    expect([row.emailIndex, row.phoneIndex]).not.toContain(null);
    expect(file.confidential).toBe(false);
  });

  it('record channel, unit and external id as facts in one chain', async () => {
    const closedAt = at('2025-04-01');
    const { id, externalId, ...file } = await imported({ status: 'CLOSED', closedAt });
    const events = await story.desk.get(Reader).find(HistoryEvent, 'WHERE "caseId" = $1 ORDER BY seq', [id]);
    expect(events.map(({ seq, type, facts, actorKind }) => [seq, type, facts, actorKind])).toEqual([
      [1, 'RECEIVED', { channel: 'COUNTER', unit: 'demo.guidance' }, 'system'],
      [2, 'CLOSED', {}, 'system'],
      [3, 'IMPORTED', { mapping: 'people', externalId }, 'system'],
    ]);
    expect(firstBreak(events, file.historyHead)).toBeUndefined();
    expect(file).toMatchObject({ confidential: false, historySeq: 3, open: false });
  });

  it('take the serials of their days in a fixed order, in any order of the cases', async () => {
    const days = ['2025-05-02', '2025-04-01', '2025-06-03', '2025-04-01'];
    const cases = days.map((day) => given({ receivedAt: at(day) }));
    const taken: string[] = [];
    await story.desk.get(UnitOfWork).run((manager) => {
      const { logger } = manager.connection;
      const own = Object.assign(Object.create(manager.connection) as typeof manager.connection, {
        logger: Object.assign(Object.create(logger) as typeof logger, {
          logQuery: (sql: string, values: unknown[]) => {
            if (sql.includes('case_serial')) taken.push(String(values[1]));
          },
        }),
      });
      const told = Object.create(manager, { connection: { value: own } }) as typeof manager;
      return story.desk.get(CaseImport).insert(told, 'people', cases);
    });
    expect(taken).toEqual(['1140401', '1140502', '1140603']);
    const numbers = cases.map(async ({ externalId }) => {
      const file = await story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ externalId });
      return file.caseNumber.slice(0, -2);
    });
    expect(await Promise.all(numbers)).toEqual([
      ...['DEMO-1140502-00001', 'DEMO-1140401-00001', 'DEMO-1140603-00001', 'DEMO-1140401-00002'],
    ]);
  });
});
