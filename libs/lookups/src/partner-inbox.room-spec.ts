import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ClockRow } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { Referral } from '@app/referrals';
import { Not } from 'typeorm';
import { Story, refusal } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { PartnerInbox, type InboxRow } from './partner-inbox.js';

jest.setTimeout(60_000);

const PARTNER = 'sme.instant-service-centre';
const ROUNDS = 14;

describe.each(DATABASES)('the inbox of a partner on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let partner: StaffActor;
  let stranger: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    offers.length = 0;
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    partner = await story.staff(PARTNER, ['CASE_HANDLER']);
    stranger = await story.staff('demo.consultation', ['CASE_HANDLER']);
    for (let round = 0; round < ROUNDS; round++) await offerOneOfEach();
  }, 120_000);
  afterAll(() => story.close());

  /** All referrals offered to the partner. */
  const offers: string[] = [];
  const offered = async (): Promise<string> => {
    offers.push(await story.refer(agent, (await story.open(agent)).file, PARTNER));
    return offers.at(-1)!;
  };
  const offerOneOfEach = async () => {
    const [, accepted, replied, returned, recalled] = [
      ...[await offered(), await offered(), await offered(), await offered(), await offered()],
    ];
    await story.referralAct(partner, accepted!, 'accept');
    await story.referralAct(partner, replied!, 'accept');
    await story.referralAct(partner, replied!, 'reply', { text: '已協處' });
    await story.referralAct(partner, returned!, 'return', { reason: '非本中心業務' });
    await story.referralAct(agent, recalled!, 'recall', { reason: '改由本會處理' });
  };
  it('says how many wait for an acceptance or an answer', async () => {
    const count = (actor: StaffActor) => story.desk.get(PartnerInbox).count(actor);
    // of each round three have ended: replied, returned and recalled
    const waiting = offers.length - 3 * ROUNDS;
    expect([await count(partner), await count(stranger)]).toEqual([waiting, 0]);
    expect(await count(await story.staff(PARTNER, ['ADMIN']))).toBe(0);
  });

  const page = (cursor?: string | null) =>
    story.desk.get(PartnerInbox).list(partner, cursor ? { cursor } : {});
  const allPages = async (between: () => Promise<unknown> = async () => {}) => {
    const pages: InboxRow[][] = [];
    for (let next: string | null | undefined; next !== null; await between()) {
      const found = await page(next);
      pages.push(found.rows);
      next = found.next;
    }
    return pages;
  };
  const RANK = { OFFERED: 0, ACCEPTED: 1, REPLIED: 2, RETURNED: 2, RECALLED: 2 };

  it('shows each referral once, 25 a page: offered, accepted, then ended ones, each newest first', async () => {
    const pages = await allPages();
    expect(pages.slice(0, -1).map((rows) => rows.length)).toEqual([25, 25]);
    const rows = pages.flat();
    expect(rows.map(({ id }) => id).toSorted()).toEqual(offers.toSorted());
    const inOrder = rows.toSorted(
      (a, b) => RANK[a.status] - RANK[b.status] || Number(b.offeredAt) - Number(a.offeredAt),
    );
    expect(rows.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id));
    expect(Object.groupBy(rows, ({ status }) => status).RECALLED).toHaveLength(ROUNDS);
  });

  it('skips and repeats none when new referrals are offered between two pages', async () => {
    const before = (await allPages()).flat().map(({ id }) => id);
    const seen = (await allPages(offered)).flat().map(({ id }) => id);
    expect(seen).toEqual(before);
  });

  it('shows the dates by which to accept and to answer while those clocks run', async () => {
    const rows = (await allPages()).flat();
    for (const { status, acceptBy, replyBy } of rows) {
      expect([status, acceptBy !== null]).toEqual([status, status === 'OFFERED']);
      // a returned chain continues: the next partner still owes the answer
      const owed = status === 'OFFERED' || status === 'ACCEPTED' || status === 'RETURNED';
      expect([status, replyBy !== null]).toEqual([status, owed]);
    }
  });

  it('says how long is left of what the team is to do now, in working days, and what is overdue', async () => {
    const team = await story.staff('demo.north-team', ['PARTNER']);
    const refer = async () => story.refer(agent, (await story.open(agent)).file, team.unitId);
    const left = async (id: string) => {
      const { rows } = await story.desk.get(PartnerInbox).list(team);
      const { accept, reply } = rows.find((row) => row.id === id)!;
      const referral = await story.desk.get(Reader).findOneBy(Referral, { id });
      expect(await story.desk.get(PartnerInbox).duesOf(referral!)).toEqual({ accept, reply });
      return [accept, reply].map((due) => due?.left && [due.left.late, due.left.workingDays]);
    };
    const before = story.desk.time.now();
    story.desk.time.set(Date.parse('2026-08-19T10:00:00+08:00'));
    const late = await refer();
    expect(await left(late)).toEqual([
      [false, 1],
      [false, 10],
    ]);
    await story.referralAct(team, late, 'accept');
    // Wednesday 2 September was the last day
    story.desk.time.set(Date.parse('2026-09-08T10:00:00+08:00'));
    expect(await left(late)).toEqual([undefined, [true, 4]]);
    await story.referralAct(team, late, 'return', { reason: '非本團隊業務' });
    expect(await left(late)).toEqual([undefined, undefined]);
    story.desk.time.set(before);
  });

  it('shows the nearest of several promises about one referral', async () => {
    const team = await story.staff('demo.north-team', ['PARTNER']);
    const { file } = await story.open(agent);
    const id = await story.refer(agent, file, team.unitId);
    const dues = async () => {
      const { rows } = await story.desk.get(PartnerInbox).list(team);
      const { acceptBy, accept } = rows.find((row) => row.id === id)!;
      return [acceptBy, accept?.commitmentId];
    };
    const own = { caseId: file.id, subject: 'REFERRAL', subjectId: id } as const;
    const clock = await story.desk.get(Reader).repository(ClockRow).findOneByOrFail(own);
    expect(await dues()).toEqual([clock.dueAt, clock.commitmentId]);
    for (const [commitmentId, dueAt] of [
      ['later', clock.dueAt! + 1],
      ['sooner', clock.dueAt! - 1],
    ] as const)
      await story.desk
        .get(UnitOfWork)
        .run((manager) =>
          manager.insert(ClockRow, { ...clock, id: `${commitmentId} ${id}`, commitmentId, dueAt }),
        );
    expect(await dues()).toEqual([clock.dueAt! - 1, 'sooner']);
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.delete(ClockRow, { ...own, commitmentId: Not(clock.commitmentId) }));
  });

  it('is empty for an administrator of accounts in a unit with referrals', async () => {
    const administrator: StaffActor = { ...partner, roles: ['ADMIN'] };
    expect((await story.desk.get(PartnerInbox).list(partner)).rows).not.toEqual([]);
    expect((await story.desk.get(PartnerInbox).list(administrator)).rows).toEqual([]);
  });

  it('is empty for a unit without referrals, and refused to actors who are not staff', async () => {
    for (const asked of [{}, { cursor: '' }])
      expect(await story.desk.get(PartnerInbox).list(stranger, asked)).toEqual({ rows: [], next: null });
    const asked = story.desk.get(PartnerInbox).list({ kind: 'citizen', caseId: null });
    expect((await refusal(asked)).code).toBe('not-found');
  });

  it('has no next page where the last page is exactly full', async () => {
    const team = await story.staff('demo.startup-team', ['PARTNER']);
    const offer = async () => story.refer(agent, (await story.open(agent)).file, team.unitId);
    for (let n = 0; n < 25; n++) await offer();
    const first = () => story.desk.get(PartnerInbox).list(team);
    expect(await first()).toMatchObject({ rows: { length: 25 }, next: null });
    await offer();
    expect((await first()).next).not.toBeNull();
  });

  it.each(['x', '3_1_' + 'a'.repeat(36), '0__' + 'a'.repeat(36), '0_1_' + 'a'.repeat(35), '0_1_x;DROP'])(
    'refuses the cursor %s, naming the field',
    async (cursor) => {
      const { code, detail } = await refusal(page(cursor));
      expect([code, detail]).toEqual([
        'invalid',
        expect.objectContaining({ fields: [expect.objectContaining({ field: 'cursor' })] }),
      ]);
    },
  );
});
