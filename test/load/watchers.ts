import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { at, note } from './figures.ts';
import { report } from './intake.ts';
import { ORGANISATIONS } from './living-desk/mix.ts';
import { supervisorOf } from './living-desk/staff.ts';
import { JSON_BODY } from './load.ts';
import { SECONDS } from './options.ts';
import { processorMs } from './processes.ts';
import type { RunningDesk } from './running-desk.ts';

const bench = 'watchers';
const WATCHERS = 200;
const CHANGES = 50;
const DELAY_MS = { atMost: 1_000 };
const CORE = { atMost: 1 / 3 };
const OPENED_MS = 3_000;
const SEEN_WITHIN_MS = 30_000;
const CURSOR = /^id: (\d+)/gm;

/** At some moment, something had happened up to a position of the history. */
interface Seen {
  when: number;
  cursor: number;
}

interface Watching {
  seen: Seen[];
  /** What came over its connection so far. */
  bytes: () => number;
  end: () => void;
}

/** Streams of the boards of all agencies, each over a connection of its own, while cases come in. */
export async function benchWatchers(desk: RunningDesk): Promise<void> {
  const alone = await changes(desk);
  const agent = new Agent({ keepAlive: true, maxSockets: WATCHERS });
  const organisations = Object.keys(ORGANISATIONS);
  const tokens = await Promise.all(organisations.map((one) => desk.bearer(supervisorOf(one))));
  const streams = Array.from({ length: WATCHERS }, (_, n) =>
    watch(`${desk.api}/staff/board/stream`, tokens[n % tokens.length]!, agent),
  );
  const watched = await Promise.all(streams);
  await pause(OPENED_MS);
  const opened = sentTo(watched);
  const busy = await changes(desk);
  await untilSeen(Math.max(...busy.made.map(({ cursor }) => cursor)), watched);
  const sent = sentTo(watched) - opened;
  watched.forEach(({ end }) => end());
  agent.destroy();
  const delays = watched.flatMap(({ seen }) => delaysOf(busy.made, seen)).toSorted((a, b) => a - b);
  const what = `${desk.name}: ${WATCHERS} watchers, ${CHANGES} changes a second`;
  note({ bench, what: `${what}, delay p50`, value: at(delays, 0.5), unit: 'ms' });
  note({ bench, what: `${what}, delay p99`, value: at(delays, 0.99), unit: 'ms', aim: DELAY_MS });
  const bytes = sent / WATCHERS / busy.made.length;
  note({ bench, what: `${what}, to each watcher for a change`, value: bytes, unit: 'bytes' });
  note({ bench, what: `${what}, web processor`, value: busy.cores, unit: 'cores' });
  note({ bench, what: `${desk.name}: the changes alone, web processor`, value: alone.cores, unit: 'cores' });
  const own = { value: busy.cores - alone.cores, unit: 'cores', aim: CORE };
  note({ bench, what: `${what}, web processor for the watchers`, ...own });
}

/** Cases come in at an even pace; after each, how far the history has got. */
async function changes(desk: RunningDesk): Promise<{ made: Seen[]; cores: number }> {
  const made: Seen[] = [];
  const [started, before] = [performance.now(), processorMs(desk.web)];
  const change = async () => {
    const answer = await fetch(`${desk.api}/cases`, { method: 'POST', headers: JSON_BODY, body: report() });
    const when = performance.now();
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`an intake was answered ${answer.status}`);
    const [row] = await desk.database.rows<{ n: number }>('SELECT MAX(position) AS n FROM history_event');
    made.push({ when, cursor: Number(row!.n) });
  };
  const running: Promise<void>[] = [];
  for (let n = 0; n < SECONDS * CHANGES; n++) {
    running.push(change());
    await pause(Math.max(0, started + ((n + 1) * 1_000) / CHANGES - performance.now()));
  }
  await Promise.all(running);
  const cores = (processorMs(desk.web) - before) / (performance.now() - started);
  return { made, cores };
}

function watch(url: string, headers: Record<string, string>, agent: Agent): Promise<Watching> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent }, (answer: IncomingMessage) => {
      if (answer.statusCode !== 200) return reject(new Error(`a watcher was answered ${answer.statusCode}`));
      const seen: Seen[] = [];
      answer.setEncoding('utf8').on('data', (text: string) => {
        for (const [, cursor] of text.matchAll(CURSOR))
          seen.push({ when: performance.now(), cursor: Number(cursor) });
      });
      answer.on('error', () => undefined); // ended by us
      const { socket } = answer;
      resolve({ seen, bytes: () => socket.bytesRead, end: () => request.destroy() });
    });
    request.on('error', reject);
  });
}

const sentTo = (watched: Watching[]): number => watched.reduce((sum, { bytes }) => sum + bytes(), 0);

/** Until all have a board that counts the last change; a busy machine takes its time. */
async function untilSeen(cursor: number, watched: Watching[]): Promise<void> {
  const until = performance.now() + SEEN_WITHIN_MS;
  const hasSeen = ({ seen }: Watching) => (seen.at(-1)?.cursor ?? 0) >= cursor;
  while (!watched.every(hasSeen) && performance.now() < until) await pause(50);
}

/** From each change's answer until the watcher had a board that counts it. Throws when one was never seen. */
function delaysOf(made: Seen[], seen: Seen[]): number[] {
  return made.map(({ when, cursor }) => {
    const first = seen.find((board) => board.cursor >= cursor);
    if (!first) throw new Error('a watcher never saw a change');
    return Math.max(0, first.when - when);
  });
}
