import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Mornings } from '@app/morning';
import { hours, minutes, taipeiMidnight } from '@app/platform';
import type { ZodType } from 'zod';
import { caseDetail, chaseUndone } from '../../apps/web/src/cases/cases.answers.js';
import { acknowledged, chaseList, chaseLists } from '../../apps/web/src/chase-lists/chase-lists.answers.js';
import { ApiClient, type Answer } from '../support/api-client.js';
import { DATABASES } from '../support/databases.js';
import { ApiDesk, INSTANT, LOGGED, problemOf } from './api-desk.js';

jest.setTimeout(30_000);

const UNIT = 'demo.guidance';
const LISTS = '/api/v1/staff/chase-lists';
/** After every promise of a case that came in on 19 August. */
const MONDAY = '2026-11-16';
const LIST = `${LISTS}/${UNIT}/${MONDAY}`;
const PLAN = { plan: '今天下班前逐件回復申請人' };

describe.each(DATABASES)('the JSON API of 催辦, on %s', (_name, postgres) => {
  let desk: ApiDesk;
  let head: ApiClient;
  let handler: ApiClient;
  let officer: ApiClient;
  let caseNumber: string;

  beforeAll(async () => {
    desk = await ApiDesk.open(postgres);
    head = await ApiClient.of(desk.web, 'head');
    handler = await ApiClient.of(desk.web, 'handler');
    const control = { login: 'officer', name: '何研考', organisationId: 'demo', unitId: 'demo.planning' };
    await desk.web.staff({ ...control, roles: ['CONTROL_OFFICER'] });
    officer = await ApiClient.of(desk.web, 'officer');
    const body = { ...LOGGED, hotline: undefined, service: 'demo.subsidy', channel: 'COUNTER' };
    caseNumber = (await desk.agent.post('/api/v1/staff/cases', body)).body.caseNumber;
  });
  afterAll(() => desk.web.close());

  const asDescribed = (answer: Answer, described: ZodType) => {
    expect([answer.status, described.safeParse(answer.body).error]).toEqual([200, undefined]);
    return answer.body;
  };
  const act = (client: ApiClient, name: string, input: object) =>
    client.post(`/api/v1/staff/cases/${caseNumber}/acts/${name}`, input);
  const chase = async (whom = UNIT) => {
    desk.web.time.forward(1_000);
    const sent = await act(officer, 'chase', { whom, days: '2', text: '請說明目前進度' });
    expect([sent.status, sent.body.title]).toEqual([200, undefined]);
    return (await chases()).at(-1);
  };
  const chases = async (client = officer) =>
    asDescribed(await client.get(`/api/v1/staff/cases/${caseNumber}`), caseDetail).chases;
  const undo = (client: ApiClient, id: string) =>
    client.post(`/api/v1/staff/cases/${caseNumber}/chases/${id}/undo`);

  describe('one that was just sent', () => {
    it('is taken back by the one who sent it, and not seen to be by others', async () => {
      const { id, undoable, state } = await chase();
      expect([undoable, state]).toEqual([true, 'OPEN']);
      expect((await chases(handler)).at(-1)).toMatchObject({ id, undoable: false });
      for (const other of [handler, head, desk.agent, desk.partner])
        expect(problemOf(await undo(other, id))).toEqual([404, 'not-found']);
      const keyed = officer.with({ 'idempotency-key': 'take-back' });
      const done = asDescribed(await undo(keyed, id), chaseUndone);
      expect(done).toEqual({ caseNumber, chase: id, state: 'UNDONE' });
      expect((await undo(keyed, id)).body).toEqual(done);
      expect((await chases()).at(-1)).toMatchObject({ id, undoable: false, state: 'UNDONE' });
    });

    it('is refused in words once answered, and after ten minutes', async () => {
      const answered = await chase();
      await act(handler, 'answer-chase', { text: '辦理中' });
      expect(problemOf(await undo(officer, answered.id))).toEqual([409, 'chase-answered']);
      const old = await chase();
      desk.web.time.forward(minutes(10) + 1);
      expect(problemOf(await undo(officer, old.id))).toEqual([409, 'undo-too-late']);
      expect((await chases()).at(-1)).toMatchObject({ state: 'OPEN', undoable: false });
    });

    it('is answered also by a team, which sees nothing else of the case', async () => {
      const path = `/api/v1/staff/cases/${await desk.openCase()}`;
      const team = 'demo.finance-team';
      expect((await desk.agent.post(`${path}/referrals`, { partner: team, reason: '請協處' })).status).toBe(
        201,
      );
      const asked = { whom: team, days: '2', text: '請說明' };
      expect((await officer.post(`${path}/acts/chase`, asked)).status).toBe(200);
      const answer = (text: string) => desk.partner.post(`${path}/acts/answer-chase`, { text });
      expect(problemOf(await answer(''))).toEqual([422, 'invalid']);
      expect((await answer('已聯繫')).status).toBe(200);
      expect((await officer.get(path)).body.chases).toMatchObject([
        { unit: team, state: 'ANSWERED', answer: '已聯繫', undoable: false },
      ]);
      expect(problemOf(await desk.partner.get(path))).toEqual([404, 'not-found']);
    });

    it.each(['x', '__proto__', '01900000-0000-7000-8000-000000000000', '%00'])(
      'is not there by the id %s',
      async (id) => {
        expect(problemOf(await undo(officer, id))[0]).toBe(404);
        const other = '/api/v1/staff/cases/DEMO-1150101-00001-0/chases/x/undo';
        expect(problemOf(await officer.post(other))).toEqual([404, 'not-found']);
      },
    );
  });

  describe('the lists of a morning', () => {
    beforeAll(async () => {
      desk.web.time.set(taipeiMidnight(MONDAY) + hours(8.5));
      await desk.web.get(Mornings).arm();
      for (let n = 0; n < 5; n++) await desk.web.sweep();
    });

    it('are shown with who acknowledged them, to those who read them', async () => {
      const shown = asDescribed(await officer.get(`${LISTS}?on=${MONDAY}`), chaseLists);
      expect(shown).toMatchObject({ day: MONDAY, made: true, before: null, after: null });
      const { list } = shown.units.find(({ unit }: { unit: string }) => unit === UNIT);
      expect(list).toMatchObject({ unit: UNIT, day: MONDAY, state: 'AWAITED', acknowledgedAt: null });
      expect(asDescribed(await officer.get(LISTS), chaseLists)).toEqual(shown);
      for (const other of [desk.agent, handler, desk.partner])
        expect(problemOf(await other.get(LISTS))).toEqual([404, 'not-found']);
    });

    it('name their cases, what was asked and whether it was answered', async () => {
      const one = asDescribed(await head.get(LIST), chaseList);
      expect([one.open, one.overdue > 0]).toEqual([true, true]);
      expect(one.rows[0]).toMatchObject({
        ...{ place: 1, caseNumber, opens: true, subject: '貸款問題', unit: UNIT, late: true },
        chase: { state: 'OPEN', text: '請說明目前進度', answer: null },
      });
      expect(asDescribed(await officer.get(LIST), chaseList).open).toBe(false);
    });

    it('are acknowledged with words, once, by their head alone', async () => {
      const path = `${LIST}/acknowledge`;
      for (const other of [officer, handler, desk.agent, desk.partner])
        expect(problemOf(await other.post(path, PLAN))).toEqual([404, 'not-found']);
      const keyed = head.with({ 'idempotency-key': 'read' });
      const done = asDescribed(await keyed.post(path, PLAN), acknowledged);
      expect(done).toEqual({
        ...{ unit: UNIT, day: MONDAY, state: 'READ', acknowledgedAt: expect.stringMatching(INSTANT) },
      });
      expect((await keyed.post(path, PLAN)).body).toEqual(done);
      expect(problemOf(await head.post(path, PLAN))).toEqual([409, 'chase-list-read']);
      const { open, plan, acknowledgedByName } = (await head.get(LIST)).body;
      expect([open, plan, acknowledgedByName]).toEqual([false, PLAN.plan, expect.any(String)]);
    });
  });
});
