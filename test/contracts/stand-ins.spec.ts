import { createTransport } from 'nodemailer';
import { Client } from 'pg';
import { Redis } from 'ioredis';
import { axeViolations } from '../support/axe.js';
import { launchChromium } from '../support/chromium.js';
import { createTestDatabase } from '../support/postgres.js';
import { startTestRedis } from '../support/redis.js';
import { startSmsSink } from '../support/sms-sink.js';
import { startSmtpSink, type SmtpBehaviour } from '../support/smtp-sink.js';

describe('the mail gateway of the tests', () => {
  const send = async (url: string) => {
    const sender = createTransport({ url, socketTimeout: 400 } as never);
    const mail = {
      from: 'desk@example.test',
      to: 'lin@example.test',
      subject: '案件已受理',
      text: '您的案件已受理。',
      html: '<p>您的案件</p>',
    };
    return sender.sendMail(mail).then(
      () => 'sent',
      (error: { responseCode?: number; code: string }) => error.responseCode ?? error.code,
    );
  };

  it('keeps mails in readable form', async () => {
    const sink = await startSmtpSink();
    expect(await send(sink.url)).toBe('sent');
    expect(sink.mails[0]).toMatchObject({
      subject: '案件已受理',
      text: '您的案件已受理。',
      html: '<p>您的案件</p>',
      to: ['lin@example.test'],
      acknowledged: true,
    });
    await sink.stop();
  });

  it.each<[SmtpBehaviour, number | string, number]>([
    ['refuse', 554, 0],
    [421, 421, 0],
    [451, 451, 0],
    [550, 550, 0],
    ['hang', 'ETIMEDOUT', 1],
    ['cut', 'ECONNECTION', 1],
  ])('told to %s, does it once', async (behaviour, outcome, taken) => {
    const sink = await startSmtpSink();
    sink.next(behaviour);
    expect(await send(sink.url)).toBe(outcome);
    expect(sink.mails.map((mail) => mail.acknowledged)).toEqual(Array.from({ length: taken }, () => false));
    expect(await send(sink.url)).toBe('sent');
    await sink.stop();
  });
});

describe('the SMS gateway of the tests', () => {
  const send = async (url: string, fields: Record<string, string> = {}) => {
    const form = {
      username: 'u',
      password: 'p',
      dstaddr: '0912345678',
      smbody: '第一行\u0006第二行',
      clientid: 'n-1',
      ...fields,
    };
    const at = url.replace(/^mitake\+http:\/\/[^@]+@/, 'http://');
    const response = await fetch(`${at}/api/mtk/SmSend?CharsetURL=UTF8`, {
      method: 'POST',
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(400),
    });
    return response.ok ? response.text() : String(response.status);
  };

  it('delivers a clientid once and reports duplicates', async () => {
    const sink = await startSmsSink();
    expect(await send(sink.url)).not.toContain('Duplicate');
    expect(await send(sink.url)).toContain('Duplicate=Y');
    expect(sink.messages.map((message) => message.text)).toEqual(['第一行\n第二行']);
    expect(sink.attempts).toHaveLength(2);
    await sink.stop();
  });

  it('misbehaves as requested', async () => {
    const sink = await startSmsSink();
    sink.next({ http: 429 }, { http: 500 }, { statuscode: 'l' }, 'hang', 'cut');
    expect([await send(sink.url), await send(sink.url)]).toEqual(['429', '500']);
    expect(await send(sink.url)).toContain('statuscode=l');
    expect(sink.messages).toEqual([]);
    await expect(send(sink.url)).rejects.toThrow(/timeout/);
    await expect(send(sink.url)).rejects.toThrow('fetch failed');
    expect(sink.messages).toMatchObject([{ acknowledged: false }]);
    expect(await send(sink.url, { dstaddr: '02-2720' })).toContain('statuscode=v');
    await sink.stop();
  });
});

describe('the servers of the tests', () => {
  it('give each spec file an empty PostgreSQL database', async () => {
    const [one, two] = [await createTestDatabase(), await createTestDatabase()];
    const client = new Client({ connectionString: one.url });
    await client.connect();
    const { rows } = await client.query(
      `SELECT count(*)::int AS tables FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    expect(rows).toEqual([{ tables: 0 }]);
    expect(one.url).not.toBe(two.url);
    await client.end();
    await Promise.all([one.drop(), two.drop()]);
  }, 60_000);

  it('give it a Redis that keeps its data when killed', async () => {
    const server = await startTestRedis();
    const redis = new Redis({
      path: decodeURIComponent(new URL(server.url).pathname),
      retryStrategy: () => 50,
    });
    redis.on('error', () => undefined);
    await redis.set('ring', 'case-1');
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // everysec
    await server.kill();
    await server.restart();
    expect(await redis.get('ring')).toBe('case-1');
    expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    redis.disconnect();
    await server.stop();
  });
});

const BODIES: Record<string, string> = {
  '/bad': '<img src="x">',
  '/pale': '<p><font color="#999999">說明</font></p>',
};

describe('the browser of the tests', () => {
  it('finds accessibility faults under a strict content security policy', async () => {
    const browser = await launchChromium();
    const page = await browser.newPage();
    const csp = { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'" };
    const document = (body: string) =>
      `<!doctype html><html lang="zh-TW"><title>單一窗口</title><main><h1>單一窗口</h1>${body}</main></html>`;
    await page.route('**/*', (route) =>
      route.fulfill({
        headers: csp,
        body: document(BODIES[new URL(route.request().url()).pathname] ?? ''),
      }),
    );
    await page.goto('http://desk.test/good');
    expect(await axeViolations(page)).toEqual([]);
    await page.goto('http://desk.test/bad');
    expect(await axeViolations(page)).toEqual([expect.stringMatching(/^image-alt \(critical\)/)]);
    await page.goto('http://desk.test/pale');
    expect(await axeViolations(page)).toEqual([expect.stringMatching(/^color-contrast-enhanced/)]);
    await browser.close();
  }, 30_000);
});
