import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CaseFile } from '@app/cases';
import { ROLES, type Actor, type Role, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { Alert, Alerts } from '../index.js';

jest.setTimeout(60_000);

const MOST = 50;
const COUNTED = 100;

describe.each(DATABASES)('alerts, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let file: CaseFile;
  let other: CaseFile;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    [file, other] = [
      (await story.open(agent)).file,
      (await story.open(agent, { service: 'demo.consultation' })).file,
    ];
  }, 60_000);
  afterAll(() => story.close());

  const alerts = () => story.desk.get(Alerts);
  const rowOf = (id: string) => story.desk.get(Reader).repository(Alert).findOneByOrFail({ id });
  let n = 0;
  async function raise(of: CaseFile = file, at = 1_000_000 + ++n): Promise<string> {
    const id = `alert-${String(++n).padStart(5, '0')}`;
    const { id: caseId, organisationId, unitId } = of;
    const row = {
      id,
      caseId,
      organisationId,
      unitId,
      kind: 'OVERDUE',
      subject: 'CLOCK' as const,
      subjectId: id,
      occasion: '1',
      at,
    };
    await story.desk.get(UnitOfWork).run((manager) =>
      manager.insert(Alert, {
        ...row,
        commitmentId: 'law.petition',
        acknowledgedAt: null,
        acknowledgedBy: null,
      }),
    );
    return id;
  }
  const shown = async (actor: Actor, options = {}) =>
    (await alerts().list(actor, options)).map(({ id }) => id);

  it.each<[Role, boolean, boolean]>([
    ['FRONTLINE_AGENT', true, false],
    ['CASE_HANDLER', false, false],
    ['REGISTRY_CLERK', false, false],
    ['UNIT_HEAD', true, true],
    ['CONTROL_OFFICER', true, true],
    ['AGENCY_HEAD', true, true],
    ['AUDITOR', true, false],
    ['ADMIN', false, false],
  ])('%s: sees them %s, may say that they were seen %s', async (role, sees, may) => {
    expect(ROLES).toContain(role);
    const id = await raise();
    const actor = await story.staff('demo.guidance', [role]);
    const seen = await shown(actor).catch((error: { kind: string }) => error.kind);
    expect(sees ? seen.includes(id) : seen).toEqual(sees || 'NOT_FOUND');
    const before = await story.everything();
    const outcome = await Promise.resolve()
      .then(() => alerts().acknowledge(actor, id))
      .catch((error: { kind: string }) => error.kind);
    expect(outcome).toBe(may ? undefined : 'NOT_FOUND');
    expect((await rowOf(id)).acknowledgedBy).toBe(may ? actor.id : null);
    expect((await story.everything())['alert']!.join() === before['alert']!.join()).toBe(!may);
  });

  it('a head sees those of the own unit, control officers those of the organisation, others none', async () => {
    const [own, elsewhere] = [await raise(), await raise(other)];
    const head = await story.staff('demo.guidance', ['UNIT_HEAD']);
    const above = await story.staff('demo.head-office', ['UNIT_HEAD']);
    const control = await story.staff('demo.registry', ['CONTROL_OFFICER']);
    const stranger = await story.staff('sme.planning', ['CONTROL_OFFICER', 'UNIT_HEAD']);
    const of = async (actor: Actor) => (await shown(actor)).filter((id) => [own, elsewhere].includes(id));
    expect(await of(head)).toEqual([own]);
    for (const actor of [above, control]) expect(await of(actor)).toEqual([elsewhere, own]);
    expect(await of(stranger)).toEqual([]);
    for (const [actor, id] of [
      [head, elsewhere],
      [stranger, own],
      [head, 'no-such-id'],
    ] as const)
      expect(await refusal(alerts().acknowledge(actor, id))).toMatchObject({ kind: 'NOT_FOUND' });
    for (const actor of [{ kind: 'system' }, { kind: 'citizen', caseId: file.id }] as const)
      expect(await shown(actor).catch((error: { kind: string }) => error.kind)).toBe('NOT_FOUND');
    expect((await rowOf(elsewhere)).acknowledgedAt).toBeNull();
  });

  it('seen, it leaves the list; asked for, it is there; seen a second time, the first stays', async () => {
    const id = await raise();
    const first = await story.staff('demo.guidance', ['UNIT_HEAD']);
    const second = await story.staff('demo.guidance', ['UNIT_HEAD']);
    await alerts().acknowledge(first, id);
    const at = story.desk.time.now();
    story.desk.time.forward(1_000);
    const before = await story.everything();
    await alerts().acknowledge(second, id);
    expect(await story.everything()).toEqual(before);
    expect(await rowOf(id)).toMatchObject({ acknowledgedAt: at, acknowledgedBy: first.id });
    expect(await shown(second)).not.toContain(id);
    expect(await shown(second, { acknowledged: true })).toContain(id);
  });

  it('the newest first, with the number of their case, and no more than 50', async () => {
    const head = await story.staff('demo.city-services', ['UNIT_HEAD']);
    const { file: its } = await story.open(agent, { service: 'demo.city-report' });
    for (let at = 0; at < MOST + 1; at++) await raise(its, 10_000 + Math.floor(at / 2));
    const list = await alerts().list(head);
    expect(list).toHaveLength(MOST);
    const order = list.map(({ at, id }) => [at, id] as const);
    const expected = order.toSorted(([a, x], [b, y]) => Number(b) - Number(a) || y.localeCompare(x));
    expect(order).toEqual(expected);
    expect(Number(list[0]!.at)).toBe(10_000 + MOST / 2);
    expect(new Set(list.map(({ caseNumber }) => caseNumber))).toEqual(new Set([its.caseNumber]));
  });

  it('are counted where they wait, up to 100, for those who see them', async () => {
    const head = await story.staff('demo.startup-team', ['UNIT_HEAD']);
    const { file: its } = await story.open(agent, { service: 'demo.consultation' });
    const move = { unitId: head.unitId };
    for (let n = 1; n < COUNTED; n++) await raise({ ...its, ...move });
    expect(await alerts().count(head)).toBe(COUNTED - 1);
    await raise({ ...its, ...move });
    await raise({ ...its, ...move });
    expect(await alerts().count(head)).toBe(COUNTED);
    for (const { id } of await alerts().list(head)) await alerts().acknowledge(head, id);
    expect(await alerts().count(head)).toBe(COUNTED + 1 - MOST);
    const handler = await story.staff('demo.startup-team', ['CASE_HANDLER']);
    expect(await refusal(alerts().count(handler))).toMatchObject({ kind: 'NOT_FOUND' });
  });
});
