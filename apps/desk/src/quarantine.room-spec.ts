import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Audit } from '@app/cases';
import { Notice } from '@app/notices';
import { TrailEvent } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { Timer, TimerBook } from '@app/sla/timers';
import { Command } from 'commander';
import { In } from 'typeorm';
import { Office } from '../../../test/support/office.js';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { addQuarantine } from './commands/quarantine.js';

describe('bin/desk notice retry, timer retry', () => {
  let desk: TestDesk;
  let ids: string[];
  const before = { ...process.env };
  const console_ = ['log', 'error'] as const;

  beforeEach(async () => {
    process.exitCode = undefined;
    desk = await startDesk();
    process.env['DATA_DIR'] = desk.settings.DATA_DIR;
    console_.forEach((name) => jest.spyOn(console, name).mockReturnValue());
    const office = new Office(desk);
    ids = (await office.notices(await office.open())).map(({ id }) => id);
    await set(ids[0]!, 5);
    await set(ids[1]!, 1); // an SMS whose sender died: whether it was sent is unknown
  });
  afterEach(async () => {
    process.env = before;
    process.exitCode = undefined;
    jest.restoreAllMocks();
    await desk.close();
  });

  const set = (id: string, interruptions: number) =>
    desk
      .get(UnitOfWork)
      .run((manager) =>
        manager.update(Notice, { id }, { state: 'UNKNOWN', interruptions, nextAttemptAt: null }),
      );
  const retry = (...typed: string[]) => {
    const program = new Command().exitOverride();
    addQuarantine(program);
    return program.parseAsync(['node', 'desk', 'notice', 'retry', ...typed]);
  };
  const states = async () =>
    Promise.all(
      ids.map(async (id) => (await desk.get(Reader).repository(Notice).findOneByOrFail({ id })).state),
    );
  const listed = async () => {
    const found: string[] = [];
    for await (const { invariant, subject } of desk.get(Audit).violations())
      if (invariant === 'notice-put-aside') found.push(subject);
    return found;
  };

  it('retries what the audit reports, and is recorded in the trail', async () => {
    expect(await listed()).toEqual([ids[0]]);
    await retry(ids[0]!);
    expect(await states()).toEqual(['PENDING', 'UNKNOWN']);
    expect(await listed()).toEqual([]);
    expect(
      await desk.get(Reader).repository(TrailEvent).findOneBy({ type: 'NOTICE_TAKEN_UP' }),
    ).toMatchObject({
      detail: { notice: ids[0] },
    });
    expect(process.exitCode).toBeUndefined();
  });

  it('retries a timer, which then fires; one whose promise has moved since does not', async () => {
    const timers = () =>
      desk
        .get(Reader)
        .repository(Timer)
        .find({ where: { kind: In(['clock.rung', 'clock.due']) } });
    const [timer] = await timers();
    const quarantined = {
      state: 'QUARANTINED' as const,
      failures: 5,
      dueAt: desk.time.now() - 1,
      liveKey: null,
    };
    await desk.get(UnitOfWork).run((manager) => manager.update(Timer, { id: timer!.id }, quarantined));
    const program = new Command().exitOverride();
    addQuarantine(program);
    await program.parseAsync(['node', 'desk', 'timer', 'retry', timer!.id]);
    expect(await timers()).toContainEqual(
      expect.objectContaining({ id: timer!.id, state: 'ARMED', failures: 0, liveKey: expect.any(String) }),
    );
    await desk.get(UnitOfWork).run((manager) => manager.update(Timer, { id: timer!.id }, quarantined));
    await desk.get(TimerBook).cancel(timer!.subjectId, [timer!.kind]);
    await program.parseAsync(['node', 'desk', 'timer', 'retry', timer!.id]);
    expect(process.exitCode).toBe(1);
  });

  it('changes nothing that is not quarantined, and exits 1', async () => {
    await retry(ids[1]!, 'nothing');
    expect(await states()).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(process.exitCode).toBe(1);
    // the trail says what was done, not what was tried
    expect(await desk.get(Reader).repository(TrailEvent).findBy({ type: 'NOTICE_TAKEN_UP' })).toEqual([]);
  });
});
