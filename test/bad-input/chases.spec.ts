import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Mornings } from '@app/morning';
import { hours, taipeiMidnight } from '@app/platform';
import { ApiDesk, LOGGED } from '../contracts/api-desk.js';
import { ApiClient, type Answer } from '../support/api-client.js';
import { DATABASES } from '../support/databases.js';
import { MALFORMED_NUMBERS, NASTY, RAW_BODIES, UNSEEN, WRONG_TYPES } from './values.js';

jest.setTimeout(30_000);

const LISTS = '/api/v1/staff/chase-lists';
/** After every promise of a case that came in on 19 August. */
const DAY = '2026-11-16';
const LIST = `${LISTS}/demo.guidance/${DAY}`;
/** Where a refused request must leave nothing. */
const TABLES = ['chase', 'history_event', 'notice', 'audit_event', 'idempotency_key'];

describe.each(DATABASES)('催辦 and its lists, on %s', (_name, postgres) => {
  let desk: ApiDesk;
  let head: ApiClient;
  let caseNumber: string;
  let before: Record<string, number>;

  beforeAll(async () => {
    desk = await ApiDesk.open(postgres);
    head = await ApiClient.of(desk.web, 'head');
    const body = { ...LOGGED, hotline: undefined, service: 'demo.subsidy', channel: 'COUNTER' };
    caseNumber = (await desk.agent.post('/api/v1/staff/cases', body)).body.caseNumber;
    const chase = { whom: 'demo.guidance', days: '2', text: '請說明目前進度' };
    await desk.supervisor.post(`/api/v1/staff/cases/${caseNumber}/acts/chase`, chase);
    desk.web.time.set(taipeiMidnight(DAY) + hours(8.5));
    await desk.web.get(Mornings).arm();
    for (let n = 0; n < 5; n++) await desk.web.sweep();
  }, 60_000);
  afterAll(() => desk.web.close());
  beforeEach(async () => void (before = await desk.web.rowCounts(TABLES)));

  /** A clear refusal that wrote nothing: a problem document, no stack and no SQL in it. */
  const expectRefused = async (answer: Answer, statuses: number[]) => {
    expect(statuses).toContain(answer.status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.text).not.toMatch(/node_modules|SELECT |at \w+ \(/);
    expect(await desk.web.rowCounts(TABLES)).toEqual(before);
    return (answer.body.errors ?? []).map(({ field }: { field: string }) => field);
  };

  it.each(['on=x', 'on=', 'on=2026-02-30', 'on=1150820', 'on=%00', `on=${DAY}&on=${DAY}`, 'on[x]=1&on=9'])(
    'the lists of the day ?%s are refused, naming it',
    async (query) => expect(await expectRefused(await head.get(`${LISTS}?${query}`), [422])).toEqual(['on']),
  );

  it.each([...MALFORMED_NUMBERS, DAY, `${DAY}x`, '2026-02-30', '9999-12-31'])(
    'the list of the unit or day %j is not there, and neither is a case or chase of that name',
    async (name) => {
      const nothing = [400, 404, 414];
      await expectRefused(await head.get(`${LISTS}/${name}/${DAY}`), nothing);
      const path = name === DAY ? `${LISTS}/demo.registry/${DAY}` : `${LISTS}/demo.guidance/${name}`;
      await expectRefused(await head.get(path), nothing);
      await expectRefused(await head.post(`${path}/acknowledge`, { plan: '今天回復' }), nothing);
      const undo = (number: string, id: string) =>
        desk.supervisor.post(`/api/v1/staff/cases/${number}/chases/${id}/undo`);
      await expectRefused(await undo(caseNumber, name), nothing);
      await expectRefused(await undo(name, name), nothing);
    },
  );

  const acknowledge = (body: unknown) => head.post(`${LIST}/acknowledge`, body);

  it.each([
    ...UNSEEN,
    '',
    '   ',
    '長'.repeat(201),
    '請電 0912-345-678',
    ...NASTY.map(([, text]) => `x${text}`),
  ])('the plan %j is refused, naming it', async (plan) =>
    expect(await expectRefused(await acknowledge({ plan }), [422])).toEqual(['plan']),
  );

  it.each(WRONG_TYPES)('a plan that is %s is refused, naming it', async (_what, plan) => {
    expect(await expectRefused(await acknowledge({ plan }), [422])).toEqual(['plan']);
  });

  it.each(RAW_BODIES)('an acknowledgement as %s is refused', async (_what, raw) => {
    await expectRefused(await head.raw(`${LIST}/acknowledge`, raw, 'application/json'), [400, 413, 422]);
  });

  it('a key that was used for another plan is refused; the list stays as it was acknowledged', async () => {
    const keyed = head.with({ 'idempotency-key': 'one-key' });
    expect((await keyed.post(`${LIST}/acknowledge`, { plan: '今天回復' })).status).toBe(200);
    before = await desk.web.rowCounts(TABLES);
    await expectRefused(await keyed.post(`${LIST}/acknowledge`, { plan: '明天回復' }), [409]);
    expect((await head.get(LIST)).body.plan).toBe('今天回復');
  });
});
