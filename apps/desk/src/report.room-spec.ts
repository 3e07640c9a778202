import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Figures } from '@app/figures';
import { Command } from 'commander';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { addReport } from './commands/report.js';

describe('bin/desk report', () => {
  let desk: TestDesk;
  const before = { ...process.env };
  beforeAll(async () => {
    desk = await startDesk();
    process.env['DATA_DIR'] = desk.settings.DATA_DIR;
  }, 60_000);
  afterAll(async () => {
    process.env = before;
    await desk.close();
  });

  it('names in each line whose figure it is: of a channel, of a rate in a channel, of a promise', async () => {
    const rate = { organisation: 'demo', commitment: 'demo.first-contact', solvedAtOnce: 3, cases: 1 };
    const promise = { organisation: 'demo', commitment: 'law.petition', due: 2, late: 1 };
    const of = jest.spyOn(Figures.prototype, 'of').mockResolvedValue({
      channels: [{ organisation: 'demo', channel: 'PHONE', contactsSolvedAtOnce: 3, cases: 1 }],
      rates: [
        { ...rate, channel: 'PHONE', rate: 0.75 },
        { ...rate, channel: 'COUNTER', rate: null },
      ],
      promises: [promise],
    } as never);
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const program = new Command().exitOverride();
    addReport(program);
    await program.parseAsync(['node', 'desk', 'report']);
    const lines = written.mock.calls.map(([text]) => String(text)).join('');
    written.mockRestore();
    of.mockRestore();
    expect(lines.trim().split('\r\n')).toEqual([
      'organisation,of,figure,value',
      ...['demo,PHONE,contactsSolvedAtOnce,3', 'demo,PHONE,cases,1'],
      ...['PHONE', 'COUNTER'].flatMap((channel) => [
        `demo,demo.first-contact ${channel},solvedAtOnce,3`,
        `demo,demo.first-contact ${channel},cases,1`,
        `demo,demo.first-contact ${channel},rate,${channel === 'PHONE' ? '0.75' : ''}`,
      ]),
      ...['demo,law.petition,due,2', 'demo,law.petition,late,1'],
    ]);
  });
});
