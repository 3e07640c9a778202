import { type CaseFile, ClockRow } from '@app/cases';
import {
  type Board,
  Boards,
  CaseDetails,
  CaseLists,
  type CaseQuery,
  HolidayLists,
  QUEUES,
} from '@app/lookups';
import { TEAM_ROLE, type Role, type StaffActor } from '@app/people';
import { days, type Problem, Reader } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportCases } from '../../../apps/desk/src/commands/export.js';
import { DATABASES } from '../../support/databases.js';
import { refusal, Story } from '../../support/story.js';
import * as fc from 'fast-check';

const numRuns = Number(process.env['FC_RUNS'] ?? 10);

/** Written by hand: each unit with those above it, itself first. */
const UNITS: Record<string, string[]> = {
  'demo.head-office': ['demo.head-office'],
  'demo.service-desk': ['demo.service-desk', 'demo.head-office'],
  'demo.guidance': ['demo.guidance', 'demo.head-office'],
  'demo.registry': ['demo.registry', 'demo.head-office'],
  'demo.finance-team': ['demo.finance-team'],
  'sme.management-guidance': ['sme.management-guidance'],
  'sme.instant-service-centre': ['sme.instant-service-centre', 'sme.management-guidance'],
  'sme.north-desk': ['sme.north-desk', 'sme.instant-service-centre', 'sme.management-guidance'],
  'sme.planning': ['sme.planning'],
};
const SEE_ALL: Role[] = ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CONTROL_OFFICER', 'AGENCY_HEAD', 'AUDITOR'];
const SEE_BOARD: Role[] = ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD', 'FRONTLINE_AGENT', 'AUDITOR'];
const ROLES: Role[] = [...SEE_ALL, 'CASE_HANDLER', 'UNIT_HEAD', 'ADMIN'];
const AGENCIES = {
  demo: {
    service: 'demo.finance-diagnosis',
    units: ['demo.guidance', 'demo.service-desk', 'demo.registry'],
    partner: 'demo.finance-team',
  },
  sme: {
    service: 'sme.finance-diagnosis',
    units: ['sme.instant-service-centre', 'sme.planning'],
    partner: 'sme.north-desk',
  },
} as const;
const EVERY_QUERY: CaseQuery[] = [
  ...QUEUES.map((queue) => ({ queue })),
  ...(['ACCEPTED', 'IN_PROGRESS', 'WITHDRAWN', 'REPLIED'] as const).map((status) => ({ status })),
  ...['路燈不亮', 'ming@example.tw', '0912-345-678'].map((q) => ({ q })),
];

interface Made {
  organisationId: keyof typeof AGENCIES;
  unit: number;
  referred: boolean;
  end: 'open' | 'withdrawn';
}

const TEAMS = ['demo.finance-team', 'sme.north-desk'];
const actors = fc
  .record({
    unitId: fc.constantFrom(...Object.keys(UNITS)),
    ofAgency: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 2 }),
  })
  .map(({ unitId, ofAgency }): { unitId: string; roles: Role[] } => ({
    unitId,
    roles: TEAMS.includes(unitId) ? [TEAM_ROLE] : ofAgency,
  }))
  .map(({ unitId, roles }): StaffActor => ({
    ...{ kind: 'staff', id: `of ${unitId}`, name: 'x', unitId, organisationId: unitId.split('.')[0]! },
    roles,
  }));
const cases: fc.Arbitrary<Made> = fc.record({
  organisationId: fc.constantFrom('demo', 'sme'),
  unit: fc.nat(2),
  referred: fc.boolean(),
  end: fc.constantFrom('open', 'open', 'withdrawn'),
});

