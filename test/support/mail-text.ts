/** Parses a mail: headers, decoded subject, decoded text and HTML. Sufficient for our own mails. */
export interface ReadMail {
  /** Lower-case name → unfolded raw value. */
  headers: Record<string, string>;
  messageId: string;
  subject: string;
  text: string;
  html: string;
}

export function readMail(raw: string): ReadMail {
  const { headers, body } = split(raw);
  const parts = partsOf(headers, body);
  const part = (type: string) => parts.find((p) => contentType(p.headers).startsWith(type));
  return {
    headers,
    messageId: headers['message-id'] ?? '',
    subject: decodeWords(headers['subject'] ?? ''),
    text: decodeBody(part('text/plain')),
    html: decodeBody(part('text/html')),
  };
}

interface Part {
  headers: Record<string, string>;
  body: string;
}

function split(raw: string): Part {
  const [head = '', ...rest] = raw.replaceAll('\r\n', '\n').split('\n\n');
  const lines = head.replace(/\n[ \t]+/g, ' ').split('\n');
  const pairs = lines.map((line) => /^([^:]+):\s*(.*)$/.exec(line)).filter((match) => match !== null);
  return {
    headers: Object.fromEntries(pairs.map(([, name, value]) => [name!.toLowerCase(), value!])),
    body: rest.join('\n\n'),
  };
}

function partsOf(headers: Part['headers'], body: string): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(headers['content-type'] ?? '')?.[1];
  if (!boundary) return [{ headers, body }];
  const pieces = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((piece) => split(piece.replace(/^\n/, '')));
  return pieces.flatMap((piece) => partsOf(piece.headers, piece.body));
}

const contentType = (headers: Part['headers']) => (headers['content-type'] ?? 'text/plain').toLowerCase();

function decodeBody(part?: Part): string {
  if (!part) return '';
  const encoding = (part.headers['content-transfer-encoding'] ?? '7bit').toLowerCase();
  if (encoding === 'base64') return Buffer.from(part.body, 'base64').toString('utf8').trimEnd();
  if (encoding === 'quoted-printable') return decodeQuoted(part.body.replace(/=\n/g, '')).trimEnd();
  return part.body.trimEnd();
}

const decodeQuoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** RFC 2047 words: `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`. */
function decodeWords(text: string): string {
  const joined = text.replace(/\?=\s+=\?/g, '?==?');
  return joined.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(word, 'base64').toString('utf8')
      : decodeQuoted(word.replaceAll('_', ' ')),
  );
}
