import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileMail, FileSms } from '../../libs/platform/src/transports/file-outbox.js';
import { MitakeSms } from '../../libs/platform/src/transports/mitake-sms.js';
import { SmtpMail } from '../../libs/platform/src/transports/smtp-mail.js';
import type { HandOver, OutgoingMessage } from '../../libs/platform/src/transports/transport.js';
import { startSmsSink, type SmsBehaviour, type SmsSink } from '../support/sms-sink.js';
import { startSmtpSink, type SmtpBehaviour, type SmtpSink } from '../support/smtp-sink.js';

const PATIENCE_MS = 10_000;
/** With a gateway that never answers; a busy machine answers later than this, too. */
const SHORT_PATIENCE_MS = 300;
const patience = (behaviour: unknown) => (behaviour === 'hang' ? SHORT_PATIENCE_MS : PATIENCE_MS);
const FROM = '單一窗口 <desk@example.test>';
const NOTICE_ID = '0198c9a4-5b7e-7c31-9f6e-2f1f0a7d4c11';

interface Harness {
  transport: { repeatable: boolean; send(message: OutgoingMessage): Promise<HandOver> };
  /** Messages that recipients got, as `to: text`. */
  received(): Promise<string[]>;
  message: OutgoingMessage;
  stop(): Promise<void>;
}

const mail: OutgoingMessage = {
  id: `${NOTICE_ID}@desk.example.test`,
  to: 'lin@example.test',
  subject: '【經濟部】您的案件已受理（SME-1150819-00042-7）',
  text: '您的案件已受理。\n請至查詢頁面。',
  html: '<p>您的案件已受理。</p>',
  label: 'case-accepted',
};
const sms: OutgoingMessage = {
  id: NOTICE_ID,
  to: '+886912345678',
  text: '您的案件已受理。\n請查詢。',
  label: 'case-accepted',
};

async function fileHarness(
  make: (folder: string) => Harness['transport'],
  message: OutgoingMessage,
): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'single-window-outbox-'));
  const outbox = join(folder, 'outbox');
  const received = async () => {
    const contents = await Promise.all(
      (await readdir(outbox)).map((name) => readFile(join(outbox, name), 'utf8')),
    );
    return contents.map(
      (text) => `${/^To: (.*)$/m.exec(text)![1]}: ${text.split('\n\n').slice(1).join('\n\n').trim()}`,
    );
  };
  return { transport: make(folder), message, received, stop: () => rm(folder, { recursive: true }) };
}

async function smtpHarness(): Promise<Harness> {
  const sink = await startSmtpSink();
  const received = async () => sink.mails.map(({ to, text }) => `${to[0]}: ${text}`);
  return {
    transport: new SmtpMail(sink.url, FROM, PATIENCE_MS),
    message: mail,
    received,
    stop: () => sink.stop(),
  };
}

async function mitakeHarness(): Promise<Harness> {
  const sink = await startSmsSink();
  const received = async () => sink.messages.map(({ to, text }) => `${to.replace(/^0/, '+886')}: ${text}`);
  return { transport: new MitakeSms(sink.url, PATIENCE_MS), message: sms, received, stop: () => sink.stop() };
}

