import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { startTestWeb, type TestWeb } from '../support/web.js';
import { Browse } from '../support/browse.js';

/** The fields of the form, page by page. */
const ANSWERS = (phone: string): [string, Record<string, string>][] => [
  ['service', { service: 'demo.consultation' }],
  ['subject', { subject: '貸款問題' }],
  ['privacy', { read: `${PRIVACY_NOTICE_VERSION} demo.consultation` }],
  ['details', { description: '想了解貸款', district: '' }],
  ['contact', { 'contact.name': '王小明', 'contact.email': '', 'contact.phone': phone }],
  ['check', {}],
];

describe('the page after a report', () => {
  let web: TestWeb;
  beforeAll(async () => void (web = await startTestWeb({ env: { DEMO: 'true' } })));
  afterAll(() => web.close());

  it.each([
    ['02-2345-6789', '我們無法主動通知'],
    ['0912-345-678', '有進度時，我們會通知您'],
    ['', '我們無法主動通知'],
  ])('promises a caller on "%s" only what reaches it: %s', async (phone, promise) => {
    const browse = new Browse(web);
    let page = await browse.get('/cases/new/service');
    for (const [step, fields] of ANSWERS(phone)) {
      const { location } = await browse.post(`/cases/new/${step}`, fields);
      page = await browse.get(location!);
    }
    expect(page.text).toMatch(/DEMO-\d{7}-\d{5}-\d/);
    expect(page.text).toContain(promise);
  });
});
