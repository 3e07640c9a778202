import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CaseFile } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { Contact, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Reader } from '@app/platform';
import type { Browse } from '../../../../test/support/browse.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';
import { callsWords } from './words.js';

jest.setTimeout(60_000);

const said = callsWords['zh-TW'];
const CALL = { channel: 'PHONE', matter: 'CONSULTATION', service: 'demo.consultation', subject: '營業時間' };

describe('the page of a call', () => {
  let web: TestWeb;
  let agent: Browse;
  let keys = 0;
  beforeAll(async () => {
    web = await startTestWeb({ env: { DEMO: 'true' } });
    agent = await signedIn(web, 'demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    await agent.get('/desk/calls/new');
  });
  afterAll(() => web.close());
  const call = (more: Record<string, string>) => ({ ...CALL, key: `key-of-call-${++keys}`, ...more });

  it('offers the services of the own agency alone', async () => {
    const { text } = await agent.get('/desk/calls/new');
    const select = /<select[^>]*name="service"[^]*?<\/select>/.exec(text)![0];
    const offered = [...select.matchAll(/<option value="([^"]+)"/g)].map(([, id]) => id!);
    const own = web
      .get(Catalogue)
      .services()
      .filter(({ organisation }) => organisation === 'demo');
    expect(offered.toSorted()).toEqual(own.map(({ id }) => id).toSorted());
  });

  it('says that a call was logged, and that it was undone', async () => {
    const logged = await agent.submit('/desk/calls/solved', call({ answer: '九點到五點' }));
    expect(logged.text.includes(said.solvedDone)).toBe(true);
    const [contact] = await web.get(Reader).repository(Contact).find();
    const undone = await agent.submit('/desk/calls/undo', { id: contact!.id });
    expect([undone.text.includes(said.undone), undone.text.includes(said.solvedDone)]).toEqual([true, false]);
  });

  it('takes no case by telephone whose caller was not read the notice', async () => {
    const matter = {
      ...{ description: '退件', 'contact.name': '王小明', 'contact.email': 'ming@example.tw' },
      noticeVersion: PRIVACY_NOTICE_VERSION,
    };
    const cases = () => web.get(Reader).repository(CaseFile).count();
    const refused = await agent.post('/desk/calls/case', call({ ...matter, sent: 'yes' }));
    expect([refused.status, await cases()]).toEqual([422, 0]);
    const opened = await agent.post('/desk/calls/case', call({ ...matter, noticeRead: 'yes', sent: 'yes' }));
    expect([opened.status, await cases()]).toEqual([200, 1]);
  });

  it('leads on to how far the messages got, while one may still change', async () => {
    const [{ caseNumber } = { caseNumber: '' }] = await web.get(Reader).repository(CaseFile).find();
    const path = `/desk/calls/told/${caseNumber}`;
    const leadsOn = async () => (await agent.get(path)).text.includes(`href="${path}"`);
    expect(await leadsOn()).toBe(true);
    await web.sweep();
    expect(await leadsOn()).toBe(false);
  });
});
