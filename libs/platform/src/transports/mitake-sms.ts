import { SmsTransport, type HandOver, type OutgoingMessage } from './transport.js';

const TIMEOUT_MS = 30_000;
/** ASCII 6 stands for a new line in `smbody`. */
const NEWLINE = '\u0006';

type Verdict = 'ACCEPTED' | 'REFUSED' | 'LATER';
/** Status codes of the HTTP API v2, by what to do about them. Codes absent here are retried and logged. */
const VERDICTS: Record<Verdict, string> = {
  ACCEPTED: '01234',
  REFUSED: '567tuvwxyz',
  LATER: '*abcdefhklmnprs89',
};

/**
 * Mitake 三竹 HTTP API v2, `SmSend`. The `clientid` is our message id: for a second call the gateway answers
 * `Duplicate=Y` and delivers once, so an interrupted call may be repeated.
 */
export class MitakeSms extends SmsTransport {
  readonly repeatable = true;
  private readonly endpoint: string;
  private readonly account: { username: string; password: string };

  /** `mitake://user:password@host[:port][/path]`; `mitake+http:` for a gateway on this machine. */
  constructor(
    url: string,
    private readonly timeoutMs: number = TIMEOUT_MS,
  ) {
    super();
    const at = new URL(url);
    const path = at.pathname.length > 1 ? at.pathname.replace(/\/$/, '') : '/api/mtk';
    const scheme = at.protocol === 'mitake+http:' ? 'http' : 'https';
    this.endpoint = `${scheme}://${at.host}${path}/SmSend?CharsetURL=UTF8`;
    this.account = { username: decodeURIComponent(at.username), password: decodeURIComponent(at.password) };
  }

  async send(message: OutgoingMessage): Promise<HandOver> {
    const body = new URLSearchParams({
      ...this.account,
      dstaddr: message.to.replace(/^\+886/, '0'),
      smbody: message.text.replaceAll('\n', NEWLINE),
      clientid: message.id,
    });
    try {
      const response = await fetch(this.endpoint, {
        method: 'POST',
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      if (!response.ok) return { state: 'LATER', reason: `HTTP ${response.status}` };
      return verdict(await response.text());
    } catch (error) {
      return broken(error as Error & { cause?: { code?: string } });
    }
  }
}

/** Failures before the gateway was reached: it cannot have accepted the message. */
const NEVER_REACHED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*)$/;

function broken(error: Error & { cause?: { code?: string } }): HandOver {
  const code = error.cause?.code ?? error.name;
  return { state: NEVER_REACHED.test(code) ? 'LATER' : 'UNSURE', reason: code };
}

function verdict(text: string): HandOver {
  const fields = Object.fromEntries(
    text.split(/\r?\n/).map((row) => row.trim().split('=', 2) as [string, string]),
  );
  const code = fields['statuscode'] ?? '';
  const state = (Object.keys(VERDICTS) as Verdict[]).find((v) => [...VERDICTS[v]].includes(code)) ?? 'LATER';
  if (state === 'ACCEPTED') return { state, providerId: fields['msgid'] ?? '' };
  return { state, reason: `statuscode ${code || 'absent'}` };
}
