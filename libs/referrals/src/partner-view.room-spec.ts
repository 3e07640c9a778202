import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ActsWithFiles, AttachmentDrafts } from '@app/attachments';
import type { CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, Reader, type Problem } from '@app/platform';
import { pdf } from '../../../test/support/sample-files.js';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Disclosure, PartnerViews, Referrals } from './index.js';

jest.setTimeout(60_000);

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const [FINANCE, NORTH] = ['demo.finance-team', 'demo.north-team'] as const;
const WHY = { reason: '另行安排' };
const HIDDEN = { subject: '路燈不亮', description: null, confidential: false, petitioner: null };
const SHOWN = {
  subject: '路燈不亮',
  description: '巷口的路燈不亮',
  confidential: true,
  petitioner: { name: '王小明', email: 'ming@example.tw', phone: null },
};

/** A team sees personal data only while it works on the case, and never what another team did. */
describe.each(DATABASES)('the partner’s view of a referral, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let team: StaffActor;
  let north: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    team = await story.staff(FINANCE, ['PARTNER']);
    north = await story.staff(NORTH, ['PARTNER']);
  }, 60_000);
  afterAll(() => story.close());

  const show = (actor: StaffActor, id: string) => story.desk.get(PartnerViews).show(actor, id);
  const seen = async (actor: StaffActor, id: string) =>
    (await show(actor, id)).events.map(({ type, text }) => [type, text]);
  const disclosures = ({ id }: CaseFile) =>
    story.desk
      .get(Reader)
      .repository(Disclosure)
      .find({ where: { caseId: id }, order: { at: 'ASC', id: 'ASC' } });
  const open = async (subject = '路燈不亮') =>
    (await story.open(agent, { confidential: true, subject })).file;

  it('before acceptance has subject and reason masked, and no other personal data; no disclosure is recorded', async () => {
    const file = await open('王小明 0912-345-678 的路燈不亮');
    story.desk.time.forward(1_000);
    const reason = '王小明說中正路 12 號前不亮';
    const input = { partner: FINANCE, reason };
    const { id } = await story.desk
      .get(Referrals)
      .offer({ actor: agent, caseNumber: file.caseNumber, input });
    const before = await story.everything();
    expect(await show(team, id)).toMatchObject({
      ...{ ...HIDDEN, subject: '王○○ *** 的路燈不亮' },
      ...{ caseNumber: file.caseNumber, serviceId: file.serviceId, acts: ['accept', 'return'] },
      events: [{ type: 'REFERRED', text: '王○○說中正路 ○號前不亮' }],
    });
    expect(await story.everything()).toEqual(before);
  });

  it('while accepted has all of it, and each view is recorded', async () => {
    const file = await open();
    const id = await story.refer(agent, file, FINANCE);
    await story.referralAct(team, id, 'accept');
    for (let look = 0; look < 2; look++)
      expect(await show(team, id)).toMatchObject({
        ...SHOWN,
        acts: ['attempt', 'report', 'ask-time', 'return', 'reply'],
        events: [
          { type: 'REFERRED', text: '請協處' },
          { type: 'REFERRAL_ACCEPTED', text: null },
        ],
      });
    const row = {
      ...{ caseId: file.id, referralId: id, unitId: FINANCE, staffId: team.id },
      ...{ fields: 'name,email,phone,subject,description', at: story.desk.time.now() },
    };
    expect(await disclosures(file)).toMatchObject([row, row]);
  });

  it('while accepted has the files that the citizen sees, and none before or after', async () => {
    const file = await open();
    const id = await story.refer(agent, file, FINANCE);
    const attach = async (act: 'note' | 'message') => {
      const holder = { actor: agent, caseNumber: file.caseNumber, draft: `draft-${act}-1` };
      const staged = await story.desk
        .get(AttachmentDrafts)
        .stage({ holder, name: `${act}.pdf`, content: pieces(pdf()) });
      const input = { text: 'x' };
      await story.desk.get(ActsWithFiles).perform({ ...holder, act, input }, holder.draft);
      return staged.id;
    };
    const [internal, shown] = [await attach('note'), await attach('message')];
    const files = async () => (await show(team, id)).attachments.map(({ name }) => name);
    const opened = (actor: StaffActor, one: string) =>
      story.desk
        .get(PartnerViews)
        .openAttachment(actor, id, one)
        .then(
          ({ name }) => name,
          ({ kind }: Problem) => kind,
        );
    expect([await files(), await opened(team, shown)]).toEqual([[], 'NOT_FOUND']);
    await story.referralAct(team, id, 'accept');
    expect(await files()).toEqual(['message.pdf']);
    expect([
      await opened(team, shown),
      await opened(team, internal),
      await opened(team, 'x'),
      await opened(north, shown),
    ]).toEqual(['message.pdf', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    expect((await disclosures(file)).map(({ fields }) => fields).toSorted()).toEqual([
      'attachment',
      'name,email,phone,subject,description,attachments',
    ]);
    await story.referralAct(team, id, 'return', WHY);
    expect([await files(), await opened(team, shown)]).toEqual([[], 'NOT_FOUND']);
  });

  it.each(['return', 'recall', 'reply'] as const)(
    'after it ended by %s has masked what it was about and why, and no personal data any more',
    async (act) => {
      const file = await open();
      const id = await story.refer(agent, file, FINANCE);
      await story.referralAct(team, id, 'accept');
      await story.referralAct(act === 'recall' ? agent : team, id, act, { ...WHY, text: '結果' });
      const view = await show(team, id);
      expect(view).toMatchObject({ ...HIDDEN, acceptBy: null, acts: [] });
      expect(view.events.map(({ text }) => text)).toEqual([
        '請協處',
        null,
        act === 'reply' ? '結果' : '另行安排',
      ]);
      expect(await disclosures(file)).toEqual([]);
    },
  );

  it('never has what another team of the same chain was asked, said or answered', async () => {
    const file = await open();
    const first = await story.refer(agent, file, FINANCE);
    await story.referralAct(team, first, 'return', { reason: '非本團隊業務' });
    const next = await story.refer(agent, file, NORTH);
    await story.referralAct(north, next, 'accept');
    await story.referralAct(north, next, 'reply', { text: '北區的結果' });
    expect(await seen(team, first)).toEqual([
      ['REFERRED', '請協處'],
      ['REFERRAL_RETURNED', '非本團隊業務'],
    ]);
    expect((await seen(north, next)).map(([type]) => type)).toEqual([
      ...['REFERRED', 'REFERRAL_ACCEPTED', 'REFERRAL_REPLIED'],
    ]);
  });

  it('never has that of another chain of the case, nor what the owner notes or answers', async () => {
    const file = await open();
    const [own, other] = [await story.refer(agent, file, FINANCE), await story.refer(agent, file, NORTH)];
    await story.referralAct(team, own, 'accept');
    await story.referralAct(north, other, 'accept');
    await story.referralAct(north, other, 'reply', { text: '北區的結果' });
    await story.act(agent, file, 'note', { text: '內部備註' });
    await story.act(agent, file, 'interim-reply', { text: '先行說明' });
    expect(await seen(team, own)).toEqual([
      ['REFERRED', '請協處'],
      ['REFERRAL_ACCEPTED', null],
    ]);
    expect((await disclosures(file)).map(({ referralId }) => referralId)).toEqual([own]);
  });

  it('has the dates to accept and to answer until that is done, each by its own clock', async () => {
    const file = await open();
    const first = await story.refer(agent, file, FINANCE);
    const due = async (actor: StaffActor, id: string) => {
      const { acceptBy, replyBy } = await show(actor, id);
      return [acceptBy, replyBy];
    };
    const [acceptBy, replyBy] = [Date.parse('2026-08-21T00:00+08:00'), Date.parse('2026-09-03T00:00+08:00')];
    expect(await due(team, first)).toEqual([acceptBy, replyBy]);
    await story.referralAct(team, first, 'accept');
    expect(await due(team, first)).toEqual([null, replyBy]);
    await story.referralAct(team, first, 'return', WHY);
    const next = await story.refer(agent, file, NORTH);
    expect(await due(north, next)).toEqual([acceptBy, replyBy]);
    await story.referralAct(north, next, 'accept');
    await story.referralAct(north, next, 'reply', { text: '結果' });
    expect(await due(north, next)).toEqual([null, null]);
    const earlier = await story.refer(agent, file, FINANCE);
    story.desk.time.forward(days(1));
    const later = await story.refer(agent, file, NORTH);
    const [[before], [after]] = [await due(team, earlier), await due(north, later)];
    expect(before).toBeLessThan(after!);
  });

  it('is found only by the team itself and units above it', async () => {
    const file = await open();
    const id = await story.refer(agent, file, 'demo.city-services');
    const above = await story.staff('demo.head-office', ['CASE_HANDLER']);
    const administrator = await story.staff('demo.city-services', ['ADMIN']);
    const planner = await story.staff('sme.planning', ['FRONTLINE_AGENT']);
    for (const actor of [agent, north, planner, administrator])
      expect(await refusal(show(actor, id))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await show(above, id)).toMatchObject({ acts: ['accept', 'return', 'recall'] });
    expect(await refusal(show(team, 'no-such-id'))).toMatchObject({ kind: 'NOT_FOUND' });
  });
});
