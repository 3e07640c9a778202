import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseFile } from '@app/cases';
import { Figures, type Period } from '@app/figures';
import { BulkImport, Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { StaffRegister, type StaffActor } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bostonFile, bostonRow } from '../../../test/support/import-files.js';
import { DATABASES } from '../../../test/support/databases.js';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../test/support/desk.js';
import { exportCases } from './commands/export.js';

describe.each(DATABASES)('figures on %s', (_name, postgres) => {
  let desk: TestDesk;
  const period = { from: WEDNESDAY_MORNING - days(30), to: WEDNESDAY_MORNING + days(30) };
  const service = 'demo.consultation';
  const contact = { name: '王小明', email: 'ming@example.tw' };
  const web = { service, subject: '=1+1', description: '內容', contact };
  const matter = { ...web, noticeVersion: PRIVACY_NOTICE_VERSION };
  let agent: StaffActor;
  const channelsOf = async (within: Period) => (await desk.get(Figures).of(within)).channels;

  beforeEach(async () => {
    desk = await startDesk({ postgres, env: { DEMO: 'true' } });
    const who = { name: 'agent', organisationId: 'demo', unitId: 'demo.service-desk' };
    const roles = ['FRONTLINE_AGENT' as const];
    const { id } = await desk
      .get(StaffRegister)
      .create({ login: 'agent', ...who, roles }, { password: 'Correct-Horse-1' });
    agent = { kind: 'staff', id, ...who, roles };
    const intake = desk.get(Intake);
    for (let call = 0; call < 3; call++)
      await intake.logContact(agent, { channel: 'PHONE', service, topic: '補助', answer: '已說明' });
    await intake.logCase(agent, { ...matter, channel: 'PHONE' });
    const file = join(desk.folder, 'boston.csv');
    await writeFile(file, bostonFile([bostonRow(1, { neighborhood: '=cmd' })]));
    await desk.get(BulkImport).run({ file, mapping: 'config/imports/boston-311.yaml' });
    desk.time.forward(days(3));
    await desk.get(TimerRunner).sweep();
  }, 60_000);
  afterEach(() => desk.close());

  it('count contacts solved at once and the cases of the same channel, without imported cases', async () => {
    expect(await channelsOf(period)).toEqual([
      { organisation: 'demo', channel: 'PHONE', contactsSolvedAtOnce: 3, cases: 1 },
    ]);
    expect(await channelsOf({ from: 0, to: WEDNESDAY_MORNING - 1 })).toEqual([]);
  });

  it('export every case without what a citizen wrote, and without formulas', async () => {
    const typed = { district: '@cmd', givenOutcome: '+1, "x"' };
    const logged = { origin: 'DEMONSTRATION' as const };
    await desk.get(UnitOfWork).run((manager) => manager.update(CaseFile, logged, typed));
    const out = join(desk.folder, 'cases.csv');
    await exportCases(desk.get(Reader), { out });
    const text = await readFile(out, 'utf8');
    expect(text.trim().split('\r\n')).toHaveLength(3);
    expect(text).not.toMatch(/王小明|內容|1\+1/);
    expect(text).toContain(",'=cmd,");
    expect(text).toContain(",'@cmd,");
    expect(text).toContain(`,"'+1, ""x""",`);
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
    await expect(exportCases(desk.get(Reader), { out })).rejects.toThrow(/it is there already/);
    const lines = join(desk.folder, 'cases.jsonl');
    await exportCases(desk.get(Reader), { out: lines, json: true, organisation: 'demo' });
    const cases = (await readFile(lines, 'utf8'))
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one));
    expect(cases).toHaveLength(2);
    expect(cases.map(({ closedAt }) => closedAt).toSorted()).toEqual(['2015-04-16T00:32:32+08:00', null]);
    expect(cases[0]).not.toHaveProperty('subject');
  });

  it('compute the first-contact rate by its commitment: the services it applies to, the same channel', async () => {
    // these are of a service to which the rate does not apply, or of a channel without contacts solved at once
    const intake = desk.get(Intake);
    const other = { ...matter, service: 'demo.city-report' };
    await intake.logContact(agent, {
      channel: 'PHONE',
      service: other.service,
      topic: '路燈',
      answer: '已派工',
    });
    await intake.logCase(agent, { ...other, channel: 'PHONE' });
    await intake.report(web, { address: '192.0.2.1' });
    const counts = { contactsSolvedAtOnce: 3, cases: 1, rate: 0.75, target: 0.98 };
    const of = { organisation: 'demo', commitment: 'demo.first-contact-rate' };
    const figures = () =>
      desk
        .get(Figures)
        .of(period)
        .then(({ rates }) => rates);
    expect(await figures()).toEqual([
      { ...of, channel: 'PHONE', ...counts },
      { ...of, channel: null, ...counts },
    ]);
  });
});
