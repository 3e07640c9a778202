import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Scans } from '@app/attachments';
import { HerCase } from '../../../../test/support/her-case.js';
import { ApiClient } from '../../../../test/support/api-client.js';
import { Browse } from '../../../../test/support/browse.js';
import { INFECTED, startClamdSink, type ClamdSink } from '../../../../test/support/clamd-sink.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { pdf } from '../../../../test/support/sample-files.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { casePartsWords } from '../case-parts/words.js';
import { citizenCaseWords } from './words.js';

const said = citizenCaseWords['zh-TW'].infected;

describe.each(DATABASES)('a file with harmful content, on %s', (_name, postgres) => {
  let web: TestWeb;
  let sink: ClamdSink;
  let browse: Browse;
  let one: HerCase;
  beforeAll(async () => {
    sink = await startClamdSink();
    web = await startTestWeb({ postgres, env: { CLAMD_URL: sink.url } });
    await web.demoStaff();
    one = await HerCase.logged(web);
    browse = new Browse(web);
    await browse.get('/progress');
    await browse.post('/progress', { caseNumber: one.number, lookupCode: one.code });
  }, 60_000);
  afterAll(async () => {
    await web.close();
    await sink.stop();
  });

  it('that she sent: she is told what to do, the unit is told, and all see that it is locked', async () => {
    await browse.get(`${one.path}/message`);
    const sent = await browse.upload(`${one.path}/message`, { text: '如附件' }, [
      { name: '現場.pdf', bytes: pdf(INFECTED) },
    ]);
    expect(sent.location).toMatch(/receipts/);
    expect((await browse.get(one.path)).text).not.toContain(said.hers('「現場.pdf」'));
    await web.get(Scans).sweep();
    const { text } = await browse.get(one.path);
    for (const words of [said.hers('「現場.pdf」'), `href="${one.path}/message"`])
      expect(text).toContain(words);
    expect(await one.count('FILE_INFECTED')).toBe(1);
    await web.sweep();
    await web.pass(300_000);
    expect(await web.outbox('file-infected')).not.toEqual([]);
    const staff = await Browse.signedIn(web, 'handler', PASSWORD);
    const desk = await staff.get(`/desk/cases/${one.number}`);
    expect(desk.text).toContain(casePartsWords['zh-TW'].events.desk.FILE_INFECTED);
  });

  it('that the unit attached: she need not do anything', async () => {
    const handler = await ApiClient.of(web, 'handler');
    const path = `/api/v1/staff/cases/${one.number}`;
    const { body } = await handler.upload(`${path}/attachments`, [
      { name: '說明.pdf', bytes: pdf(INFECTED) },
    ]);
    await one.act('message', { text: '如附件', attachments: body.draft });
    await web.get(Scans).sweep();
    const { text } = await browse.get(one.path);
    expect(text).toContain(said.ours('「說明.pdf」'));
    expect(text).not.toContain(said.hers('「說明.pdf」'));
  });
});
