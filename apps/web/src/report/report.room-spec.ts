import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { hours, Housekeeping, Reader, UnitOfWork } from '@app/platform';
import { Browse, type Page } from '../../../../test/support/browse.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { casePartsWords } from '../case-parts/words.js';
import { signedIn } from '../spec-support.js';
import { reportWords } from './words.js';

const SERVICE = 'sme.finance-diagnosis';
const ANSWERS: Record<string, Record<string, string>> = {
  service: { service: SERVICE },
  subject: { subject: '路燈不亮' },
  privacy: { read: `${PRIVACY_NOTICE_VERSION} ${SERVICE}` },
  details: { description: '巷口的路燈', district: '' },
  contact: { 'contact.name': '王小明', 'contact.email': 'ming@example.tw', 'contact.phone': '' },
};
const ORDER = Object.keys(ANSWERS);
const { lost, sent, noReceipt, done } = reportWords['zh-TW'];

describe.each(DATABASES)('the pages of a report, on %s', (_name, postgres) => {
  let web: TestWeb;
  let jar: Map<string, string>;
  let browse: Browse;
  beforeAll(async () => {
    const env = {
      INTAKE_PER_ADDRESS_HOUR: '100',
      DRAFTS_PER_ADDRESS_HOUR: '100',
      TRUSTED_PROXIES: 'loopback',
    };
    web = await startTestWeb({ postgres, env });
  });
  afterAll(() => web.close());
  let address = 0;
  const arrive = async () => {
    jar = new Map();
    browse = new Browse(web, jar, { 'x-forwarded-for': `2001:db8:0:${++address}::1` });
    await browse.get('/cases/new/service');
  };
  beforeEach(arrive);

  const answer = (name: string, change: Record<string, string> = {}) =>
    browse.post(`/cases/new/${name}`, { ...ANSWERS[name], ...change });
  const answerAll = async (names = ORDER) => {
    let page: Page | undefined;
    for (const name of names) page = await answer(name);
    return page!.location;
  };
  const send = () => browse.post('/cases/new/check', {});
  /** Holds every report until all requests have got so far. */
  const allAtOnce = async (count: number, post: () => Promise<Page>) => {
    const intake = web.get(Intake);
    const report = intake.report.bind(intake);
    let arrived = 0;
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const held = jest.spyOn(intake, 'report').mockImplementation(async (...input) => {
      if (++arrived === count) release();
      await gate;
      return report(...input);
    });
    const all = await Promise.all(Array.from({ length: count }, post));
    held.mockRestore();
    return all;
  };
  const cases = async () => (await web.rowCounts(['case_file']))['case_file']!;
  const drafts = async () => (await web.rowCounts(['draft']))['draft']!;
  const valueOf = ({ text }: Page, name: string) =>
    new RegExp(
      `<(?:input|textarea)[^>]* name="${name}"[^>]* value="([^"]*)"|<textarea[^>]* name="${name}"[^>]*>([^<]*)<`,
    )
      .exec(text)
      ?.slice(1)
      .find(Boolean);

  it('a POST keeps the answer and redirects to the next question, at last to the check', async () => {
    for (const [index, name] of ORDER.entries()) {
      const next = `/cases/new/${ORDER[index + 1] ?? 'check'}`;
      expect(await answer(name)).toMatchObject({ status: 303, location: next });
      expect((await browse.get(next)).status).toBe(200);
    }
    expect(valueOf(await browse.get('/cases/new/subject'), 'subject')).toBe('路燈不亮');
  });

  it('what is wrong is kept, and shown by a GET that can be reloaded; without ?check nothing is called wrong', async () => {
    await answerAll(['service']);
    const { status, location } = await answer('subject', { subject: '字'.repeat(201) });
    expect([status, location]).toEqual([303, '/cases/new/subject?check']);
    for (let reload = 0; reload < 2; reload++) {
      const page = await browse.get(location!);
      expect(page.status).toBe(422);
      expect(page.text).toContain('請不要超過 200 個字');
      expect(valueOf(page, 'subject')).toHaveLength(201);
    }
    expect((await browse.get('/cases/new/subject')).status).toBe(200);
  });

  it('Enter in the search field shows what was found; only then a missing choice is called wrong', async () => {
    const words = { find: '貸款', found: '' };
    expect((await browse.post('/cases/new/service', words)).location).toBe('/cases/new/service');
    const { text } = await browse.get('/cases/new/service');
    expect(text).toContain('name="found" value="貸款"');
    const again = { ...words, found: '貸款' };
    expect((await browse.post('/cases/new/service', again)).location).toBe('/cases/new/service?check');
    const chosen = { find: '創業', found: '貸款', service: SERVICE };
    expect((await browse.post('/cases/new/service', chosen)).location).not.toContain('/service');
  });

  it('the check takes no reason of a refusal that it does not know', async () => {
    await answerAll();
    const statusOf = async (refused: string) =>
      (await browse.get(`/cases/new/check?refused=${refused}`)).status;
    for (const odd of ['constructor', 'toString', '__proto__', 'x', ''])
      expect(await statusOf(odd)).toBe(200);
    expect(await statusOf('busy')).toBe(503);
  });

  it('a later question leads to the first one that is open', async () => {
    await answerAll(['service']);
    for (const later of ['privacy', 'contact', 'check'])
      expect(await browse.get(`/cases/new/${later}`)).toMatchObject({ location: '/cases/new/subject' });
    await answer('subject');
    await answer('privacy', { read: '' });
    expect((await browse.get('/cases/new/contact')).location).toBe('/cases/new/privacy');
    expect(await send()).toMatchObject({ status: 303, location: '/cases/new/privacy?check' });
  });

  it('a change from the check returns to the check; another service keeps the other answers', async () => {
    await answerAll();
    expect((await answer('subject', { subject: '路燈又不亮' })).location).toBe('/cases/new/check');
    expect((await browse.get('/cases/new/check')).text).toContain('路燈又不亮');
    const { location } = await answer('service', { service: 'sme.consultation' });
    expect((await browse.get(location!)).status).toBe(200);
    expect(valueOf(await browse.get('/cases/new/subject'), 'subject')).toBe('路燈又不亮');
  });

  it('the way back, the language switch and the script keep what was typed, also where it is wrong', async () => {
    await answerAll(['service', 'subject']);
    expect((await answer('privacy')).location).toBe('/cases/new/details');
    expect((await answer('details', { go: 'privacy', description: '' })).location).toBe('/cases/new/privacy');
    expect((await answer('details', { lang: 'en' })).location).toBe('/cases/new/details');
    const english = await browse.get('/cases/new/details');
    expect(english.text).toContain('lang="en"');
    expect(valueOf(english, 'description')).toBe('巷口的路燈');
    const typed = { 'contact.name': '', 'contact.email': '寫到一半', 'contact.phone': '' };
    expect(await browse.post('/cases/new/contact/keep', typed)).toMatchObject({ status: 204, text: '' });
    expect((await answer('details')).location).toBe('/cases/new/contact');
    expect(valueOf(await browse.get('/cases/new/contact'), 'contact.email')).toBe('寫到一半');
    await browse.post('/cases/new/contact/keep', ANSWERS['contact']!);
    // kept, but "continue" was not pressed
    expect((await browse.get('/cases/new/check')).location).toBe('/cases/new/contact');
    expect((await answer('details', { lang: 'zh-TW', errors: 'shown' })).location).toBe(
      '/cases/new/details?check',
    );
  });

  it('an address of a service chooses it with the first answer; looking at it keeps nothing', async () => {
    expect(await browse.get(`/cases/new?service=${SERVICE}`)).toMatchObject({
      status: 303,
      location: `/cases/new/subject?service=${SERVICE}`,
    });
    const page = await browse.get(`/cases/new/subject?service=${SERVICE}`);
    expect(page.text).toContain('融資診斷輔導');
    expect([jar.has('draft'), valueOf(page, 'service')]).toEqual([false, SERVICE]);
    expect((await answer('subject', { service: SERVICE })).location).toBe('/cases/new/privacy');
    expect((await browse.get('/cases/new?service=sme.moon')).status).toBe(200);
    expect((await browse.get('/cases/new/subject?service=sme.consultation')).text).toContain(
      'sme.consultation',
    );
  });

  it('nothing typed keeps nothing: neither a row nor a cookie', async () => {
    const before = await drafts();
    await answer('service', { service: '' });
    await browse.post('/cases/new/contact/keep', {});
    expect([await drafts(), jar.has('draft')]).toEqual([before, false]);
  });

  it('the answers are erased when they are sent, and the receipt may be opened again; the code is in no address and no row', async () => {
    await answerAll();
    const { status, location } = await send();
    expect([status, location]).toEqual([303, '/cases/new/done']);
    const receipt = await browse.get('/cases/new/done');
    const [code] = /[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}/.exec(receipt.text)!;
    const number = /SME-\d{7}-\d{5}-\d/.exec(receipt.text)![0];
    for (const shown of ['王小明', code, number]) expect(jar.get('draft')).not.toContain(shown);
    expect(receipt.text).toContain(`/progress?n=${number}`);
    expect(receipt.text.replaceAll(/<[^>]*>/g, '')).toContain(code);
    expect(/(?:href|action|src)="[^"]*"/g.exec(receipt.text)?.join('')).not.toContain(code.replace('-', ''));
    for (const language of ['?lang=en', '?lang=zh-TW'])
      expect((await browse.get(`/cases/new/done${language}`)).text).toContain(code);
    for (const name of ['subject', 'contact']) {
      const back = await browse.get(`/cases/new/${name}`);
      expect([back.status, back.text.includes(sent.title)]).toEqual([200, true]);
      expect(back.text).toContain('href="/cases/new/done"');
      expect(back.text).not.toContain('路燈');
    }
    expect((await browse.get('/cases/new/service')).text).toContain(sent.before);
    expect((await browse.get('/cases/new/check')).location).toBe('/cases/new/done');
    const rows = JSON.stringify(await web.get(Reader).rows('SELECT * FROM draft'));
    expect(rows).not.toContain(code.replace('-', ''));
    expect(rows).not.toContain(number);
  });

  it('sent twice, or a hundred times at once, it is one case; the next report is another', async () => {
    await answerAll();
    const before = await cases();
    const all = await allAtOnce(100, send);
    expect(new Set(all.map(({ location }) => location))).toEqual(new Set(['/cases/new/done']));
    expect(await cases()).toBe(before + 1);
    expect((await send()).location).toBe('/cases/new/done');
    await answerAll();
    expect((await send()).location).toBe('/cases/new/done');
    expect(await cases()).toBe(before + 2);
  });

  it('a petitioner’s wish for confidentiality is seen by the staff of the case', async () => {
    await answerAll(['service', 'subject']);
    await answer('service', { service: 'sme.feedback-mailbox' });
    await answer('subject');
    await answer('privacy', { read: `${PRIVACY_NOTICE_VERSION} sme.feedback-mailbox` });
    await answer('details');
    await answer('contact', { confidential: 'yes' });
    expect((await browse.get('/cases/new/check')).text).toContain('身分保密');
    await send();
    const number = /SME-\d{7}-\d{5}-\d/.exec((await browse.get('/cases/new/done')).text)![0];
    const staff = await signedIn(web, 'sme.planning', ['UNIT_HEAD'], `head-${postgres}`);
    expect((await staff.get(`/desk/cases/${number}`)).text).toContain(
      casePartsWords['zh-TW'].facts.confidentialAsked,
    );
  });

  it('two tabs do not lose each other’s answers', async () => {
    await answerAll(['service', 'subject', 'privacy']);
    await Promise.all([
      answer('details'),
      answer('contact'),
      answer('subject', { subject: '另一頁改的主旨' }),
    ]);
    const check = (await browse.get('/cases/new/check')).text;
    for (const text of ['另一頁改的主旨', '巷口的路燈', '王小明']) expect(check).toContain(text);
  });

  it('what is over, lost or cannot be read is said, and the page just sent is kept', async () => {
    const expire = async () => web.time.forward(hours(24));
    const forget = async () => {
      await expire();
      await web.get(Housekeeping).sweep();
    };
    const damage = () =>
      web.get(UnitOfWork).run((manager) => manager.query(`UPDATE draft SET body = 'v1.AAAA'`));
    const lose = async () => void jar.delete('draft');
    const ways: [keyof typeof lost, () => Promise<unknown>][] = [
      ['expired', expire],
      ['expired', forget],
      ['unreadable', damage],
      ['none', lose],
    ];
    for (const [state, happen] of ways) {
      await arrive();
      await answerAll(['service', 'subject', 'privacy', 'details']);
      await happen();
      const shown = await browse.get('/cases/new/contact');
      expect(shown.location).toBe(`/cases/new/service?lost=${state}`);
      const { location } = await answer('contact');
      expect(location).toBe(`/cases/new/service?lost=${state}`);
      expect((await browse.get(location!)).text).toContain(lost[state]);
      for (const name of ['service', 'subject', 'privacy', 'details']) await answer(name);
      expect((await browse.get('/cases/new/check')).text).toContain('王小明');
      expect((await browse.get('/cases/new')).status).toBe(200);
    }
  });

  it.each<Record<string, string>>([{ 'contact.email': 'x' }, { lang: 'en' }, { go: 'details' }])(
    'what is lost is said also where the page just sent has %j',
    async (change) => {
      await answerAll(['service', 'subject', 'privacy', 'details']);
      jar.delete('draft');
      expect((await answer('contact', change)).location).toBe('/cases/new/service?lost=none');
    },
  );

  it('the start page says what is kept and until when; begun again, nothing of it is left', async () => {
    await answerAll(['service', 'subject']);
    const start = await browse.get('/cases/new');
    expect(start.text).toContain('民國115年8月');
    expect(start.text).toContain('href="/cases/new/privacy"');
    const before = await drafts();
    expect(await browse.post('/cases/new', {})).toMatchObject({
      status: 303,
      location: '/cases/new/service',
    });
    expect(await drafts()).toBe(before - 1);
    expect((await browse.get('/cases/new')).text).not.toContain('/cases/new/privacy');
  });

  it('a receipt is shown to its own browser only, ends with its time, and shows no code once a newer one was issued', async () => {
    await answerAll();
    await send();
    const receipt = await browse.get('/cases/new/done');
    const other = await new Browse(web).get('/cases/new/done');
    expect([other.status, other.text.includes(noReceipt.title)]).toEqual([404, true]);
    const [code] = /[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}/.exec(receipt.text)!;
    const number = /SME-\d{7}-\d{5}-\d/.exec(receipt.text)![0];
    const renew = `UPDATE case_file SET "codeVersion" = 2 WHERE "caseNumber" = '${number}'`;
    await web.get(UnitOfWork).run((manager) => manager.query(renew));
    const later = (await browse.get('/cases/new/done')).text;
    expect([later.includes(number), later.includes(code), later.includes(done.newerCode)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(later).not.toMatch(/id="lookup-code"/);
    web.time.forward(hours(24));
    expect((await browse.get('/cases/new/done')).status).toBe(404);
  });

  it('of drafts begun at once from one network the set number is kept; the others are refused with what was typed', async () => {
    const before = await drafts();
    const begin = async (n: number) => {
      const visitor = new Browse(web, new Map(), { 'x-forwarded-for': `2001:db8:ffff:1::${n + 1}` });
      await visitor.get('/cases/new/service');
      return visitor.post('/cases/new/details', { description: `路燈 ${n}`, district: '' });
    };
    const all = await Promise.all(Array.from({ length: 110 }, (_, n) => begin(n)));
    const refused = all.filter(({ status }) => status === 429);
    expect([all.filter(({ status }) => status === 303).length, refused.length]).toEqual([100, 10]);
    for (const page of refused) {
      expect(page.text).toMatch(/路燈 \d+/);
      expect(page.text).toContain('開始填寫的表單太多');
    }
    expect(await drafts()).toBe(before + 100);
  });
});
