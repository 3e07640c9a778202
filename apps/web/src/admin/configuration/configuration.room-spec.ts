import { UnitOfWork } from '@app/platform';
import { Staff } from '@app/people';
import { Catalogue } from '@app/catalogue';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { DATABASES } from '../../../../../test/support/databases.js';
import type { Browse } from '../../../../../test/support/browse.js';
import type { TestDesk } from '../../../../../test/support/desk.js';
import { Office } from '../../../../../test/support/office.js';
import { startTestWeb, type TestWeb } from '../../../../../test/support/web.js';
import { proposalsWords } from '../proposals/words.js';
import { signedIn } from '../../spec-support.js';
import { configurationWords } from './words.js';

const said = configurationWords['zh-TW'];
const REPLY = '/desk/admin/commitments/demo.referral-reply';
const PLACES = ['units', 'partners', 'services', 'templates', 'commitments'];
/** The form as it is sent with one number changed. */
const typedIn = (text: string): Record<string, string> => {
  const form = /<form[^>]*id="proposal"[\s\S]*?<\/form>/.exec(text)![0];
  const inputs = [...form.matchAll(/<input[^>]*name="([^"]+)"[^>]*>/g)].map(([tag, name]) => ({
    tag,
    name: name!,
  }));
  const values = inputs
    .filter(({ name }) => name !== 'csrf')
    .filter(({ tag }) => !/type="radio"/.test(tag) || /checked/.test(tag))
    .map(({ tag, name }) => [name, /value="([^"]*)"/.exec(tag)?.[1] ?? '']);
  const areas = [...form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const selects = [...form.matchAll(/<select[^>]*name="([^"]+)"[\s\S]*?<\/select>/g)].map(([all, name]) => [
    name,
    /value="([^"]*)" selected/.exec(all)?.[1] ?? /selected[^>]*value="([^"]*)"/.exec(all)?.[1] ?? '',
  ]);
  const plain = (value: string) =>
    value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  return Object.fromEntries([...values, ...areas, ...selects].map(([name, value]) => [name, plain(value!)]));
};

