import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { StaffRegister, type StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { Referrals } from '@app/referrals';
import { CaseActs, type ActName } from '@app/cases';
import type { Browse, Page } from '../../../../test/support/browse.js';
import { DATABASES, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

/** A form of each kind with typed values, and what must be shown again. */
const FORMS: [ActName, Record<string, string>, string[]][] = [
  ['reply', { text: '後來的答復' }, ['後來的答復']],
  ['interim-reply', { text: '後來的說明' }, ['後來的說明']],
  ['note', { text: '後來的註記' }, ['後來的註記']],
  ['message', { text: '後來的留言' }, ['後來的留言']],
  ['assign', { assignee: 'demo.registry' }, ['value="demo.registry" selected']],
  [
    'refer',
    { partner: 'demo.north-team', reason: '後來的原因' },
    ['後來的原因', 'value="demo.north-team" selected'],
  ],
  ['co-handle', { unit: 'demo.registry' }, ['value="demo.registry" selected']],
  ['request-supplement', { what: '後來要的' }, ['後來要的']],
  [
    'request-correction',
    { what: '後來要的', 'lastDay.year': '115', 'lastDay.month': '9', 'lastDay.day': '17' },
    ['後來要的', 'value="115"', 'value="9"', 'value="17"'],
  ],
  ['extend', { length: '14d', reason: '後來的原因', approver: 'somebody' }, ['後來的原因', 'value="14d"']],
  ['no-action', { ground: 'ANONYMOUS', reason: '後來的原因', approver: 'somebody' }, ['後來的原因']],
  ['transfer', { agency: '某縣政府', reason: '後來的原因' }, ['後來的原因', 'value="某縣政府"']],
  ['merge', { into: 'DEMO-1150819-00001-1' }, ['value="DEMO-1150819-00001-1"']],
  ['accept', {}, []],
];

describe.each(DATABASES)('a form for a case that has changed meanwhile, on %s', (_name, postgres) => {
  let web: TestWeb;
  let ann: Browse;
  let partner: Browse;
  let partnerTwo: Browse;
  let agent: StaffActor;
  let keys = 0;

  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    ann = await signedIn(web, 'demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT'], 'ann');
    partner = await signedIn(web, 'demo.finance-team', ['PARTNER'], 'partner-one');
    partnerTwo = await signedIn(web, 'demo.finance-team', ['PARTNER'], 'partner-two');
    const where = {
      organisationId: 'demo',
      unitId: 'demo.service-desk',
      roles: ['FRONTLINE_AGENT' as const],
    };
    const { id } = await web.get(StaffRegister).create({ login: 'ben', name: 'ben', ...where });
    agent = { kind: 'staff', id, name: 'ben', ...where };
  }, 60_000);
  afterAll(() => web.close());

  const openCase = async () => {
    const contact = { name: '王小明', email: 'ming@example.tw' };
    const matter = { service: 'demo.finance-diagnosis', subject: '貸款', description: '內容', contact };
    return (
      await web
        .get(Intake)
        .logCase(agent, { ...matter, channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION })
    ).file;
  };
  const versionOn = ({ text }: Page) => /name="version" value="(\d+)"/.exec(text)![1]!;
  const events = async (id: string) =>
    (await web.get(Reader).rows<{ type: string }>('SELECT type FROM history_event WHERE "caseId" = $1', [id]))
      .length;
  const meanwhile = (caseNumber: string, act: ActName = 'message', input: object = { text: '先來的' }) =>
    web.get(CaseActs).perform({ actor: agent, caseNumber, act, input });
  const fields = (typed: Record<string, string>) => ({ ...typed, key: `key-${++keys}` });

  it.each(FORMS)(
    '%s is refused without losing typed text, and accepted when sent again',
    async (act, typed, shown) => {
      const { id, caseNumber } = await openCase();
      const path = `/desk/cases/${caseNumber}`;
      const version = versionOn(await ann.get(path));
      await meanwhile(caseNumber);
      const before = await events(id);
      const page = await ann.post(`${path}/acts/${act}`, fields({ ...typed, version }));
      expect([page.status, await events(id)]).toEqual([412, before]);
      for (const value of shown) expect(page.text).toContain(value);
      expect(page.text).toContain('先來的'); // the page shows what happened in between, and who did it
      expect(page.text).toMatch(/新的進展[^]*ben（示範服務中心）[^]*留言/);
      expect(Number(versionOn(page))).toBe(Number(version) + 1);
      const again = await ann.post(`${path}/acts/${act}`, fields({ ...typed, version: versionOn(page) }));
      expect(again.status).not.toBe(412);
    },
  );

  it.each<[string, ActName, object, number]>([
    ['a note of a colleague does not stop', 'note', { text: '只是提醒' }, 303],
    ['a message to the citizen stops', 'message', { text: '已回電' }, 412],
  ])('%s an answer that was begun before', async (_what, act, input, status) => {
    const { caseNumber } = await openCase();
    const path = `/desk/cases/${caseNumber}`;
    const version = versionOn(await ann.get(path));
    await meanwhile(caseNumber, act, input);
    expect((await ann.post(`${path}/acts/reply`, fields({ text: '答復', version }))).status).toBe(status);
  });

  it('the later of two answers is refused; the citizen gets only the first', async () => {
    const { id, caseNumber } = await openCase();
    const path = `/desk/cases/${caseNumber}`;
    const version = versionOn(await ann.get(path));
    expect((await ann.post(`${path}/acts/reply`, fields({ text: '第一個答復', version }))).status).toBe(303);
    const later = await ann.post(`${path}/acts/reply`, fields({ text: '第二個答復', version }));
    expect(later.status).toBe(412);
    expect(later.text).toContain('第二個答復');
    const rows = await web
      .get(Reader)
      .rows(`SELECT seq FROM history_event WHERE type = 'REPLIED' AND "caseId" = $1`, [id]);
    expect(rows).toHaveLength(1);
  });

  it.each<[ActName, Record<string, string>]>([
    ['reply', { text: '寫了很久的答復' }],
    ['send-back', { reason: '寫了很久的原因' }],
    ['request-supplement', { what: '寫了很久的補陳事項' }],
  ])('a form whose act is gone shows what was written: %s', async (act, typed) => {
    const { caseNumber } = await openCase();
    const path = `/desk/cases/${caseNumber}`;
    await meanwhile(caseNumber, 'withdraw', { reason: '不需要了' });
    const page = await ann.post(`${path}/acts/${act}`, fields(typed));
    expect(page.status).toBe(409);
    expect(page.text).toContain(Object.values(typed)[0]);
  });

  it('the same form sent twice is one act', async () => {
    const { id, caseNumber } = await openCase();
    const path = `/desk/cases/${caseNumber}`;
    const version = versionOn(await ann.get(path));
    const form = fields({ text: '一次', version });
    const before = await events(id);
    const [one, two] = [await ann.post(`${path}/acts/note`, form), await ann.post(`${path}/acts/note`, form)];
    expect([one.status, two.status, await events(id)]).toEqual([303, 303, before + 1]);
  });

  it('a partner’s answer that comes second is refused, and its text stays on the page', async () => {
    const { id, caseNumber } = await openCase();
    const offer = { actor: agent, caseNumber, input: { partner: 'demo.finance-team', reason: '請協處' } };
    const { id: referral } = await web.get(Referrals).offer(offer);
    const path = `/desk/referrals/${referral}`;
    expect((await partner.post(`${path}/accept`, fields({}))).status).toBe(303);
    expect((await partner.post(`${path}/reply`, fields({ text: '第一個結果' }))).status).toBe(303);
    const before = await events(id);
    for (const [act, typed] of [
      ['reply', { text: '第二個結果' }],
      ['return', { reason: '退回的原因' }],
    ] as const) {
      const page = await partnerTwo.post(`${path}/${act}`, fields(typed));
      expect([act, page.status, await events(id)]).toEqual([act, 409, before]);
      expect(page.text).toContain(Object.values(typed)[0]);
    }
  });

  it('a recall of a referral that was answered meanwhile is refused, and its reason stays', async () => {
    const { id, caseNumber } = await openCase();
    const offer = { actor: agent, caseNumber, input: { partner: 'demo.finance-team', reason: '請協處' } };
    const { id: referral } = await web.get(Referrals).offer(offer);
    await partner.post(`/desk/referrals/${referral}/accept`, fields({}));
    await partner.post(`/desk/referrals/${referral}/reply`, fields({ text: '結果' }));
    const before = await events(id);
    const page = await ann.post(
      `/desk/cases/${caseNumber}/referrals/${referral}/recall`,
      fields({ reason: '收回的原因' }),
    );
    expect([page.status, await events(id)]).toEqual([409, before]);
    expect(page.text).toContain('收回的原因');
  });
});
