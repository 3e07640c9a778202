import { Audit, type CaseFile } from '@app/cases';
import { Alert, NoticeSender } from '@app/notices';
import { type Role, Staff, type StaffActor, StaffRegister } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { Referrals } from '@app/referrals';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk } from '../../support/desk.js';
import { Office } from '../../support/office.js';

jest.setTimeout(30_000);

const UNIT = 'demo.guidance';
const taipei = (text: string) => Date.parse(`2026-${text}:00+08:00`);

describe.each(DATABASES)('chasing, on %s', (_name, postgres) => {
  let office: Office;
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ postgres });
    office = new Office(desk);
    await hire('clerk', ['REGISTRY_CLERK'], 'demo.registry');
  });
  afterEach(() => desk.close());

  const hire = (login: string, roles: Role[], unit = UNIT) => office.staff(login, unit, roles);
  const absence = (who: StaffActor, change: object) => desk.get(StaffRegister).setAbsence(who.id, change);
  /** A case of the guidance division, with or without a handler. */
  async function held(by?: StaffActor): Promise<CaseFile> {
    const clerk = (await desk.get(StaffRegister).byLogin('clerk'))!;
    const actor = { ...clerk, kind: 'staff' as const };
    const input = { unit: UNIT, ...(by && { handler: by.id }) };
    return office.act(await office.open(), 'assign', input, actor);
  }
  /** Petition of 30 working days: due 2026-10-02, a Friday. */
  const PETITION = 'law.petition';

  it('the usual ladder: handler, deputy, head of the unit, control, head of the agency, each once', async () => {
    const handler = await hire('handler', ['CASE_HANDLER']);
    const deputy = await hire('deputy', ['FRONTLINE_AGENT']);
    await absence(handler, { deputyId: deputy.id });
    await hire('other', ['CASE_HANDLER']);
    await hire('head', ['UNIT_HEAD']);
    await hire('control', ['CONTROL_OFFICER'], 'demo.head-office');
    await hire('chief', ['AGENCY_HEAD'], 'demo.head-office');
    const file = await held(handler);
    await office.passTo(taipei('10-13T12:00'));
    expect(await office.told(file, PETITION)).toEqual([
      '09-17 15:15 clock-warning handler',
      '10-01 08:30 clock-warning handler',
      '10-02 09:00 clock-warning deputy',
      '10-02 09:00 clock-warning handler',
      '10-03 00:00 clock-overdue head',
      '10-05 08:30 clock-chased head',
      '10-07 08:30 clock-chased control',
      '10-12 08:30 clock-chased chief',
    ]);
    const alerts = { caseId: file.id, commitmentId: PETITION };
    expect(await desk.get(Reader).repository(Alert).findBy(alerts)).toHaveLength(1);
  });

  it('while the handler is away the deputy gets it too; not the day after', async () => {
    const handler = await hire('handler', ['CASE_HANDLER']);
    const deputy = await hire('deputy', ['CASE_HANDLER']);
    await absence(handler, { deputyId: deputy.id, awayUntil: '2026-09-17' });
    const file = await held(handler);
    await office.passTo(taipei('10-01T12:00'));
    expect(await office.told(file, PETITION)).toEqual([
      '09-17 15:15 clock-warning deputy',
      '09-17 15:15 clock-warning handler',
      '10-01 08:30 clock-warning handler',
    ]);
  });

  it.each([
    ['the other handlers of the unit', true, ['handler', 'other']],
    ['the head of the unit when there are none', false, ['handler', 'head']],
  ])('without a deputy: %s', async (_what, withOther, expected) => {
    const handler = await hire('handler', ['CASE_HANDLER']);
    if (withOther) await hire('other', ['CASE_HANDLER']);
    await hire('head', ['UNIT_HEAD']);
    const file = await held(handler);
    await office.passTo(taipei('10-02T12:00'));
    const dueDay = (await office.told(file, PETITION)).filter((line) => line.startsWith('10-02'));
    expect(dueDay.map((line) => line.split(' ').at(-1))).toEqual(expected);
  });

  it.each<[string, Partial<Staff>]>([
    ['is away as well', { awayUntil: '2026-09-17' }],
    ['has left', { active: false }],
    ['has no address', { email: null }],
  ])('a deputy who %s does not stand in', async (_what, change) => {
    const handler = await hire('handler', ['CASE_HANDLER']);
    const deputy = await hire('deputy', ['FRONTLINE_AGENT']);
    await hire('other', ['CASE_HANDLER']);
    await absence(handler, { deputyId: deputy.id, awayUntil: '2026-12-31' });
    await desk.get(UnitOfWork).run((manager) => manager.update(Staff, { id: deputy.id }, change));
    const file = await held(handler);
    await office.passTo(taipei('09-18T00:00'));
    expect(await office.told(file, PETITION)).toEqual([
      '09-17 15:15 clock-warning handler',
      '09-17 15:15 clock-warning other',
    ]);
  });

  it('handler, deputy and head away: the next above; everyone away: copies only, counted in health', async () => {
    const away = { awayUntil: '2027-06-30' };
    const [handler, deputy, head] = [
      await hire('handler', ['CASE_HANDLER']),
      await hire('deputy', ['CASE_HANDLER']),
      await hire('head', ['UNIT_HEAD']),
    ];
    const control = await hire('control', ['CONTROL_OFFICER'], 'demo.head-office');
    await absence(handler, { ...away, deputyId: deputy.id });
    for (const one of [deputy, head]) await absence(one, away);
    const file = await held(handler);
    await office.passTo(taipei('09-18T00:00'));
    expect(await office.told(file, PETITION)).toEqual([
      '09-17 15:15 clock-warning control',
      '09-17 15:15 clock-warning handler',
    ]);
    expect(await desk.get(NoticeSender).unheard()).toBe(0);
    await absence(control, away);
    await absence((await desk.get(StaffRegister).byLogin('clerk'))! as unknown as StaffActor, away);
    await office.passTo(taipei('10-01T12:00'));
    expect((await office.told(file, PETITION)).slice(2)).toEqual([
      '10-01 08:30 clock-warning ALL_AWAY',
      '10-01 08:30 clock-warning handler',
    ]);
    expect(await desk.get(NoticeSender).unheard()).toBe(1);
  });

  it('a person with several roles of a rung is told once', async () => {
    await hire('head', ['UNIT_HEAD', 'CASE_HANDLER', 'CONTROL_OFFICER', 'AGENCY_HEAD']);
    const file = await held();
    await office.passTo(taipei('10-13T12:00'));
    const lines = await office.told(file, PETITION);
    expect(lines).toHaveLength(7);
    expect(new Set(lines).size).toBe(7);
  });

  it.each<[string, Role[], string]>([
    ['a head of the unit and no more', ['UNIT_HEAD'], 'holder'],
    ['a control officer and no more', ['CONTROL_OFFICER'], 'holder'],
    ['a handler and no more', ['CASE_HANDLER'], 'holder'],
    ['an agent and no more', ['FRONTLINE_AGENT'], 'holder'],
    ['only people who look on, and the registry', ['AUDITOR'], 'clerk'],
  ])('%s: every rung is heard by the nearest there is', async (_what, roles, heardBy) => {
    await hire('holder', roles, 'demo.guidance');
    const file = await held();
    await office.passTo(taipei('10-13T12:00'));
    const lines = await office.told(file, PETITION);
    expect(lines).toHaveLength(7);
    expect(new Set(lines.map((line) => line.split(' ').at(-1)))).toEqual(new Set([heardBy]));
  });

  it('where no one can be reached, row and health show it; the audit reports it where someone could be', async () => {
    const found = async () => {
      const names: string[] = [];
      for await (const { invariant } of desk.get(Audit).violations()) names.push(invariant);
      return new Set(names);
    };
    const clerk = (await desk.get(StaffRegister).byLogin('clerk'))!;
    const change = (more: Partial<Staff>) =>
      desk.get(UnitOfWork).run((manager) => manager.update(Staff, { id: clerk.id }, more));
    const file = await held();
    await change({ email: null });
    expect(await desk.get(NoticeSender).unheard()).toBe(0);
    await office.passTo(taipei('09-18T00:00'));
    expect(await office.told(file, PETITION)).toEqual(['09-17 15:15 clock-warning NO_ADDRESS']);
    expect(await desk.get(NoticeSender).unheard()).toBe(1);
    expect(await found()).toEqual(new Set());
    await change({ email: 'clerk@agency.test' });
    expect(await found()).toEqual(new Set(['chase-unheard']));
    for (const onlyWatching of [['ADMIN'], ['AUDITOR', 'ADMIN']] as const) {
      await change({ roles: [...onlyWatching] });
      expect(await found()).toEqual(new Set());
    }
    await change({ roles: ['ADMIN', 'CASE_HANDLER'] });
    expect(await found()).toEqual(new Set(['chase-unheard']));
    for (const [later, isReported] of [
      [days(6), true],
      [days(2), false],
    ] as const) {
      desk.time.forward(later);
      expect((await found()).has('chase-unheard')).toBe(isReported);
    }
    expect(await desk.get(NoticeSender).unheard()).toBe(0);
  });

  it('a referral not accepted: at once to those who may refer it again, in its own words, and to the team', async () => {
    const agent = await hire('agent', ['FRONTLINE_AGENT'], 'demo.service-desk');
    await hire('desk-head', ['UNIT_HEAD'], 'demo.service-desk');
    await hire('head', ['UNIT_HEAD', 'CASE_HANDLER']);
    await hire('partner', ['PARTNER'], 'demo.finance-team');
    const { caseNumber } = await held();
    const input = { partner: 'demo.finance-team', reason: '請協助' };
    await desk.get(Referrals).offer({ actor: agent, caseNumber, input });
    const file = (await desk.get(Reader).rows<CaseFile>('SELECT * FROM case_file'))[0]!;
    await office.passTo(taipei('08-21T00:00'));
    const over = (await office.told(file, 'demo.referral-accept')).filter((line) => line.startsWith('08-21'));
    expect(over).toEqual([
      '08-21 00:00 clock-overdue finance-team',
      '08-21 00:00 clock-overdue partner',
      '08-21 00:00 referral-unaccepted desk-head',
      '08-21 00:00 referral-unaccepted head',
    ]);
    const notices = (await office.notices(file)).filter(({ kind }) => /unaccepted|overdue/.test(kind));
    expect(notices.map(({ kind, facts }) => [kind, facts['door'] ?? 'case']).toSorted()).toEqual([
      ['clock-overdue', 'referrals'],
      ['clock-overdue', 'referrals'],
      ['referral-unaccepted', 'case'],
      ['referral-unaccepted', 'case'],
    ]);
  });
});