/** Neither an administrator of accounts alone nor a partner reads a case. */
const READ: Role[] = [...SEE_ALL, 'CASE_HANDLER', 'UNIT_HEAD'];
const has = ({ roles }: StaffActor, some: Role[]) => roles.some((role) => some.includes(role));
const seesAll = (actor: StaffActor) => has(actor, SEE_ALL);
/** The rule, implemented a second time. */
const holds = (actor: StaffActor, { organisationId, unitId }: { organisationId: string; unitId: string }) =>
  organisationId === actor.organisationId &&
  has(actor, READ) &&
  (seesAll(actor) || UNITS[unitId]!.includes(actor.unitId));

describe.each(DATABASES)('no case is seen from outside its scope, on %s', (_name, postgres) => {
  let story: Story;
  let agents: Record<keyof typeof AGENCIES, StaffActor>;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agents = {
      demo: await story.staff('demo.service-desk', ['FRONTLINE_AGENT']),
      sme: await story.staff('sme.instant-service-centre', ['FRONTLINE_AGENT']),
    };
  });
  afterAll(() => story.close());

  async function make({ organisationId, unit, referred, end }: Made): Promise<void> {
    const { service, units, partner } = AGENCIES[organisationId];
    const agent = agents[organisationId];
    const contact = { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' };
    const { file } = await story.open(agent, { service, contact });
    if (file.status === 'RECEIVED') await story.act(agent, file, 'accept');
    await story.act(agent, file, 'assign', { unit: units[unit % units.length] });
    if (referred) await story.refer(agent, file, partner);
    if (end === 'withdrawn' && !referred) await story.act(agent, file, 'withdraw', { reason: '不需要了' });
  }

  const files = () => story.desk.get(Reader).rows<CaseFile>('SELECT * FROM case_file');
  async function everyPage(actor: StaffActor, query: CaseQuery): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await story.desk.get(CaseLists).list(actor, { ...query, ...(cursor && { cursor }) });
      found.push(...page.cases.map(({ caseNumber }) => caseNumber));
      cursor = page.next;
    }
    return found;
  }

  async function listsAreRight(actor: StaffActor): Promise<void> {
    const all = await files();
    const mine = all.filter((file) => holds(actor, file)).map(({ caseNumber }) => caseNumber);
    expect((await everyPage(actor, { queue: 'all' })).toSorted()).toEqual(mine.toSorted());
    for (const query of EVERY_QUERY)
      for (const found of await everyPage(actor, query))
        expect([query, mine.includes(found)]).toEqual([query, true]);
    for (const { caseNumber } of all) {
      const shown = story.desk.get(CaseDetails).show(actor, caseNumber);
      const said = await shown.then(
        ({ file }) => file.caseNumber,
        ({ kind }: Problem) => kind,
      );
      expect(said).toBe(mine.includes(caseNumber) ? caseNumber : 'NOT_FOUND');
      expect(await everyPage(actor, { q: caseNumber })).toEqual(
        mine.includes(caseNumber) ? [caseNumber] : [],
      );
    }
  }

  /** Compares the board with counts from the clocks themselves. */
  async function boardIsRight(actor: StaffActor): Promise<void> {
    const board = await story.desk.get(Boards).show(actor);
    const now = story.desk.time.now();
    const rows = await story.desk.get(Reader).find(ClockRow, 'WHERE 1 = $1', [1]);
    const mine = rows.filter(
      (clock) =>
        holds(actor, { ...clock, unitId: clock.ownerUnitId }) ||
        (!seesAll(actor) && UNITS[clock.unitId]?.includes(actor.unitId)),
    );
    const running = mine.filter(({ state }) => state === 'RUNNING');
    const late = running.filter(({ dueAt }) => dueAt! <= now);
    const warning = running.filter(({ dueAt, warnAt }) => dueAt! > now && warnAt !== null && warnAt <= now);
    const kept = mine.filter(({ state, endedAt }) => state === 'ON_TIME' && daysOf(endedAt!) === daysOf(now));
    expect(board).toMatchObject({
      running: running.length,
      overdue: { total: late.length },
      warning: { total: warning.length },
      kept: { total: kept.length },
    });
    const byPlace = Map.groupBy(running, ({ commitmentId, unitId }) => `${commitmentId} ${unitId}`);
    expect(
      board.counts.map((count) => [`${count.commitmentId} ${count.unitId}`, count.running]).toSorted(),
    ).toEqual([...byPlace].map(([place, of]) => [place, of.length]).toSorted());
    const owners = new Map((await files()).map((file) => [file.caseNumber, file]));
    for (const [list, of] of [
      ['overdue', late],
      ['warning', warning],
      ['kept', kept],
    ] as const) {
      const allowed = of.map(({ id }) => id);
      expect(board[list].rows.length).toBe(Math.min(allowed.length, 50));
      for (const row of board[list].rows) {
        expect([list, allowed.includes(row.clockId)]).toEqual([list, true]);
        const seen = holds(actor, owners.get(row.caseNumber)!);
        expect([row.subject !== null, row.referralId === null]).toEqual([seen, seen]);
      }
    }
    const holiday = await story.desk.get(HolidayLists).show(actor);
    for (const { clockId } of holiday?.due ?? []) expect(mine.some(({ id }) => id === clockId)).toBe(true);
  }
  async function boardsAreRight(who: StaffActor[]): Promise<void> {
    for (const actor of who.filter((one) => has(one, SEE_BOARD))) await boardIsRight(actor);
    for (const actor of who.filter((one) => !has(one, SEE_BOARD)))
      expect((await refusal(story.desk.get(Boards).show(actor))).kind).toBe('NOT_FOUND');
  }
  const daysOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

  it('by list, page, search, status, number, board, count or holiday list; and misses none within it', async () => {
    const property = fc.asyncProperty(
      fc.array(cases, { minLength: 2, maxLength: 4 }),
      fc.array(actors, { minLength: 4, maxLength: 4 }),
      fc.nat(40),
      async (made, who, hoursLater) => {
        for (const one of made) await make(one);
        for (const actor of who) await listsAreRight(actor);
        await boardsAreRight(who); // before any timer has fired
        await story.pass(days(hoursLater / 24));
        while (
          await story.desk
            .get(Reader)
            .row(`SELECT id FROM timer WHERE state = 'ARMED' AND "dueAt" <= $1`, [story.desk.time.now()])
        )
          await story.pass(0);
        await boardsAreRight(who);
      },
    );
    await fc.assert(property, { numRuns });
  }, 120_000);

  it('by export: all of one organisation, and of no other', async () => {
    await make({ organisationId: 'demo', unit: 0, referred: true, end: 'open' });
    await make({ organisationId: 'sme', unit: 1, referred: false, end: 'withdrawn' });
    const all = await files();
    for (const organisation of ['demo', 'sme', undefined]) {
      const out = join(story.desk.folder, `${organisation ?? 'all'}-${all.length}.jsonl`);
      await exportCases(story.desk.get(Reader), { out, json: true, ...(organisation && { organisation }) });
      const lines = (await readFile(out, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).caseNumber as string);
      const wanted = all.filter(({ organisationId }) => !organisation || organisationId === organisation);
      expect(lines.toSorted()).toEqual(wanted.map(({ caseNumber }) => caseNumber).toSorted());
    }
  });

  it('by a board of staff whose units do not act on it', async () => {
    await make({ organisationId: 'demo', unit: 0, referred: true, end: 'open' });
    const nothing: Partial<Board> = {
      running: 0,
      warning: { rows: [], total: 0 },
      overdue: { rows: [], total: 0 },
      kept: { rows: [], total: 0 },
      counts: [],
    };
    const stranger: StaffActor = {
      ...agents.demo,
      unitId: 'bsmi.secretariat',
      organisationId: 'bsmi',
      roles: ROLES,
    };
    expect(await story.desk.get(Boards).show(stranger)).toMatchObject(nothing);
    expect(await story.desk.get(Boards).show({ ...stranger, roles: ['UNIT_HEAD'] })).toMatchObject(nothing);
  });
});
