import { days, hours } from '@app/platform';
import { ApiClient } from '../support/api-client.js';
import { startTestWeb, type TestWeb } from '../support/web.js';

const REPORT = {
  service: 'demo.feedback-mailbox',
  subject: '路燈不亮',
  description: '巷口路燈',
  contact: { name: '王小明', email: 'victim@example.tw' },
};

describe('protection against flooding the desk or a third party', () => {
  let web: TestWeb;
  beforeAll(async () => {
    const env = { DEMO: 'true', TRUSTED_PROXIES: 'loopback' };
    web = await startTestWeb({
      env: { ...env, INTAKE_PER_ADDRESS_HOUR: '3', MESSAGES_PER_RECIPIENT_DAY: '6' },
    });
  }, 60_000);
  afterAll(() => web.close());
  const report = (address: string) =>
    new ApiClient(web, { 'x-forwarded-for': address }).post('/api/v1/cases', REPORT);
  const statuses = async (addresses: string[]) => {
    const seen = [];
    for (const address of addresses) seen.push((await report(address)).status);
    return seen;
  };

  it('limits the reports of an address per hour, counting a whole IPv6 subscriber as one', async () => {
    expect(await statuses(Array(4).fill('198.51.100.1'))).toEqual([201, 201, 201, 429]);
    const refused = await report('198.51.100.1');
    expect(refused.body.type).toBe('urn:single-window:problem:too-many-reports');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const subscriber = ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2:ffff::3', '2001:db8:1:2:4::4'];
    expect(await statuses(subscriber)).toEqual([201, 201, 201, 429]);
    expect(await statuses(['2001:db8:1:3::1', '::ffff:198.51.100.1'])).toEqual([201, 429]);
    web.time.forward(hours(1));
    expect(await statuses(['198.51.100.1'])).toEqual([201]);
  });

  it('limits the messages to one recipient per day, from all reports; further ones are sent on later days', async () => {
    const sentTo = async () => {
      await web.sweep();
      return (await web.outbox()).filter((message) => message.includes('victim@example.tw')).length;
    };
    expect(await sentTo()).toBe(6);
    web.time.set(Math.ceil(web.time.now() / days(1)) * days(1));
    expect(await sentTo()).toBe(12);
    web.time.forward(days(1));
    expect(await sentTo()).toBe(16);
  });
});
