import { UnitOfWork } from '@app/platform';
import { CaseFile } from '@app/cases';
import { Staff } from '@app/people';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../../../test/support/databases.js';
import { Browse } from '../../../../test/support/browse.js';
import { Office } from '../../../../test/support/office.js';
import type { TestDesk } from '../../../../test/support/desk.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';
import { adminWords } from './words.js';

const said = adminWords['zh-TW'];
const FIELDS = { name: '林小美', email: '', unitId: 'demo.guidance', 'role-CASE_HANDLER': 'yes' };

describe.each(DATABASES)('the pages of people on %s', (_name, postgres) => {
  let web: TestWeb;
  let admin: Browse;
  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    admin = await signedIn(web, 'demo.head-office', ['ADMIN'], 'admin');
  }, 60_000);
  afterAll(() => web.close());

  const idOf = async (login: string) =>
    (await web.get(UnitOfWork).run((manager) => manager.findOneByOrFail(Staff, { login }))).id;
  const someone = async (login: string) => {
    const who = { name: login, organisationId: 'demo', unitId: 'demo.guidance' };
    await web.staff({ login, ...who, roles: ['CASE_HANDLER'] }, PASSWORD);
    return idOf(login);
  };

  it('add a person; the temporary password is shown once, and must be changed', async () => {
    const made = await admin.post('/desk/admin/people', { login: 'lin', ...FIELDS });
    const password = /<code>([^<]+)<\/code>/.exec(made.text)![1]!;
    expect([made.status, made.text.includes('林小美')]).toEqual([200, true]);
    const id = await idOf('lin');
    expect((await admin.get(`/desk/admin/people/${id}`)).text).not.toContain(password);
    const lin = await Browse.signedIn(web, 'lin', password);
    expect((await lin.get('/desk')).location).toBe('/desk/password');
  });

  it('return what was typed, with what is wrong', async () => {
    const { status, text } = await admin.post('/desk/admin/people', { ...FIELDS, login: 'Lin', unitId: '' });
    expect(status).toBe(422);
    expect(text).toContain('請用小寫英文字母');
    expect(text).toMatch(/id="[\w-]*unitId-error"/);
    expect(text).toMatch(/<button[^>]*form="person"[^>]*name="lang"/);
    expect(text).toMatch(/name="name"[^>]*value="林小美"/);
    expect(text).toMatch(/name="role-CASE_HANDLER"[^>]*checked|checked[^>]*name="role-CASE_HANDLER"/);
  });

  it('say before an account ends how many open cases the person has, and who can reassign them', async () => {
    const id = await someone('leaves');
    await web.staff(
      {
        ...{ login: 'boss', name: '黃組長', organisationId: 'demo', unitId: 'demo.guidance' },
        roles: ['UNIT_HEAD'],
      },
      PASSWORD,
    );
    const file = await new Office(web as unknown as TestDesk).open();
    await web.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id: file.id }, { handlerId: id }));
    const asked = await admin.post(`/desk/admin/people/${id}/deactivate`, {});
    expect(asked.text).toContain(said.deactivate.cases(1));
    expect(asked.text).toContain(said.deactivate.heads('黃組長'));
    const leaves = await Browse.signedIn(web, 'leaves', PASSWORD);
    const done = await admin.submit(`/desk/admin/people/${id}/deactivate`, { confirmed: 'yes' });
    expect(done.text).toContain(said.person.done.deactivate);
    expect(done.text).toContain(said.history.types.STAFF_DEACTIVATED);
    expect((await leaves.get('/desk')).location).toMatch(/sign-in/);
  });

  it('name in the list who is locked out, and offer nobody a password for herself', async () => {
    const [id, own] = [await someone('locked.out'), await idOf('admin')];
    const row = async () =>
      /<tr>(?:(?!<tr>)[^])*?>locked\.out<[^]*?<\/tr>/.exec((await admin.get('/desk/admin/people')).text)![0];
    expect(await row()).not.toContain(said.people.locked);
    const anyone = new Browse(web);
    await anyone.get('/desk/sign-in');
    for (let n = 0; n < 5; n++) await anyone.post('/desk/sign-in', { login: 'locked.out', password: 'x' });
    expect(await row()).toContain(said.people.locked);
    const form = (of: string) => `action="/desk/admin/people/${of}/password"`;
    expect((await admin.get(`/desk/admin/people/${id}`)).text).toContain(form(id));
    expect((await admin.get(`/desk/admin/people/${own}`)).text).not.toContain(form(own));
    await admin.post(`/desk/admin/people/${id}/unlock`, {});
    expect(await row()).not.toContain(said.people.locked);
  });

  it('lead to the absences of who is active, and of nobody else', async () => {
    const id = await someone('on.leave');
    const absences = `href="/desk/absences/${id}"`;
    expect((await admin.get(`/desk/admin/people/${id}`)).text).toContain(absences);
    await admin.submit(`/desk/admin/people/${id}/deactivate`, { confirmed: 'yes' });
    expect((await admin.get(`/desk/admin/people/${id}`)).text).not.toContain(absences);
  });

  it('do not name a head among those who take over from her', async () => {
    await web.staff(
      {
        login: 'only.head',
        name: '李科長',
        organisationId: 'demo',
        unitId: 'demo.registry',
        roles: ['UNIT_HEAD'],
      },
      PASSWORD,
    );
    const id = await idOf('only.head');
    const file = await new Office(web as unknown as TestDesk).open();
    await web.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id: file.id }, { handlerId: id }));
    const asked = await admin.post(`/desk/admin/people/${id}/deactivate`, {});
    expect(asked.text).toContain(said.deactivate.noHeads);
  });

  it('say of an address in the history whether there is one, never which', async () => {
    const id = await someone('has.mail');
    const typed = { ...FIELDS, name: 'has.mail', email: 'has.mail@example.tw' };
    const { text } = await admin.submit(`/desk/admin/people/${id}`, typed);
    const { change, noValue, hasAddress } = said.history;
    expect(text).toContain(change(said.form.email, noValue, hasAddress));
    expect(text.slice(text.indexOf('history-title'))).not.toContain('has.mail@example.tw');
  });

  it('show a change with who made it, from what to what', async () => {
    const id = await someone('moves');
    const { text } = await admin.submit(`/desk/admin/people/${id}`, {
      ...FIELDS,
      name: 'moves',
      unitId: 'demo.registry',
    });
    expect(text).toContain(said.history.change('單位', '示範輔導組', '示範收發室'));
    expect(text).toMatch(/<bdi>admin<\/bdi>/);
  });

  it('refuse the last administrator in words, and change nothing', async () => {
    const id = await idOf('admin');
    const { status, text } = await admin.post(`/desk/admin/people/${id}/deactivate`, { confirmed: 'yes' });
    expect([status, text.includes('至少要有一位啟用中的系統管理者')]).toEqual([409, true]);
    expect((await admin.get('/desk/admin/people')).status).toBe(200);
  });

  it.each(['?role=KING', '?state=x', '?cursor=A%20B', `?q=${'x'.repeat(101)}`, '?q=a&q=b'])(
    'refuse a list asked for with %s',
    async (query) => {
      expect((await admin.get(`/desk/admin/people${query}`)).status).toBe(422);
    },
  );

  it('are not there for ids and acts that are changed, nor for people of another organisation', async () => {
    await web.staff(
      {
        ...{ login: 'far', name: 'far', organisationId: 'sme', unitId: 'sme.planning' },
        roles: ['CASE_HANDLER'],
      },
      PASSWORD,
    );
    const [far, own] = [await idOf('far'), await someone('near')];
    for (const path of [far, 'x', "'", '%00'])
      expect([path, (await admin.get(`/desk/admin/people/${path}`)).status]).toEqual([path, 404]);
    for (const act of ['constructor', 'toString', 'remove', 'deactivate/x'])
      expect([act, (await admin.post(`/desk/admin/people/${own}/${act}`, {})).status]).toEqual([act, 404]);
    for (const act of ['password', 'unlock', 'deactivate', 'reactivate'])
      expect((await admin.post(`/desk/admin/people/${far}/${act}`, { confirmed: 'yes' })).status).toBe(404);
    expect((await admin.post(`/desk/admin/people/${far}`, FIELDS)).status).toBe(404);
  });
});
