import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CaseActs, CaseContext, CaseFile, History, Seals, type ActName, type EventDraft } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Notice } from '@app/notices';
import { Staff, SYSTEM, type Role, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { Referrals } from '@app/referrals';
import { Survey } from '@app/satisfaction';
import type { Browse } from '../../../../test/support/browse.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';
import { casePartsWords } from '../case-parts/words.js';
import { casesWords } from './words.js';

jest.setTimeout(60_000);

const UNIT = 'demo.guidance';
const ALL: Role[] = ['CASE_HANDLER', 'FRONTLINE_AGENT', 'UNIT_HEAD', 'CONTROL_OFFICER'];
const said = casesWords['zh-TW'].case;
const { aloud } = casePartsWords['zh-TW'];

/** What the page of a case says of its standing, once more where that has changed. */
describe('the page of a case says', () => {
  let web: TestWeb;
  let page: Browse;
  let actor: StaffActor;

  beforeAll(async () => {
    web = await startTestWeb();
    page = await signedIn(web, UNIT, ALL, 'everyone');
    const { id } = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'everyone' });
    actor = { kind: 'staff', id, name: 'everyone', organisationId: 'demo', unitId: UNIT, roles: ALL };
  });
  afterAll(() => web.close());

  const open = async (service = 'demo.finance-diagnosis'): Promise<CaseFile> => {
    const contact = { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' };
    const matter = { service, subject: '貸款', description: '退件', contact };
    const taken = { ...matter, channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION };
    return (await web.get(Intake).logCase(actor, taken)).file;
  };
  const act = ({ caseNumber }: CaseFile, name: ActName, input: object = {}, by = actor) =>
    web.get(CaseActs).perform({ actor: by, caseNumber, act: name, input });
  /** An event of another door, such as that of a decision. */
  const happens = (file: CaseFile, type: EventDraft['type'], facts: EventDraft['facts'] = {}) =>
    web.get(UnitOfWork).run(async (manager) => {
      const fresh = await manager.findOneByOrFail(CaseFile, { id: file.id });
      const event = { type, at: web.time.now(), actor: SYSTEM, facts };
      await web.get(History).append(new CaseContext(manager, fresh, web.get(Seals)), [event]);
    });
  const shown = async ({ caseNumber }: CaseFile, who = page) =>
    (await who.get(`/desk/cases/${caseNumber}`)).text;
  const change = <T extends object>(entity: new () => T, where: object, to: object) =>
    web.get(UnitOfWork).run((manager) => manager.update(entity, where, to));
  const part = (text: string, from: string, to: string) =>
    text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)));

  it('that its data are held or not to be used, and no more once that is lifted', async () => {
    const file = await open();
    expect(await shown(file)).not.toContain(said.dataStanding);
    await act(file, 'legal-hold', { reason: '訴訟中' });
    await happens(file, 'RESTRICTED', { request: 'DEMO-1150819-00001-1' });
    const both = await shown(file);
    expect(both).toContain(said.legalHold);
    expect(both).toContain(said.restricted);
    await act(file, 'lift-legal-hold', { reason: '已判決' });
    expect(await shown(file)).not.toContain(said.legalHold);
    await act(file, 'lift-restriction', { reason: '她同意' });
    expect(await shown(file)).not.toContain(said.dataStanding);
  });

  it('of a petition, and where she was not satisfied, that nobody follows it yet', async () => {
    const noTracker = `${said.glance.noTracker} <a href="#act-track">`;
    expect(await shown(await open('demo.head-mailbox'))).toContain(noTracker);
    const file = await open();
    expect(await shown(file)).not.toContain(noTracker);
    await happens(file, 'DISSATISFIED', { score: 1 });
    expect(await shown(file)).toContain(noTracker);
  });

  it('to the caller what is promised to the public, and nothing of the house', async () => {
    const file = await open();
    const words = async () => part(await shown(file), 'class="read-aloud', '</details>');
    expect(await words()).not.toContain(aloud.none);
    await act(file, 'reply', { text: '已答復' });
    const ofTheHouse = web.get(Catalogue).commitment('house.wrap-up')!.title['zh-TW'];
    expect(part(await shown(file), 'id="promises-title"', '</section>')).toContain(ofTheHouse);
    expect(await words()).toContain(aloud.none);
  });

  it('how a new code is issued, to those who may', async () => {
    const file = await open();
    const form = `/desk/cases/${file.caseNumber}/lookup-code`;
    expect(await shown(file)).toContain(form);
    const handler = await signedIn(web, UNIT, ['CASE_HANDLER'], 'handler-only');
    const text = await shown(file, handler);
    expect(text).toContain(file.caseNumber);
    expect(text).not.toContain(form);
  });

  it('which messages did not arrive and why, and which may have come twice', async () => {
    const file = await open();
    const rows = await web.get(Reader).repository(Notice).findBy({ caseId: file.id });
    const [one, two] = rows.map(({ id }) => id);
    const notices = async () => part(await shown(file), 'id="notices-title"', '</section>');
    const { noticeReasons } = casesWords['zh-TW'];
    const [[reason, words]] = Object.entries(noticeReasons) as [[string, string]];
    await change(Notice, { id: one }, { state: 'ACCEPTED', ambiguous: true, reason: null });
    await change(Notice, { id: two }, { state: 'UNKNOWN', reason });
    const text = await notices();
    expect(text.split(said.ambiguous)).toHaveLength(2);
    expect(text).toContain(said.unsent(1));
    expect(text).toContain(words);
    await change(Notice, { id: one }, { ambiguous: false });
    expect(await notices()).not.toContain(said.ambiguous);
    await change(Notice, { id: two }, { state: 'UNKNOWN', reason: '550 gone' });
    expect(await notices()).toContain('550 gone');
    await change(Notice, { id: two }, { state: 'DELIVERED', reason: '550 gone' });
    expect(await notices()).not.toContain('550 gone');
  });

  it('what she thought of it last, first', async () => {
    const file = await open();
    for (let n = 0; n < 2; n++) {
      await act(file, 'reply', { text: '答復' });
      await act(file, 'close');
      if (n === 0) await act(file, 'reopen', { reason: '又壞了' });
    }
    const rows = await web
      .get(Reader)
      .repository(Survey)
      .find({ where: { caseId: file.id }, order: { plannedAt: 'ASC', id: 'ASC' } });
    expect(rows.length).toBeGreaterThan(1);
    const answered = { state: 'ANSWERED', comment: null } as const;
    for (const [n, { id }] of rows.entries())
      await change(Survey, { id }, { ...answered, score: n === 0 ? 1 : 4, plannedAt: n, answeredAt: n + 1 });
    const text = await shown(file);
    expect(part(text, 'class="glance"', '</dl>')).toContain(said.glance.score(4));
    const ratings = part(text, 'id="ratings-title"', '</section>');
    expect(ratings.indexOf(said.survey(4))).toBeLessThan(ratings.indexOf(said.survey(1)));
  });

  it('beside each unit that was asked its own answer', async () => {
    const file = await open();
    await act(file, 'assign', { unit: UNIT, handler: 'everyone' });
    for (const unit of ['demo.registry', 'demo.city-services']) await act(file, 'co-handle', { unit });
    for (const unitId of ['demo.registry', 'demo.city-services']) {
      await signedIn(web, unitId, ['CASE_HANDLER'], `of.${unitId}`);
      const { id } = await web
        .get(Reader)
        .repository(Staff)
        .findOneByOrFail({ login: `of.${unitId}` });
      const by: StaffActor = { ...actor, id, unitId, roles: ['CASE_HANDLER'] };
      await act(file, 'answer-co-handling', { text: `意見 ${unitId}` }, by);
    }
    const section = part(await shown(file), 'id="co-handlings-title"', '</section>');
    // asked at the same instant: their order is not a rule
    const opinions = [...section.matchAll(/意見 ([\w.-]+)/g)].map(([, unit]) => unit);
    expect(opinions.toSorted()).toEqual(['demo.city-services', 'demo.registry']);
  });

  it('where the partners stand, without one whose offer was taken back', async () => {
    const file = await open();
    const offer = async (partner: string) =>
      (
        await web
          .get(Referrals)
          .offer({ actor, caseNumber: file.caseNumber, input: { partner, reason: '請協助' } })
      ).id;
    const recalled = await offer('demo.finance-team');
    await offer('demo.north-team');
    const glance = async () => part(await shown(file), 'class="glance"', '</dl>');
    expect(await glance()).toContain('示範融資輔導團隊');
    await web
      .get(Referrals)
      .perform({ actor, referralId: recalled, act: 'recall', input: { reason: '改派' } });
    expect(await glance()).not.toContain('示範融資輔導團隊');
    expect(await glance()).toContain('示範北區服務團隊');
  });
});
