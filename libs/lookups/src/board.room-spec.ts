import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Audit, CaseActs } from '@app/cases';
import { Intake } from '@app/intake';
import type { Role, StaffActor } from '@app/people';
import { days, Reader } from '@app/platform';
import { Referrals } from '@app/referrals';
import { TimerRunner } from '@app/sla/timers';
import { DATABASES } from '../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { Boards } from './board.js';

const staff = (unitId: string, ...roles: Role[]): StaffActor => ({
  ...{ kind: 'staff', id: unitId, name: unitId, organisationId: unitId.split('.')[0]! },
  ...{ unitId, roles },
});
const SUPERVISOR = staff('sme.planning', 'CONTROL_OFFICER');
const FINANCE = staff('sme.finance-development', 'UNIT_HEAD');
const TEAM = staff('sme.north-desk', 'UNIT_HEAD');
const STRANGER = staff('bsmi.secretariat', 'CONTROL_OFFICER');
const AGENT = staff('sme.instant-service-centre', 'FRONTLINE_AGENT');

describe.each(DATABASES)('the board on %s', (_name, postgres) => {
  let desk: TestDesk;
  let numbers: string[];
  const totals = async (who: StaffActor) => {
    const { running, warning, overdue, kept } = await desk.get(Boards).show(who);
    const rows = { rows: [warning, overdue, kept].map((column) => column.rows.length) };
    return { running, warning: warning.total, overdue: overdue.total, kept: kept.total, ...rows };
  };
  const violations = async () => {
    const found: string[] = [];
    for await (const { invariant } of desk.get(Audit).violations()) found.push(invariant);
    return found;
  };

  beforeEach(async () => {
    desk = await startDesk({ postgres });
    numbers = [];
    for (let n = 0; n < 3; n++) {
      const contact = { name: '王小明', email: `citizen${n}@example.tw` };
      const matter = {
        service: 'sme.finance-diagnosis',
        subject: `第 ${n} 案`,
        description: '內容',
        contact,
      };
      numbers.push((await desk.get(Intake).report(matter, { address: `192.0.2.${n}` })).file.caseNumber);
    }
  });
  afterEach(() => desk.close());

  it('counts running clocks for the organisation and the unit that owns them, and for no other', async () => {
    const nothing = { running: 0, warning: 0, overdue: 0, kept: 0, rows: [0, 0, 0] };
    const { running } = await totals(SUPERVISOR);
    expect(running).toBe(6); // two clocks each: first step and answer
    expect(await totals(FINANCE)).toEqual({ ...nothing, running });
    expect(await totals(TEAM)).toEqual(nothing);
    expect(await totals(STRANGER)).toEqual(nothing);
  });

  it('counts a referral for the unit that must act, and still for the owner', async () => {
    const before = (await totals(FINANCE)).running;
    await desk.get(CaseActs).perform({ actor: AGENT, caseNumber: numbers[0]!, act: 'accept', input: {} });
    const input = { partner: 'sme.north-desk', reason: '請協助' };
    await desk.get(Referrals).offer({ actor: AGENT, caseNumber: numbers[0]!, input });
    expect((await totals(TEAM)).running).toBe(2); // accepted within a day, answered within two weeks
    expect(await totals(FINANCE)).toMatchObject({ running: before + 1, kept: 1, rows: [0, 0, 1] });
    expect(await violations()).toEqual([]);
    desk.time.forward(days(1));
    expect(await totals(FINANCE)).toMatchObject({ kept: 0 });
  });

  it('counts a reassigned case for its new unit', async () => {
    const input = { unit: 'sme.planning' };
    await desk.get(CaseActs).perform({ actor: AGENT, caseNumber: numbers[1]!, act: 'assign', input });
    const planning = staff('sme.planning', 'UNIT_HEAD');
    expect(await totals(planning)).toMatchObject({ running: 1, kept: 1 });
    expect(await violations()).toEqual([]);
  });

  it('shows overdue clocks before their timers have fired, and the same afterwards', async () => {
    desk.time.forward(days(5));
    const before = await totals(SUPERVISOR);
    expect(before.overdue).toBeGreaterThan(0);
    expect(before.rows[1]).toBe(before.overdue);
    await desk.get(TimerRunner).sweep();
    expect(await totals(SUPERVISOR)).toEqual(before);
    const standing = await desk
      .get(Reader)
      .rows<{ n: number }>(`SELECT COUNT(*) AS n FROM clock WHERE standing = 'OVERDUE'`);
    expect(Number(standing[0]!.n)).toBe(before.overdue);
    expect(await violations()).toEqual([]);
  });
});
