import { MailTransport, type HandOver, type OutgoingMessage } from './transport.js';

const TIMEOUT_MS = 30_000;

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  /** The SMTP command that failed: `CONN` also for a connection that broke at any moment. */
  command?: string;
}

/** A refusal of these commands is about the recipient or the mail; of all others, about us and our gateway. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA']);

/**
 * Mail through SMTP. SMTP has no atomic hand-over (RFC 1047): a connection that breaks after DATA leaves the result
 * `UNSURE`; a repeat carries the same Message-ID. Each mail has its own connection, so that it is known how far it got,
 * and a connection that the gateway closed while idle is never mistaken for a lost mail.
 */
export class SmtpMail extends MailTransport {
  readonly repeatable = false;

  constructor(
    private readonly url: string,
    private readonly from: string,
    private readonly timeoutMs: number = TIMEOUT_MS,
  ) {
    super();
  }

  async send(message: OutgoingMessage): Promise<HandOver> {
    const progress = new Progress();
    try {
      const transporter = await this.transporter(progress);
      const sent = await transporter.sendMail({
        from: this.from,
        to: { name: '', address: message.to },
        subject: message.subject,
        text: message.text,
        html: message.html,
        messageId: `<${message.id}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
      return { state: 'ACCEPTED', providerId: sent.messageId };
    } catch (error) {
      return verdict(error as SmtpError, progress.dataBegun);
    }
  }

  /** nodemailer is loaded with the first mail: only the worker sends mail. */
  private async transporter(logger: Progress) {
    const { createTransport } = await import('nodemailer');
    const patience = {
      connectionTimeout: this.timeoutMs,
      greetingTimeout: this.timeoutMs,
      socketTimeout: this.timeoutMs,
    };
    const safety = { disableFileAccess: true, disableUrlAccess: true };
    return createTransport({ url: this.url, ...patience, ...safety, logger, transactionLog: true } as never);
  }
}

/** Follows the log of one connection: nodemailer has no other way to tell whether DATA had begun when it broke. */
class Progress {
  dataBegun = false;

  debug(entry: { tnx?: string }, said: unknown): void {
    if (entry.tnx === 'client' && said === 'DATA') this.dataBegun = true;
  }

  level(): void {}
  trace(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
  fatal(): void {}
}

function verdict({ code, responseCode, command = '' }: SmtpError, dataBegun: boolean): HandOver {
  const reason = ['SMTP', command, responseCode ?? code].filter(Boolean).join(' ');
  if (responseCode)
    return { state: responseCode >= 500 && ABOUT_THE_MAIL.has(command) ? 'REFUSED' : 'LATER', reason };
  return { state: dataBegun ? 'UNSURE' : 'LATER', reason };
}
