import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseActs, type CaseFile } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Notice } from '@app/notices';
import { Staff, type StaffActor } from '@app/people';
import { hours, Reader, UnitOfWork } from '@app/platform';
import { Referrals } from '@app/referrals';
import { Browse } from '../../../../test/support/browse.js';
import { PASSWORD, DATABASES, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

const UNIT = 'demo.guidance';
const TEAM = 'demo.finance-team';
const CONTACT = { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' };

describe.each(DATABASES)('the page of a case, on %s', (_name, postgres) => {
  let web: TestWeb;
  let page: Browse;
  let handler: StaffActor;

  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    page = await signedIn(web, UNIT, ['CASE_HANDLER', 'FRONTLINE_AGENT'], 'handler');
    const { id } = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'handler' });
    const roles = ['CASE_HANDLER' as const, 'FRONTLINE_AGENT' as const];
    handler = { kind: 'staff', id, name: 'handler', organisationId: 'demo', unitId: UNIT, roles };
  }, 60_000);
  afterAll(() => web.close());

  const open = async (subject: string, contact: object = CONTACT, actor = handler): Promise<CaseFile> => {
    const matter = { service: 'demo.finance-diagnosis', subject, description: '她說的話', contact };
    const taken = { ...matter, channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION };
    return (await web.get(Intake).logCase(actor, taken)).file;
  };
  const act = (file: CaseFile, name: 'note' | 'assign' | 'reply', input: object) =>
    web.get(CaseActs).perform({ actor: handler, caseNumber: file.caseNumber, act: name, input });
  const shown = async ({ caseNumber }: CaseFile) => (await page.get(`/desk/cases/${caseNumber}`)).text;

  it('has who handles it, the promise with the days left, and her words before the history', async () => {
    const file = await open('首要的資料');
    await act(file, 'assign', { unit: UNIT, handler: 'handler' });
    const text = await shown(file);
    const glance = /<dl class="glance">[^]*?<\/dl>/.exec(text)![0];
    expect(glance).toContain('handler（示範輔導組）');
    expect(glance).toMatch(/還有 \d+ 個工作日/);
    expect(text.indexOf('她說的話')).toBeLessThan(text.indexOf('history-title'));
    expect(text).toContain('href="tel:+886912345678"');
    expect(text).toContain('href="#acts"');
  });

  it('says beside a partner how long it still has, and nothing once it has answered', async () => {
    const file = await open('轉介');
    const { id } = await web
      .get(Referrals)
      .offer({ actor: handler, caseNumber: file.caseNumber, input: { partner: TEAM, reason: '請協助' } });
    const partners = async () => {
      const glance = /<dl class="glance">[^]*?<\/dl>/.exec(await shown(file))![0];
      return /<ul>[^]*<\/ul>/.exec(glance)![0];
    };
    expect(await partners()).toMatch(/class="left">還有 \d+ 個(小時|工作日)/);
    const partner: StaffActor = { ...handler, id: 'team', unitId: TEAM, roles: ['PARTNER'] };
    await web.get(Referrals).perform({ actor: partner, referralId: id, act: 'accept', input: {} });
    expect(await partners()).toMatch(/class="left">還有 \d+ 個工作日/);
    await web
      .get(Referrals)
      .perform({ actor: partner, referralId: id, act: 'reply', input: { text: '已協助' } });
    expect(await partners()).not.toContain('class="left"');
  });

  it('names people with their units, the newest act first, and folds what the system noted', async () => {
    const file = await open('歷程');
    await act(file, 'note', { text: '先記的' });
    await act(file, 'note', { text: '後記的' });
    await web.pass(hours(24 * 40));
    page = await Browse.signedIn(web, 'handler', PASSWORD);
    const text = await shown(file);
    expect(text.indexOf('後記的')).toBeLessThan(text.indexOf('先記的'));
    expect(text).toContain('handler（示範輔導組）');
    const system = /<details class="system no-print">[^]*?<\/details>/.exec(text)![0];
    expect(system).toContain('逾期');
    expect(text.replace(system, '')).not.toContain('step-title">逾期');
  });

  it('tells promises of two referrals apart by their partners, with the reason of each referral', async () => {
    const file = await open('兩個轉介');
    for (const partner of ['demo.finance-team', 'demo.north-team'])
      await web.get(Referrals).offer({
        ...{ actor: handler, caseNumber: file.caseNumber },
        input: { partner, reason: `請 ${partner} 協助` },
      });
    const text = await shown(file);
    const cards = text.match(/<h3>[^]*?<\/h3>/g)!.filter((title) => title.includes('轉介'));
    expect(cards).toHaveLength(4);
    expect(new Set(cards).size).toBe(4);
    expect(cards.join()).toMatch(/示範融資輔導團隊[^]*示範北區服務團隊|示範北區服務團隊[^]*示範融資輔導團隊/);
    expect(/referrals-title">轉介[^]*/.exec(text)![0]).toContain('請 demo.north-team 協助');
  });

  it('tells an act once: in the history what it brought with it, in the section of a referral its offer', async () => {
    const file = await open('一件事說一次', CONTACT);
    const history = async () =>
      [...(await shown(file)).matchAll(/class="step-title">([^<]*)</g)].map(([, title]) => title);
    expect(await history()).toEqual(['收件、受理']);
    await web.get(CaseActs).perform({
      ...{ actor: handler, caseNumber: file.caseNumber, act: 'add-task', input: { taskKind: 'VISIT' } },
    });
    await act(file, 'reply', { text: '已辦妥' });
    await web.get(CaseActs).perform({
      ...{ actor: handler, caseNumber: file.caseNumber, act: 'close', input: {} },
    });
    expect((await history()).slice(0, 2)).toEqual(['結案、待辦已無須辦理', '答復']);
    const other = await open('轉介說一次');
    await web.get(Referrals).offer({
      ...{ actor: handler, caseNumber: other.caseNumber, input: { partner: TEAM, reason: '請協助診斷' } },
    });
    const section = /<section aria-labelledby="referrals-title">[^]*?<\/section>/.exec(
      await shown(other),
    )![0];
    const said = [...section.matchAll(/class="hint">([^<]*)</g)].map(([, words]) => words!);
    expect(said.filter((words) => words.includes('轉介'))).toHaveLength(1);
    expect(section).toContain('請協助診斷');
  });

  it('names in a chase who was asked and who asked', async () => {
    const file = await open('催辦');
    await act(file, 'assign', { unit: UNIT, handler: 'handler' });
    await web.staff(
      { login: 'asks', name: '林管考', organisationId: 'demo', unitId: UNIT, roles: ['CONTROL_OFFICER'] },
      PASSWORD,
    );
    const { id } = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'asks' });
    const asks: StaffActor = { ...handler, id, name: '林管考', roles: ['CONTROL_OFFICER'] };
    const input = { whom: handler.id, days: '2', text: '請說明' };
    await web.get(CaseActs).perform({ actor: asks, caseNumber: file.caseNumber, act: 'chase', input });
    const section = /aria-labelledby="chases-title"[^]*?<\/section>/.exec(await shown(file))![0];
    expect(section).toContain('示範輔導組 handler</strong>');
    expect(section).toMatch(/\d 林管考（示範輔導組） · 回復期限/);
  });

  it('groups notices by kind, with the receiver masked and the reason why one was not sent', async () => {
    const file = await open('通知', { ...CONTACT, email: 'someone.else@example.tw' });
    const { repository } = web.get(Reader);
    const rows = await repository.call(web.get(Reader), Notice).findBy({ caseId: file.id });
    const { id } = rows.find(({ channel }) => channel === 'EMAIL')!;
    await web
      .get(UnitOfWork)
      .run((manager) => manager.update(Notice, { id }, { state: 'SUPPRESSED', reason: 'TOO_MANY' }));
    const notices = /id="notices-title"[^]*?<\/section>/.exec(await shown(file))![0];
    expect(notices).toContain('s***@example.tw');
    expect(notices).not.toContain('someone.else');
    expect(notices).toContain('同一地址當日的收件通知已達上限');
    expect(notices).toContain('1 次未送達');
  });

  it('lists her other cases, by telephone or e-mail, and only those that the reader may see', async () => {
    const contact = { name: '李大華', email: 'hua@example.tw', phone: '0922-111-222' };
    const [file, byPhone, byMail] = [
      await open('這一件', contact),
      await open('同電話', { ...contact, email: 'other@example.tw' }),
      await open('同信箱', { ...contact, phone: '0933-111-222' }),
    ];
    const stranger = await open('別人的', { name: '陳', phone: '0944-111-222' });
    const elsewhere: StaffActor = { ...handler, unitId: 'demo.registry' };
    const hidden = await open('別單位的', contact);
    await web.get(CaseActs).perform({
      ...{ actor: handler, caseNumber: hidden.caseNumber, act: 'assign' },
      input: { unit: elsewhere.unitId },
    });
    const reader = await signedIn(web, UNIT, ['CASE_HANDLER'], 'reader');
    const { text } = await reader.get(`/desk/cases/${file.caseNumber}`);
    const others = /id="others-title"[^]*?<\/section>/.exec(text)![0];
    const listed = [...others.matchAll(/href="\/desk\/cases\/([^"]+)"/g)].map(([, number]) => number);
    expect(listed.toSorted()).toEqual([byPhone.caseNumber, byMail.caseNumber]);
    expect(others).not.toContain(stranger.caseNumber);
  });
});
