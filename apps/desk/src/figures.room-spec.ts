import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BulkImport, Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { StaffRegister, type StaffActor } from '@app/people';
import { days, Reader } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bostonFile, bostonRow } from '../../../libs/intake/src/import/spec-support.js';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../test/support/desk.js';
import { exportCases } from './commands/export.js';
import { channelFigures, promiseFigures } from './figures.js';

describe.each([
  ['SQLite', false],
  ['PostgreSQL', true],
] as const)('figures on %s', (_name, postgres) => {
  let desk: TestDesk;
  const period = { from: WEDNESDAY_MORNING - days(30), to: WEDNESDAY_MORNING + days(30) };
  const service = 'demo.consultation';

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    const who = { name: 'agent', organisationId: 'demo', unitId: 'demo.service-desk' };
    const roles = ['FRONTLINE_AGENT' as const];
    const { id } = await desk
      .get(StaffRegister)
      .create({ login: 'agent', ...who, roles }, { password: 'Correct-Horse-1' });
    const agent: StaffActor = { kind: 'staff', id, ...who, roles };
    const intake = desk.get(Intake);
    for (let call = 0; call < 3; call++)
      await intake.logContact(agent, { channel: 'PHONE', service, topic: '補助', answer: '已說明' });
    const contact = { name: '王小明', email: 'ming@example.tw' };
    const noticeVersion = PRIVACY_NOTICE_VERSION;
    const matter = { service, noticeVersion, subject: '=1+1', description: '內容', contact };
    await intake.logCase(agent, { ...matter, channel: 'PHONE' });
    const file = join(desk.folder, 'boston.csv');
    await writeFile(file, bostonFile([bostonRow(1, { neighborhood: '=cmd' })]));
    await desk.get(BulkImport).run({ file, mapping: 'config/imports/boston-311.yaml' });
    desk.clock.forward(days(3));
    await desk.get(TimerRunner).sweep();
  });
  afterAll(() => desk.close());

  it('count what was solved at once beside the cases of the same channel, imports left out', async () => {
    expect(await channelFigures(desk.get(Reader), period)).toEqual([
      { organisation: 'demo', channel: 'PHONE', contactsSolvedAtOnce: 3, cases: 1, firstContactRate: 0.75 },
    ]);
    expect(await channelFigures(desk.get(Reader), { from: 0, to: WEDNESDAY_MORNING - 1 })).toEqual([]);
  });

  it('count a promise that runs past its due moment as overdue', async () => {
    const figures = await promiseFigures(desk.get(Reader), period, desk.clock.now());
    expect(figures).toEqual([
      { organisation: 'demo', commitment: 'house.first-step', onTime: 0, late: 0, overdue: 1 },
    ]);
  });

  it('export every case without what a citizen wrote, and without formulas', async () => {
    const out = join(desk.folder, 'cases.csv');
    await exportCases(desk.get(Reader), { out });
    const text = await readFile(out, 'utf8');
    expect(text.trim().split('\r\n')).toHaveLength(3);
    expect(text).not.toMatch(/王小明|內容|1\+1/);
    expect(text).toContain(",'=cmd,");
    await expect(exportCases(desk.get(Reader), { out })).rejects.toThrow(/it is there already/);
    const lines = join(desk.folder, 'cases.jsonl');
    await exportCases(desk.get(Reader), { out: lines, json: true, organisation: 'demo' });
    const cases = (await readFile(lines, 'utf8'))
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one));
    expect(cases).toHaveLength(2);
    expect(cases[0]).toMatchObject({ organisationId: 'demo', channel: 'PHONE', closedAt: null });
    expect(cases[0]).not.toHaveProperty('subject');
  });
});
