import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clamd } from './clamd.js';
import { ScannerAwayError } from './scanner.js';

async function* pieces(...all: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const one of all) yield Buffer.from(one);
}

/** Reads a whole file as it is sent: each chunk after its length, a length of zero at the end. */
async function fileOf(socket: Socket): Promise<string> {
  let [held, file] = [Buffer.alloc(0), ''];
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    held = Buffer.concat([held, chunk as Buffer]);
    if (file === '' && held.length >= 10) [file, held] = [held.toString('latin1', 0, 10), held.subarray(10)];
    while (file !== '' && held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const length = held.readUInt32BE(0);
      if (length === 0) return file;
      [file, held] = [file + held.toString('latin1', 4, 4 + length), held.subarray(4 + length)];
    }
  }
  throw new Error('no end');
}

describe('the answer of clamd', () => {
  let server: Server;
  const path = join(tmpdir(), `clamd-spec-${process.pid}.ctl`);
  afterEach(() => {
    server.close();
    rmSync(path, { force: true });
  });

  /** A clamd that does so with each connection, and the sockets it had. */
  async function clamd(serve: (socket: Socket) => unknown, { unix = false, patienceMs = 30_000 } = {}) {
    const sockets: Socket[] = [];
    server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.push(socket.on('error', () => undefined));
      void serve(socket);
    });
    server.listen(unix ? { path } : { port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const address = unix ? `unix://${path}` : `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { scanner: new Clamd(new URL(address), patienceMs), sockets };
  }
  const saying =
    (...parts: string[]) =>
    async (socket: Socket) => {
      await fileOf(socket);
      socket.setNoDelay();
      for (const part of parts) {
        await new Promise((resolve) => socket.write(part, 'latin1', resolve));
        // the other side reads it before the next is sent
        for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
      }
    };

  it.each([
    ['stream: OK\0', { state: 'CLEAN' }],
    ['stream: Win.Test.EICAR_HDB-1 FOUND\0', { state: 'INFECTED', name: 'Win.Test.EICAR_HDB-1' }],
    [`stream: ${'x'.repeat(200)} FOUND\0`, { state: 'INFECTED', name: 'x'.repeat(200) }],
  ])('is a verdict: %j', async (answer, verdict) => {
    const { scanner, sockets } = await clamd(saying(answer));
    expect(await scanner.scan(pieces('x'))).toEqual(verdict);
    // the connection is not left open
    const [socket] = sockets;
    if (!socket!.closed && !socket!.readableEnded)
      await Promise.race([once(socket!.resume(), 'end'), once(socket!, 'close')]);
    expect(socket!.closed || socket!.readableEnded).toBe(true);
  });

  it.each([
    'stream: OKAY\0',
    'x stream: OK\0',
    'stream: OK\0stream: OK',
    'stream: \0',
    'stream: two names FOUND\0',
    'stream: Name FOUND twice\0',
    `stream: ${'x'.repeat(201)} FOUND\0`,
    "stream: Can't allocate memory ERROR\0",
    'INSTREAM size limit exceeded. ERROR\0',
    '\0',
  ])('is no verdict: %j', async (answer) => {
    const { scanner } = await clamd(saying(answer));
    await expect(scanner.scan(pieces('x'))).rejects.toThrow(ScannerAwayError);
  });

  it('may come in pieces', async () => {
    const { scanner } = await clamd(saying('str', 'eam: ', 'OK', '\0'));
    expect(await scanner.scan(pieces('x'))).toEqual({ state: 'CLEAN' });
  });

  it('that is cut off before its zero is none', async () => {
    const { scanner } = await clamd(async (socket) => {
      await saying('stream: OK')(socket);
      socket.end();
    });
    await expect(scanner.scan(pieces('x'))).rejects.toThrow(ScannerAwayError);
  });

  it('that has no end is not waited for', async () => {
    const { scanner } = await clamd(saying('x'.repeat(5_000)));
    await expect(scanner.scan(pieces('x'))).rejects.toThrow(ScannerAwayError);
  });

  it('on a unix socket is the same, and it was sent what the file holds, empty pieces left out', async () => {
    let file = '';
    const { scanner } = await clamd(
      async (socket) => {
        file = await fileOf(socket);
        socket.write('stream: OK\0');
      },
      { unix: true },
    );
    expect(await scanner.scan(pieces('one', '', 'two'))).toEqual({ state: 'CLEAN' });
    expect(file).toBe('zINSTREAM\0onetwo');
  });

  it('that does not come in time is none, and no more is read of the file than the connection takes', async () => {
    let read = 0;
    async function* large(): AsyncGenerator<Buffer> {
      for (; read < 3_000; read++) yield Buffer.alloc(16 * 1024);
    }
    const { scanner } = await clamd((socket) => socket.pause(), { patienceMs: 100 });
    await expect(scanner.scan(large())).rejects.toThrow(ScannerAwayError);
    expect(read).toBeLessThan(2_000);
  });

  it('is waited for while a large file is sent', async () => {
    const { scanner } = await clamd(saying('stream: OK\0'));
    expect(await scanner.scan(pieces(...Array<Buffer>(40).fill(Buffer.alloc(64 * 1024))))).toEqual({
      state: 'CLEAN',
    });
  });

  it('is none where the file cannot be read: its own error is thrown', async () => {
    const broken = new Error('disk');
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.from('x');
      throw broken;
    }
    const { scanner } = await clamd((socket) => socket.resume());
    await expect(scanner.scan(failing())).rejects.toBe(broken);
  });
});