describe.each(DATABASES)('the pages of the configuration on %s', (_name, postgres) => {
  let web: TestWeb;
  let admin: Browse;
  let far: Browse;
  let caseNumber: string;
  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    admin = await signedIn(web, 'demo.head-office', ['ADMIN'], 'admin');
    far = await signedIn(web, 'sme.planning', ['ADMIN'], 'far');
    await signedIn(web, 'demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD'], 'head');
    ({ caseNumber } = await new Office(web as unknown as TestDesk).open());
  }, 60_000);
  afterAll(() => web.close());
  const rowOf = async (place: string, id: string, browse = admin): Promise<string | undefined> => {
    const { text } = await browse.get(`/desk/admin/${place}`);
    return [...text.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) => row).find((row) => row.includes(id));
  };

  it.each(PLACES)('%s: are named in the window as in their heading', async (place) => {
    const { text } = await admin.get(`/desk/admin/${place}`);
    const heading = /<h1[^>]*>([^<]+)/.exec(text)![1]!.trim();
    expect(/<title>([^<]+)/.exec(text)![1]).toMatch(new RegExp(`^${heading}`));
  });

  it.each(PLACES)('%s: show nothing of a case and no name of a person', async (place) => {
    const { status, text } = await admin.get(`/desk/admin/${place}`);
    expect(status).toBe(200);
    expect(text).not.toContain(caseNumber);
    expect(text).not.toMatch(/王小明|<bdi>head</);
  });

  it.each(['units', 'partners', 'services', 'commitments'])(
    '%s: are of the own organisation',
    async (place) => {
      const [own, others] = [
        (await admin.get(`/desk/admin/${place}`)).text,
        (await far.get(`/desk/admin/${place}`)).text,
      ];
      const ids = (text: string) =>
        new Set(text.match(/(?:(?<=code>)|(?<=commitments\/))(?:demo|sme)\.[a-z-]+/g));
      expect([...ids(own)].filter((id) => !id.startsWith('demo.'))).toEqual([]);
      expect([...ids(others)].filter((id) => !id.startsWith('sme.'))).toEqual([]);
      expect(Math.min(ids(own).size, ids(others).size)).toBeGreaterThan(0);
    },
  );

  it('units: one without people or without a head stands out, until it has them', async () => {
    const { units } = said;
    expect(await rowOf('units', 'demo.guidance')).toContain(units.ownHead);
    expect(await rowOf('units', 'demo.registry')).toContain(units.noPeople);
    expect(await rowOf('units', 'demo.registry')).toContain('row-broken');
    expect(await rowOf('units', 'demo.head-office')).toContain(units.noHead);
    await signedIn(web, 'demo.head-office', ['UNIT_HEAD'], 'chief');
    await signedIn(web, 'demo.registry', ['REGISTRY_CLERK'], 'clerk');
    const registry = await rowOf('units', 'demo.registry');
    expect(registry).toContain(units.headAbove('示範署本部'));
    expect(registry).not.toContain('row-broken');
    await web.get(UnitOfWork).run((manager) => manager.update(Staff, { login: 'clerk' }, { active: false }));
    expect(await rowOf('units', 'demo.registry')).toContain('row-broken');
    expect(await rowOf('units', 'demo.finance-team')).toContain(units.notNeeded);
  });

  it('commitments: name how many clocks run, and those of one service alone', async () => {
    const petition = await rowOf('commitments', 'house.first-step');
    expect(petition).toMatch(/class="number">1</);
    const { text } = await admin.get('/desk/admin/commitments?service=demo.city-report&kind=clock');
    expect(text).toContain('demo.first-word');
    expect(text).not.toContain('commitments/law.application');
    expect((await admin.get('/desk/admin/commitments?kind=x')).status).toBe(422);
  });

  it('a proposal is previewed and downloaded as a file that says exactly the change; nothing is stored', async () => {
    const catalogue = web.get(Catalogue);
    const before = [...catalogue.commitments()];
    const typed = { ...typedIn((await admin.get(REPLY)).text), amount: '9', unit: 'wd' };
    const { status, text } = await admin.post(REPLY, typed);
    const words = proposalsWords['zh-TW'].preview;
    expect(status).toBe(200);
    expect(text).toContain('9 個工作日');
    expect(text).toContain(words.sameTitle);
    expect(text).toContain(words.keeps(0));
    const file = await admin.post(`${REPLY}/file`, typed);
    expect([file.status, file.text]).toEqual([200, expect.stringContaining('length: 9wd')]);
    const { organisation, commitments } = parse(file.text);
    expect([organisation, commitments.length, commitments[0].id]).toEqual(['demo', 1, 'demo.referral-reply']);
    await catalogue.refresh();
    expect(catalogue.commitments()).toEqual(before);
    expect(catalogue.commitment('demo.referral-reply')).toMatchObject({ length: '2w' });
  });

  it('a proposal with bad values comes back with what was typed and the error at the field', async () => {
    const typed = { ...typedIn((await admin.get(REPLY)).text), amount: 'soon', 'title.en': '' };
    const { status, text } = await admin.post(REPLY, typed);
    expect(status).toBe(422);
    expect(text).toMatch(/<input[^>]*name="amount"[^>]*value="soon"/);
    expect(text).toContain('href="#amount"');
    expect(text).toContain('href="#title-en"');
    expect((await admin.post(`${REPLY}/file`, typed)).status).toBe(422);
    expect((await admin.post(REPLY, typedIn((await admin.get(REPLY)).text))).text).toContain(
      '沒有要變更的地方',
    );
  });

  it('a proposal is not there for the law, other organisations, other roles, and ids that are none', async () => {
    const head = await signedIn(
      web,
      'demo.registry',
      ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'],
      'boss',
    );
    const typed = { ...typedIn((await admin.get(REPLY)).text), amount: '9' };
    for (const browse of [far, head])
      for (const path of [REPLY, `${REPLY}/file`])
        expect([path, (await browse.post(path, typed)).status]).toEqual([path, 404]);
    for (const id of ['law.petition', 'demo.subsidy-published-days', 'demo.none', 'constructor', "'"])
      expect([id, (await admin.post(`/desk/admin/commitments/${id}`, typed)).status]).toEqual([id, 404]);
    expect((await admin.get('/desk/admin/commitments/law.petition')).text).not.toContain('id="proposal"');
    expect((await head.get(REPLY)).status).toBe(404);
    expect((await head.get('/desk/admin/templates/replied')).status).toBe(404);
  });

  it('templates: are found by their words and by whom they are for', async () => {
    const found = async (query: string) =>
      (await admin.get(`/desk/admin/templates?${query}`)).text.match(/config\/templates\/[a-z-]+\.yaml/g);
    expect(await found(`q=${encodeURIComponent('查詢碼')}&to=OWNER_UNIT`)).toEqual([
      'config/templates/lookup-guessed.yaml',
    ]);
    expect(await found('q=SURVEY&to=CITIZEN')).toContain('config/templates/survey.yaml');
    expect(await found('q=nothing-has-this')).toBeNull();
    const one = (await admin.get('/desk/admin/templates/replied')).text;
    expect(one).toContain('示範機關');
    for (const kind of ['constructor', '_frame', 'x', '%00'])
      expect([kind, (await admin.get(`/desk/admin/templates/${kind}`)).status]).toEqual([kind, 404]);
  });
});
