import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { note } from './figures.ts';
import { inHand } from './known-cases.ts';
import { agentOf } from './living-desk/staff.ts';
import { megabytes } from './processes.ts';
import type { RunningDesk } from './running-desk.ts';

const bench = 'uploads';
const ORGANISATION = 'sme';
const AT_ONCE = 200;
const MEGABYTES = 5;
const MOST_MEMORY = { atMost: 250 };
const LOOK_EVERY_MS = 50;

const BOUNDARY = 'bench';
const HEAD = Buffer.from(
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n`,
);
const TAIL = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
/** One piece, sent over and over: the bench itself must not need the memory that it looks for. */
const PIECE = Buffer.alloc(64 * 1024, 'The street lamp is dark.\n');

/** Two hundred files at once: how much memory web needs at most, and how many it takes in a second. */
export async function benchUploads(desk: RunningDesk): Promise<void> {
  const cases = await inHand(desk, ORGANISATION, AT_ONCE);
  const headers = await desk.bearer(agentOf(ORGANISATION));
  const before = megabytes(desk.web);
  let most = before;
  const looking = setInterval(() => (most = Math.max(most, megabytes(desk.web))), LOOK_EVERY_MS);
  const began = performance.now();
  const paths = Array.from(
    { length: AT_ONCE },
    (_, n) => `/api/v1/staff/cases/${cases[n % cases.length]!.caseNumber}/attachments`,
  );
  const statuses = await Promise.all(paths.map((path) => upload(`${desk.site}${path}`, headers)));
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(looking);
  const refused = statuses.filter((status) => status !== 201).length;
  const what = `${desk.name}: ${AT_ONCE} files of ${MEGABYTES} MB at once`;
  note({ bench, what: `${what}, refused`, value: refused, unit: 'files', aim: { atMost: 0 } });
  note({ bench, what: `${what}, memory before`, value: before, unit: 'MB' });
  note({ bench, what: `${what}, memory at most`, value: most, unit: 'MB', aim: MOST_MEMORY });
  note({ bench, what: `${what}, taken`, value: AT_ONCE / seconds, unit: 'a second' });
}

async function upload(url: string, headers: Record<string, string>): Promise<number> {
  const pieces = (MEGABYTES * 1024 * 1024) / PIECE.length;
  const length = HEAD.length + pieces * PIECE.length + TAIL.length;
  const type = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'content-length': length };
  const sending = request(url, { method: 'POST', headers: { ...headers, ...type } });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  sending.write(HEAD);
  for (let n = 0; n < pieces; n++) if (!sending.write(PIECE)) await once(sending, 'drain');
  sending.end(TAIL);
  const [answer] = await answered;
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode!;
}
