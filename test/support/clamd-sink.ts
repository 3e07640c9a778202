import { createServer, type Socket } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';

/** How it behaves with the next file: as clamd does, or as a broken one might. */
type ClamdBehaviour = 'scan' | 'hang' | 'cut' | 'close' | { says: string };

/** What files are infected with, in the tests (EICAR's own test string would alarm scanners of this machine). */
export const INFECTED = 'THIS-FILE-IS-INFECTED';

export interface ClamdSink {
  /** For CLAMD_URL. */
  url: string;
  /** What was scanned, in order. */
  scanned: Buffer[];
  always(behaviour: ClamdBehaviour): void;
  stop(): Promise<void>;
}

/** Speaks INSTREAM as clamd does, on loopback or a unix socket. */
export async function startClamdSink({ unix = false } = {}): Promise<ClamdSink> {
  const folder = await mkdtemp(join(tmpdir(), 'single-window-clamd-'));
  const scanned: Buffer[] = [];
  const sockets = new Set<Socket>();
  let behaviour: ClamdBehaviour = 'scan';
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (behaviour === 'close') return void socket.destroy();
    void serve(socket, behaviour, scanned);
  });
  const path = join(folder, 'clamd.ctl');
  await new Promise<void>((resolve) =>
    unix ? server.listen(path, resolve) : server.listen(0, '127.0.0.1', resolve),
  );
  return {
    url: unix ? `unix://${path}` : `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    scanned,
    always: (next) => void (behaviour = next),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function serve(socket: Socket, behaviour: ClamdBehaviour, scanned: Buffer[]): Promise<void> {
  let held = Buffer.alloc(0);
  try {
    for await (const chunk of socket) {
      held = Buffer.concat([held, chunk as Buffer]);
      if (behaviour === 'cut' && held.length > 10) return void socket.destroy();
      const file = wholeFile(held);
      if (!file || behaviour === 'hang') continue;
      scanned.push(file);
      socket.end(
        `${behaviour === 'scan' || typeof behaviour === 'string' ? verdict(file) : behaviour.says}\0`,
      );
      return;
    }
  } catch {
    // the client went away
  }
}

const verdict = (file: Buffer) => (file.includes(INFECTED) ? 'stream: Test.Sample FOUND' : 'stream: OK');

/** The file, once the command, its chunks and the length of zero are there. */
function wholeFile(held: Buffer): Buffer | undefined {
  const command = Buffer.from('zINSTREAM\0', 'latin1');
  if (held.length < command.length) return undefined;
  if (!held.subarray(0, command.length).equals(command)) throw new Error('not INSTREAM');
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= held.length;) {
    const length = held.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(held.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
