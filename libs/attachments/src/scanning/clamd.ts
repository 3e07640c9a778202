import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { Scanner, ScannerAwayError, type Verdict } from './scanner.js';

/** clamd closes a connection that is silent this long by default. */
const PATIENCE_MS = 30_000;
const LONGEST_ANSWER = 4_096;

/**
 * clamd by its command INSTREAM (clamd(8)): chunks, each after its length in four bytes, and a length of zero at the end.
 * The answer is `stream: OK` or `stream: <name> FOUND`; anything else is no verdict.
 */
export class Clamd extends Scanner {
  constructor(
    private readonly address: URL,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    super();
  }

  async scan(content: AsyncIterable<Uint8Array>): Promise<Verdict> {
    const socket = this.connected();
    try {
      const answer = answerOf(socket);
      answer.catch(() => undefined); // awaited below
      await Promise.race([send(socket, content), answer]);
      return verdictOf(await answer);
    } finally {
      socket.destroy();
    }
  }

  private connected(): Socket {
    const { protocol, hostname, port, pathname } = this.address;
    const socket =
      protocol === 'unix:'
        ? connect({ path: pathname })
        : connect({ host: hostname, port: Number(port || 3310) });
    return socket.setTimeout(this.patienceMs, () =>
      socket.destroy(new ScannerAwayError('clamd did not answer in time')),
    );
  }
}

async function send(socket: Socket, content: AsyncIterable<Uint8Array>): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0', 'latin1'));
  for await (const chunk of content) if (chunk.length > 0) await write(socket, lengthOf(chunk.length), chunk);
  await write(socket, lengthOf(0));
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

async function write(socket: Socket, ...parts: Uint8Array[]): Promise<void> {
  const taken = parts.map((part) => socket.write(part)).every(Boolean);
  if (!taken && !socket.destroyed) await once(socket, 'drain');
}

async function answerOf(socket: Socket): Promise<string> {
  let said = '';
  try {
    for await (const chunk of socket) {
      said += String(chunk);
      if (said.includes('\0') || said.length > LONGEST_ANSWER) break;
    }
  } catch (error) {
    throw new ScannerAwayError(`clamd: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`);
  }
  return said;
}

function verdictOf(answer: string): Verdict {
  const said = /^stream: (.*)\0$/s.exec(answer)?.[1];
  if (said === 'OK') return { state: 'CLEAN' };
  const name = said && /^(\S{1,200}) FOUND$/.exec(said)?.[1];
  if (name) return { state: 'INFECTED', name };
  throw new ScannerAwayError(
    `clamd gave no verdict: ${answer.slice(0, 100).replaceAll('\0', '') || 'nothing'}`,
  );
}
