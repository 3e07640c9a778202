import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseContext, CaseFile, ClockRow, History, Seals } from '@app/cases';
import { SYSTEM } from '@app/people';
import { days, Doorbell, minutes, Reader, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { startSmtpSink, type SmtpSink } from '../../../../test/support/smtp-sink.js';
import { NoticeClaims } from './notice-claims.js';
import { Notice, NoticeSender, QuarantinedNotices } from '../index.js';
import { Office } from '../../../../test/support/office.js';

jest.setTimeout(30_000);

const HOST = 'desk.example.test';

describe.each(DATABASES)('mails that gather what falls together, on %s', (_name, postgres) => {
  let office: Office;
  let desk: TestDesk;
  let smtp: SmtpSink;
  beforeEach(async () => {
    smtp = await startSmtpSink();
    desk = await startDesk({ postgres, env: { SMTP_URL: smtp.url, PUBLIC_URL: `https://${HOST}` } });
    office = await new Office(desk).people();
  });
  afterEach(() => Promise.all([desk.close(), smtp.stop()]));

  const sweep = () => desk.get(NoticeSender).sweep();
  const chases = async (): Promise<Notice[]> =>
    (
      await desk
        .get(Reader)
        .repository(Notice)
        .find({ order: { id: 'ASC' } })
    ).filter(({ kind }) => kind.startsWith('clock-'));
  const waits = async () =>
    (await chases()).map(({ nextAttemptAt, createdAt }) => nextAttemptAt! - createdAt);
  const toHead = () => smtp.mails.filter(({ to }) => to.includes('head@agency.test'));

  /** A new case whose petition clock reaches a rung that names the head of the unit, now. */
  async function warned(rung?: string, more?: object): Promise<CaseFile> {
    desk.time.forward(1); // so that the order of the ids is that of the telling
    return warn(await office.open({ email: 'lin@example.test' }), rung, more);
  }

  async function warn(file: CaseFile, rung = 'warn-1wd', more: object = {}): Promise<CaseFile> {
    await desk.get(UnitOfWork).run(async (manager) => {
      const fresh = await manager.findOneByOrFail(CaseFile, { id: file.id });
      const clock = await manager.findOneByOrFail(ClockRow, {
        caseId: file.id,
        commitmentId: 'law.petition',
      });
      const named = { clockId: clock.id, commitment: 'law.petition', dueDate: clock.dueDate! };
      const facts = { ...named, unit: file.unitId, rung, to: ['UNIT_HEAD'], ...more };
      const type = rung.startsWith('overdue') ? ('CHASED' as const) : ('WARNED' as const);
      const context = new CaseContext(manager, fresh, desk.get(Seals));
      await desk.get(History).append(context, [{ type, at: desk.time.now(), actor: SYSTEM, facts }]);
    });
    return file;
  }

  it('several within the window are one mail that names each; every row stays and has its outcome', async () => {
    const files = [await warned()];
    desk.time.forward(minutes(1));
    files.push(await warned(), await warned());
    await sweep();
    expect(toHead()).toEqual([]);
    desk.time.forward(minutes(2));
    await sweep();
    const [mail, ...others] = toHead();
    expect(others).toEqual([]);
    const rows = await chases();
    expect(mail!.messageId).toBe(`<${rows[0]!.id}@${HOST}>`);
    expect(mail!.subject).toContain('期限提醒 3 項');
    for (const { caseNumber } of files)
      expect(mail!.text).toMatch(
        new RegExp(
          `${caseNumber}　即將到期：.+（115年10月2日）\n承辦：示範服務中心\nhttps://${HOST}/desk/cases/${caseNumber}`,
        ),
      );
    expect(rows.map(({ state, attempts, mailId }) => [state, attempts, mailId])).toEqual(
      rows.map(() => ['ACCEPTED', 1, rows[0]!.id]),
    );
    expect(await sweep()).toBe(0);
  });

  it('a single one goes out in its own words, under its own id', async () => {
    const { caseNumber } = await warned();
    desk.time.forward(minutes(3));
    await sweep();
    const [row] = await chases();
    expect(toHead()).toMatchObject([
      {
        messageId: `<${row!.id}@${HOST}>`,
        subject: expect.stringContaining(`案件即將到期（${caseNumber}）`),
      },
    ]);
    expect(row).toMatchObject({ state: 'ACCEPTED', mailId: null });
  });

  it('what is said at once does not wait, and takes along what waits', async () => {
    await warned();
    await warned('overdue-at-once');
    expect(await waits()).toEqual([minutes(3), 0]);
    await sweep();
    expect(toHead().map(({ subject }) => subject)).toEqual([expect.stringContaining('期限提醒 2 項')]);
  });

  it('what a desk that catches up says late is not rung for: the round after it sends one mail', async () => {
    const ring = jest.spyOn(desk.get(Doorbell), 'ring');
    const rungFor = () => ring.mock.calls.filter(([{ kind }]) => kind === 'notice').map(([{ id }]) => id);
    for (let n = 0; n < 3; n++) await warned('overdue-at-once', { lateMs: days(1), trueDueAt: 1 });
    const late = await chases();
    expect(late.map(({ nextAttemptAt, createdAt }) => nextAttemptAt! - createdAt)).toEqual([0, 0, 0]);
    expect(rungFor().filter((id) => late.some((notice) => notice.id === id))).toEqual([]);
    await sweep();
    expect(toHead().map(({ subject }) => subject)).toEqual([expect.stringContaining('期限提醒 3 項')]);
    await warned('overdue-at-once');
    expect(rungFor()).toContain((await chases()).at(-1)!.id);
  });

  it('none waits past the due moment', async () => {
    const file = await office.open({ email: 'lin@example.test' });
    const where = { caseId: file.id, commitmentId: 'law.petition' };
    const { dueAt } = await desk.get(Reader).repository(ClockRow).findOneByOrFail(where);
    desk.time.set(dueAt! - minutes(1));
    await warn(file);
    expect(await waits()).toEqual([minutes(1)]);
  });

  it('of one promise the list says what was said last; alone, it says so in its own words', async () => {
    const file = await warned();
    desk.time.forward(1);
    await warn(file, 'overdue-at-once');
    await sweep();
    expect(toHead().map(({ subject }) => subject)).toEqual([
      expect.stringContaining(`案件已逾期，請督促辦理（${file.caseNumber}）`),
    ]);
    expect((await chases()).map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it('what a desk that slept for weeks finds waiting goes out', async () => {
    await warned();
    desk.time.forward(days(20));
    await warned();
    desk.time.forward(minutes(3));
    await sweep();
    expect(toHead()).toHaveLength(1);
    expect((await chases()).map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it('a gateway in trouble: all wait together, and go out as the same mail', async () => {
    await warned();
    await warned();
    desk.time.forward(minutes(3));
    smtp.always(451);
    await sweep();
    const tried = await chases();
    expect(tried.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['PENDING', 1],
      ['PENDING', 1],
    ]);
    expect(new Set(tried.map(({ nextAttemptAt }) => nextAttemptAt)).size).toBe(1);
    smtp.always('accept');
    await warned(); // comes later: not on a list that a gateway may have seen
    desk.time.forward(minutes(4));
    await sweep();
    // sent side by side: which arrives first is not settled
    const subjects = toHead().map(({ subject }) => subject);
    const wanted = [expect.stringContaining('2 項'), expect.stringContaining('案件即將到期')];
    expect([subjects.length, subjects]).toEqual([2, expect.arrayContaining(wanted)]);
    expect((await chases()).map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
  });

  it('tried again without the first of them, which was erased since, it keeps its Message-ID', async () => {
    const [gone] = [await warned(), await warned()];
    desk.time.forward(minutes(3));
    smtp.always(451);
    await sweep();
    smtp.always('accept');
    await desk
      .get(UnitOfWork)
      .run((manager) => manager.query(`DELETE FROM case_key WHERE "caseId" = '${gone.id}'`));
    desk.time.forward(minutes(4));
    await sweep();
    const [first, second] = await chases();
    expect([first!.state, second!.state, second!.mailId]).toEqual(['SUPPRESSED', 'ACCEPTED', first!.id]);
    expect(toHead().map(({ messageId }) => messageId)).toEqual([`<${first!.id}@${HOST}>`]);
  });

  it('a line cut before the 250: the same mail again under the same Message-ID, and every row says so', async () => {
    await warned();
    await warned();
    desk.time.forward(minutes(3));
    smtp.always('cut');
    await desk.get(NoticeSender).send((await chases())[0]!.id);
    smtp.always('accept');
    desk.time.forward(minutes(2));
    await desk.get(NoticeSender).send((await chases())[1]!.id);
    const [first, second] = toHead();
    expect(second).toMatchObject({ messageId: first!.messageId, text: first!.text });
    expect((await chases()).map(({ state, ambiguous }) => [state, ambiguous])).toEqual([
      ['ACCEPTED', true],
      ['ACCEPTED', true],
    ]);
  });

  it('a sender that died with the list in hand is followed whole, and its late result is fenced off', async () => {
    await warned();
    await warned();
    desk.time.forward(minutes(3));
    const claims = desk.get(NoticeClaims);
    const [one, other] = (await chases()).map(({ id }) => id);
    const dead = await claims.take(one!);
    expect(dead!.notices).toHaveLength(2);
    expect(await claims.take(other!)).toBeUndefined();
    desk.time.forward(minutes(1));
    const follower = await claims.take(other!);
    expect(follower!.notices).toHaveLength(2);
    expect(await claims.finish(dead!, { state: 'FAILED', reason: 'too late' })).toBe(false);
    expect((await chases()).map(({ state, fence, reason }) => [state, fence, reason])).toEqual([
      ['SENDING', 2, null],
      ['SENDING', 2, null],
    ]);
    desk.time.forward(minutes(1));
    expect(await desk.get(NoticeSender).send(other!)).toBe(true);
    expect(toHead().map(({ messageId }) => messageId)).toEqual([`<${one}@${HOST}>`]);
    expect((await chases()).map(({ state, fence, ambiguous }) => [state, fence, ambiguous])).toEqual([
      ['ACCEPTED', 3, true],
      ['ACCEPTED', 3, true],
    ]);
  });

  it('four senders at once: each notice goes out once', async () => {
    for (let n = 0; n < 6; n++) await warned();
    desk.time.forward(minutes(3));
    const ids = (await chases()).map(({ id }) => id);
    await Promise.all([...ids, ...ids.toReversed()].map((id) => desk.get(NoticeSender).send(id)));
    expect(toHead()).toHaveLength(1);
    expect(new Set((await chases()).map(({ state, mailId }) => `${state} ${mailId}`)).size).toBe(1);
  });

  it('a case that was erased meanwhile falls off the list', async () => {
    const [gone, stays] = [await warned(), await warned()];
    await desk
      .get(UnitOfWork)
      .run((manager) => manager.query(`DELETE FROM case_key WHERE "caseId" = '${gone.id}'`));
    desk.time.forward(minutes(3));
    await sweep();
    expect(toHead()).toMatchObject([{ subject: expect.stringContaining(stays.caseNumber) }]);
    expect((await chases()).map(({ state, reason }) => [state, reason])).toEqual([
      ['SUPPRESSED', 'ERASED'],
      ['ACCEPTED', null],
    ]);
  });

  it('one that cannot be made holds the list up once: the rest go out, it is quarantined after five tries and can be sent again', async () => {
    for (let n = 0; n < 3; n++) await warned();
    const [{ id, facts }] = (await chases()) as [Notice];
    const say = (told: Notice['facts']) =>
      desk.get(UnitOfWork).run((manager) => manager.update(Notice, { id }, { facts: told as never }));
    await say({ ...facts, dueDate: undefined });
    desk.time.forward(minutes(3));
    await sweep();
    expect(toHead()).toEqual([]);
    desk.time.forward(minutes(2));
    await sweep();
    const rest = (await chases()).slice(1).map((notice) => `<${notice.id}@${HOST}>`);
    expect(
      toHead()
        .map(({ messageId }) => messageId)
        .toSorted(),
    ).toEqual(rest.toSorted());
    const tries = async () => (await chases()).map(({ state, interruptions }) => [state, interruptions]);
    const sent = rest.map(() => ['ACCEPTED', null]);
    expect(await tries()).toEqual([['PENDING', 2], ...sent]);
    for (const wait of [6, 17]) {
      desk.time.forward(minutes(wait));
      await sweep();
      await sweep();
    }
    expect(await tries()).toEqual([['PENDING', 4], ...sent]);
    desk.time.forward(minutes(34));
    await sweep();
    expect((await chases())[0]).toMatchObject({
      ...{ state: 'UNKNOWN', interruptions: 5, attempts: 0, nextAttemptAt: null },
      reason: 'could not be made into a message (Error)',
    });
    expect(await desk.get(NoticeSender).stuck()).toMatchObject({ quarantined: 1 });
    desk.time.forward(days(1));
    await sweep();
    expect(toHead()).toHaveLength(2);
    await say(facts);
    await expect(desk.get(QuarantinedNotices).retry(office.head, id)).rejects.toThrow('not-found');
    expect(await desk.get(QuarantinedNotices).retry(SYSTEM, id)).toBe(true);
    await sweep();
    expect(toHead().at(-1)!.messageId).toBe(`<${id}@${HOST}>`);
    expect(await tries()).toEqual([['ACCEPTED', null], ...sent]);
    expect(await desk.get(QuarantinedNotices).retry(SYSTEM, id)).toBe(false);
  });
});
