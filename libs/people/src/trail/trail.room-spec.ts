import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askWith, migrate, newId, Reader, UnitOfWork, WRITE_SOURCE } from '@app/platform';
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { TrailEvent, Trail, chainIfThere } from '../index.js';

describe.each(DATABASES)('the trail of what staff did, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let trail: Trail;
  beforeEach(async () => {
    desk = await startDesk({ postgres });
    trail = desk.get(Trail);
    for (let n = 1; n <= 5; n++) {
      desk.time.forward(1);
      await trail.note('EXPORTED', 'staff', { cases: n });
    }
  });
  afterEach(() => desk.close());

  const change = (sql: string) => desk.get<DataSource>(WRITE_SOURCE).query(sql);

  it('is intact, also when many write at once and some fail', async () => {
    const failing = desk.get(UnitOfWork).run(async () => {
      await trail.note('EXPORTED', null, {});
      throw new Error('half way');
    });
    const notes = Array.from({ length: 8 }, (_, n) => trail.note('SIGNED_IN', `s${n}`, {}));
    await Promise.allSettled([failing, ...notes]);
    const rows = await desk
      .get(Reader)
      .repository(TrailEvent)
      .find({ order: { seq: 'ASC' } });
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.filter(({ type }) => type === 'SIGNED_IN')).toHaveLength(8);
    expect(await trail.firstBreak()).toBeUndefined();
  });

  it.each([
    ['edited', `UPDATE audit_event SET detail = '{"cases":9}' WHERE seq = 3`, 3],
    ['put to somebody else', `UPDATE audit_event SET "staffId" = 'other' WHERE seq = 2`, 2],
    ['moved in time', 'UPDATE audit_event SET at = at + 1 WHERE seq = 1', 1],
    ['removed', 'DELETE FROM audit_event WHERE seq = 4', 4],
    ['cut off at the end', 'DELETE FROM audit_event WHERE seq = 5', 5],
    ['removed with what follows', 'DELETE FROM audit_event WHERE seq >= 3', 3],
    ['all gone', 'DELETE FROM audit_event', 1],
  ])('tells of a row that was %s', async (_how, sql, seq) => {
    await change(sql);
    expect(await trail.firstBreak()).toBe(seq);
  });

  it.each([
    [3, 4],
    [5, 5],
  ])('tells of row %s that was edited and its hash made to fit: by row %s', async (seq, found) => {
    const row = await desk.get(Reader).repository(TrailEvent).findOneByOrFail({ seq });
    const text = JSON.stringify([
      ...[seq, row.id, row.at, row.type, row.staffId, '{"cases":9}', row.previousHash],
    ]);
    const hash = createHash('sha256').update(text).digest('base64url');
    await change(`UPDATE audit_event SET detail = '{"cases":9}', hash = '${hash}' WHERE seq = ${seq}`);
    expect(await trail.firstBreak()).toBe(found);
  });

  it('of an upgraded desk is chained in the order of events', async () => {
    const restored = () =>
      desk.get(UnitOfWork).run(async (manager) => {
        const at = desk.time.now();
        const entry = { id: newId(at), at, type: 'RESTORED', staffId: null, detail: '{"cases":6}' };
        await chainIfThere((sql, values) => askWith(manager, sql, values), entry);
      });
    const source = desk.get<DataSource>(WRITE_SOURCE);
    const chained = async () =>
      (await source.query(`SELECT name FROM migrations WHERE name LIKE 'AuditChain%'`)).length > 0;
    while (await chained()) await source.undoLastMigration({ transaction: 'all' });
    desk.time.forward(1);
    await restored();
    expect((await migrate(source))[0]).toBe('AuditChain1764300000001');
    await restored();
    const rows = await desk
      .get(Reader)
      .repository(TrailEvent)
      .find({ order: { seq: 'ASC' } });
    expect(rows.slice(-7).map(({ detail }) => detail['cases'])).toEqual([1, 2, 3, 4, 5, 6, 6]);
    expect(await trail.firstBreak()).toBeUndefined();
  });

  it('detects two rows that changed places', async () => {
    await change('UPDATE audit_event SET seq = 99 WHERE seq = 2');
    await change('UPDATE audit_event SET seq = 2 WHERE seq = 3');
    await change('UPDATE audit_event SET seq = 3 WHERE seq = 99');
    expect(await trail.firstBreak()).toBe(2);
  });
});
