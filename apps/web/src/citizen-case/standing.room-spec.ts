import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseActs, CaseFile, type ActName } from '@app/cases';
import { Staff, type Role, type StaffActor } from '@app/people';
import { days, minutes, Reader, UnitOfWork } from '@app/platform';
import { Surveys } from '@app/satisfaction';
import { ApiClient } from '../../../../test/support/api-client.js';
import { Browse } from '../../../../test/support/browse.js';
import { pdf } from '../../../../test/support/sample-files.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';
import { progressWords } from '../progress/words.js';
import { surveyWords } from '../survey/words.js';
import { citizenCaseWords } from './words.js';

jest.setTimeout(60_000);

const ROLES: Role[] = ['CASE_HANDLER', 'FRONTLINE_AGENT', 'UNIT_HEAD', 'CONTROL_OFFICER'];
const REPORT = {
  service: 'demo.finance-diagnosis',
  subject: '貸款問題',
  description: '想了解貸款',
  contact: { name: '王小明', email: 'ming@example.tw', phone: '0912345678' },
};

/** What her own pages show of her case, and what they forget once it is sent. */
describe('her case', () => {
  let web: TestWeb;
  let her: Browse;
  let number: string;
  let code: string;
  let actor: StaffActor;
  beforeAll(async () => {
    web = await startTestWeb({ env: { INTAKE_PER_ADDRESS_HOUR: '100', DEMO: 'true' } });
    await signedIn(web, 'demo.guidance', ROLES, 'staff');
    const { id, unitId } = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'staff' });
    actor = { kind: 'staff', id, name: 'staff', organisationId: 'demo', unitId, roles: ROLES };
  });
  afterAll(() => web.close());
  beforeEach(async () => {
    const { body } = await new ApiClient(web).post('/api/v1/cases', REPORT);
    [number, code] = [body.caseNumber, body.lookupCode];
    her = new Browse(web);
    await enter();
  });

  const enter = async (lookupCode = code) => {
    await her.get('/progress');
    return her.post('/progress', { caseNumber: number, lookupCode });
  };
  const shown = async (place = '') => (await her.get(`/cases/${number}${place}`)).text;
  const file = () => web.get(Reader).repository(CaseFile).findOneByOrFail({ caseNumber: number });
  const act = async (name: ActName, input: object = {}) =>
    web.get(CaseActs).perform({ actor, caseNumber: number, act: name, input });
  const send = async (place: string, typed: Record<string, string>) => {
    const text = await shown(`/${place}`);
    return her.post(`/cases/${number}/${place}`, {
      ...typed,
      key: /name="key" value="([^"]+)"/.exec(text)![1]!,
    });
  };
  const links = (text: string) =>
    [...text.matchAll(new RegExp(`href="/cases/${number}/([a-z]+)"`, 'g'))].map(([, place]) => place);

  it('offers withdrawing last, and of an erased case no change of contact', async () => {
    const offered = links(await shown());
    expect(offered).toEqual(expect.arrayContaining(['message', 'contact', 'withdraw', 'data']));
    expect(offered.indexOf('contact')).toBeLessThan(offered.indexOf('withdraw'));
    const { id } = await file();
    await web.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id }, { erasedAt: 1 }));
    expect(links(await shown())).not.toContain('contact');
  });

  it.each([
    ['message', { text: '又壞了' }, '又壞了'],
    ['contact', { email: 'new@example.tw', phone: '', locale: 'zh-TW' }, 'new@example.tw'],
  ])('keeps nothing of what was sent: %s', async (place, typed, words) => {
    expect((await send(place, typed)).location).toMatch(/\/receipts\/\d+$/);
    expect(await shown(`/${place}`)).not.toContain(words);
  });

  it('has with a receipt the files of that act alone', async () => {
    const first = await shown('/message');
    const key = /name="key" value="([^"]+)"/.exec(first)![1]!;
    const files = [{ name: 'bill.pdf', bytes: pdf() }];
    const one = await her.upload(`/cases/${number}/message`, { text: '附上單據', key }, files);
    expect((await her.get(one.location!)).text.includes('bill.pdf')).toBe(true);
    const two = await send('message', { text: '補充說明' });
    expect((await her.get(two.location!)).text.includes('bill.pdf')).toBe(false);
    expect((await shown()).includes('bill.pdf')).toBe(true);
  });

  it('says with her telephone number by which words she knows that the agency calls', async () => {
    expect((await shown()).includes(citizenCaseWords['zh-TW'].contact.callBackHint)).toBe(true);
  });

  it('says until when it can be opened again, in the form itself', async () => {
    await act('accept');
    await act('reply', { text: '已答復' });
    await act('close');
    await enter();
    const by = /<p>([^<]*)<\/p>\s*<form[^>]*id="act"/.exec(await shown('/reopen'));
    expect(by?.[1]).toMatch(/9月\d+日/);
  });

  it('asks in the language in which she is written to, whatever that of the page', async () => {
    expect((await send('contact', { email: '', phone: '', locale: 'en' })).status).toBe(303);
    const text = await shown('/contact?lang=zh-TW');
    expect(text).toMatch(/value="en"[^>]*checked|checked[^>]*value="en"/);
  });

  it('of a questionnaire says by when the unit answers again, where two points are given as for one', async () => {
    await act('accept');
    await act('reply', { text: '已答復' });
    await act('close');
    await web.pass(days(2));
    const { id: caseId } = await file();
    const token = (await web.get(Surveys).askedOf({ kind: 'citizen', caseId }))!;
    // it is answered once: Enter on a choice must not send it
    const disabled = /<button class="unseen" type="submit"[^>]*disabled/;
    expect(disabled.test((await her.get(`/surveys/${token}`)).text)).toBe(true);
    const thanks = await her.submit(`/surveys/${token}`, { score: '2', comment: '還是不清楚' });
    const { sorry, reanswer } = surveyWords['zh-TW'];
    expect(thanks.text).toContain(sorry);
    const [before] = reanswer('#').split('#');
    expect(thanks.text).toContain(before);
    expect(thanks.text).not.toContain('還是不清楚');
  });

  it('is asked for again with what was typed, for a quarter of an hour, and no more once it is open', async () => {
    her = new Browse(web);
    const { location } = await enter('0000-0000-0000');
    expect(location).toMatch(/^\/progress\?again=/);
    const { notFound } = progressWords['zh-TW'];
    web.time.forward(minutes(15));
    expect((await her.get(location!)).text).toContain(notFound);
    web.time.forward(1);
    expect((await her.get(location!)).text).not.toContain(notFound);
    const again = await enter('0000-0000-0000');
    expect((await her.get(again.location!)).text).toContain(notFound);
    expect((await enter()).location).toBe(`/cases/${number}`);
    expect((await her.get(again.location!)).text).not.toContain(notFound);
  });
});