describe.each<[string, () => Promise<Harness>]>([
  ['mail as files', () => fileHarness((folder) => new FileMail(folder, FROM), mail)],
  ['SMS as files', () => fileHarness((folder) => new FileSms(folder), sms)],
  ['SMTP', smtpHarness],
  ['Mitake', mitakeHarness],
])('every transport: %s', (_name, start) => {
  let harness: Harness;
  beforeEach(async () => void (harness = await start()));
  afterEach(() => harness.stop());

  it('delivers a message complete, with line breaks and Chinese', async () => {
    const { transport, message, received } = harness;
    expect(await transport.send(message)).toMatchObject({
      state: 'ACCEPTED',
      providerId: expect.stringMatching(/./),
    });
    expect(await received()).toEqual([`${message.to}: ${message.text}`]);
  });

  it('delivers a repeat with the same id once, if it is `repeatable`', async () => {
    const { transport, message, received } = harness;
    await transport.send(message);
    expect(await transport.send(message)).toMatchObject({ state: 'ACCEPTED' });
    expect(await received()).toHaveLength(transport.repeatable ? 1 : 2);
  });

  it('sends different messages concurrently', async () => {
    const { transport, message, received } = harness;
    const ids = ['1', '2', '3'].map((n) => message.id.replace('4c11', `4c1${n}`));
    const outcomes = await Promise.all(ids.map((id) => transport.send({ ...message, id })));
    expect(outcomes.map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    expect(await received()).toHaveLength(3);
  });
});

describe('SMTP', () => {
  let sink: SmtpSink;
  let transport: SmtpMail;
  beforeEach(async () => {
    sink = await startSmtpSink();
    transport = new SmtpMail(sink.url, FROM, PATIENCE_MS);
  });
  afterEach(() => sink.stop());

  it('sends our Message-ID, text and HTML, and the header against mail loops', async () => {
    await transport.send(mail);
    expect(sink.mails[0]).toMatchObject({
      messageId: `<${mail.id}>`,
      subject: mail.subject,
      html: mail.html,
      from: 'desk@example.test',
    });
    expect(sink.mails[0]!.headers).toMatchObject({ 'auto-submitted': 'auto-generated' });
  });

  it.each<[SmtpBehaviour, HandOver['state'], number]>([
    ['refuse', 'LATER', 0],
    [421, 'LATER', 0],
    [451, 'LATER', 0],
    [550, 'REFUSED', 0],
    ['hang', 'UNSURE', 1],
    ['cut', 'UNSURE', 1],
  ])('a gateway told to %s: %s', async (behaviour, state, taken) => {
    sink.next(behaviour);
    const outcome = await new SmtpMail(sink.url, FROM, patience(behaviour)).send(mail);
    expect(outcome.state).toBe(state);
    expect(JSON.stringify(outcome)).not.toContain(mail.to);
    expect(sink.mails).toHaveLength(taken);
  });

  it('sends the same Message-ID when an unsure mail is repeated', async () => {
    sink.next('cut');
    await transport.send(mail);
    expect(await transport.send(mail)).toMatchObject({ state: 'ACCEPTED' });
    expect(new Set(sink.mails.map(({ messageId }) => messageId))).toEqual(new Set([`<${mail.id}>`]));
  });

  it('an unreachable gateway: later', async () => {
    await sink.stop();
    expect(await transport.send(mail)).toMatchObject({ state: 'LATER' });
    sink = await startSmtpSink();
  });
});

describe('Mitake', () => {
  let sink: SmsSink;
  let transport: MitakeSms;
  beforeEach(async () => {
    sink = await startSmsSink();
    transport = new MitakeSms(sink.url, PATIENCE_MS);
  });
  afterEach(() => sink.stop());

  async function sentTo(gateway: RequestListener): Promise<HandOver> {
    const server = createServer(gateway);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const outcome = await new MitakeSms(`mitake+http://desk:secret@127.0.0.1:${port}`, PATIENCE_MS).send(sms);
    server.close();
    return outcome;
  }

  it.each<[SmsBehaviour, HandOver['state'], number]>([
    [{ statuscode: '6' }, 'REFUSED', 0],
    [{ statuscode: 'v' }, 'REFUSED', 0],
    [{ statuscode: 'l' }, 'LATER', 0],
    [{ statuscode: '*' }, 'LATER', 0],
    [{ statuscode: 'k' }, 'LATER', 0],
    [{ statuscode: '77' }, 'LATER', 0],
    [{ http: 429 }, 'LATER', 0],
    [{ http: 503 }, 'LATER', 0],
    ['hang', 'UNSURE', 1],
    ['cut', 'UNSURE', 1],
  ])('a gateway told to answer %j: %s', async (behaviour, state, taken) => {
    sink.next(behaviour);
    expect((await new MitakeSms(sink.url, patience(behaviour)).send(sms)).state).toBe(state);
    expect(sink.messages).toHaveLength(taken);
  });

  it('a gateway that leads elsewhere is not followed: the password goes where it was meant to go', async () => {
    const location = `http://${new URL(sink.url).host}/api/mtk/SmSend`;
    const outcome = await sentTo((_, response) => void response.writeHead(307, { location }).end());
    expect([outcome.state, sink.attempts]).toEqual(['UNSURE', []]);
  });

  it('a gateway that resets the connection may have taken the message', async () => {
    const outcome = await sentTo(({ socket }) => void (socket as Socket).resetAndDestroy());
    expect(outcome).toEqual({ state: 'UNSURE', reason: 'ECONNRESET' });
  });

  it('after an unsure hand-over, the repeat is recognised by its clientid and delivered once', async () => {
    sink.next('cut');
    await transport.send(sms);
    expect(await transport.send(sms)).toEqual({ state: 'ACCEPTED', providerId: sink.messages[0]!.msgid });
    expect(sink.attempts).toEqual([
      { clientId: NOTICE_ID, duplicate: false },
      { clientId: NOTICE_ID, duplicate: true },
    ]);
    expect(sink.messages).toHaveLength(1);
  });

  it('an unreachable gateway: later, and the password is in no answer', async () => {
    await sink.stop();
    const outcome = await transport.send(sms);
    expect(outcome).toEqual({ state: 'LATER', reason: 'ECONNREFUSED' });
    sink = await startSmsSink();
  });
});

describe('the outbox of files', () => {
  it('writes one readable file per message, named by its kind', async () => {
    const harness = await fileHarness((folder) => new FileMail(folder, FROM), mail);
    const handed = await harness.transport.send(mail);
    expect(handed).toEqual({
      state: 'ACCEPTED',
      providerId: `case-accepted-${NOTICE_ID}_desk.example.test.mail.txt`,
    });
    await harness.stop();
  });
});
