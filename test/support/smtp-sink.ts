import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { readMail, type ReadMail } from './mail-text.js';

/**
 * What the gateway does with one mail: `refuse` the connection (554), answer with a code, accept the mail and
 * `hang`, or accept it and `cut` the connection before its 250.
 */
export type SmtpBehaviour = 'accept' | 'refuse' | 421 | 451 | 550 | 'hang' | 'cut';

interface SinkMail extends ReadMail {
  from: string;
  to: string[];
  raw: string;
  /** False when the sender never got its 250: it cannot know that the mail was accepted. */
  acknowledged: boolean;
}

export interface SmtpSink {
  /** For SMTP_URL. */
  url: string;
  /** Every mail accepted, in order. */
  mails: SinkMail[];
  /** What to do with the next mails, one each; after that they are accepted. */
  next(...behaviours: SmtpBehaviour[]): void;
  /** What to do with all mails from now on. */
  always(behaviour: SmtpBehaviour): void;
  stop(): Promise<void>;
}

/** A mail gateway on loopback that keeps mails and misbehaves on demand. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const sink = new Sink();
  const port = await sink.listen();
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails: sink.mails,
    next: (...behaviours) => void sink.script.push(...behaviours),
    always: (behaviour) => void (sink.usual = behaviour),
    stop: () => sink.stop(),
  };
}

type Done = (error?: Error | null) => void;

class Sink {
  readonly mails: SinkMail[] = [];
  readonly script: SmtpBehaviour[] = [];
  usual: SmtpBehaviour = 'accept';
  private readonly sockets = new Map<number, Socket>();
  private readonly current = new Map<string, SmtpBehaviour>();
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onConnect: (_session, done) => this.connected(done),
    onMailFrom: (_address, session, done) => this.mailBegins(session, done),
    onRcptTo: (_address, session, done) => this.recipientNamed(session, done),
    onData: (stream, session, done) =>
      void text(stream).then(
        (raw) => this.mailTaken(raw, session, done),
        () => undefined, // the sender died in the middle: nothing was accepted
      ),
  });

  listen(): Promise<number> {
    this.server.on('error', () => undefined); // clients that break off are expected
    this.server.server.on('connection', (socket: Socket) => this.sockets.set(socket.remotePort!, socket));
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => resolve((this.server.server.address() as AddressInfo).port));
    });
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.values()) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private connected(done: Done): void {
    if ((this.script[0] ?? this.usual) !== 'refuse') return done();
    this.script.shift();
    done(answer(554));
  }

  private mailBegins(session: SMTPServerSession, done: Done): void {
    const behaviour = this.script.shift() ?? this.usual;
    this.current.set(session.id, behaviour);
    done(behaviour === 421 ? answer(421) : behaviour === 'refuse' ? answer(554) : null);
  }

  private recipientNamed(session: SMTPServerSession, done: Done): void {
    const behaviour = this.current.get(session.id);
    done(behaviour === 451 || behaviour === 550 ? answer(behaviour) : null);
  }

  private mailTaken(raw: string, session: SMTPServerSession, done: Done): void {
    const behaviour = this.current.get(session.id);
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom ? mailFrom.address : '';
    const acknowledged = behaviour === 'accept';
    this.mails.push({ ...readMail(raw), raw, from, to: rcptTo.map((to) => to.address), acknowledged });
    if (acknowledged) return done();
    if (behaviour === 'cut') this.sockets.get(session.remotePort)?.destroy();
  }
}

const answer = (responseCode: number) =>
  Object.assign(new Error(`told to answer ${responseCode}`), { responseCode });
