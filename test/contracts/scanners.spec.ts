import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Clamd } from '../../libs/attachments/src/scanning/clamd.js';
import { ScannerAwayError } from '../../libs/attachments/src/scanning/scanner.js';
import { INFECTED, startClamdSink, type ClamdSink } from '../support/clamd-sink.js';
import { freePort } from '../support/free-port.js';

/** Of the scanner that meets a silent one; the others wait as long as a busy machine may take. */
const SHORT_MS = 300;
const PATIENCE_MS = 20_000;
async function* pieces(...all: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const one of all) yield Buffer.from(one);
}

describe.each([
  ['on a port', false],
  ['on a unix socket', true],
])('clamd %s', (_name, unix) => {
  let sink: ClamdSink;
  let scanner: Clamd;
  beforeAll(async () => {
    sink = await startClamdSink({ unix });
    scanner = new Clamd(new URL(sink.url), PATIENCE_MS);
  });
  afterEach(() => sink.always('scan'));
  afterAll(() => sink.stop());

  it('finds a file clean, and was given all of it', async () => {
    const large = Buffer.alloc(3_000_000, 'abc');
    expect(await scanner.scan(pieces('one', '', large))).toEqual({ state: 'CLEAN' });
    expect(sink.scanned.at(-1)!.equals(Buffer.concat([Buffer.from('one'), large]))).toBe(true);
  });

  it('finds a file infected, and says with what', async () => {
    expect(await scanner.scan(pieces('x', INFECTED))).toEqual({ state: 'INFECTED', name: 'Test.Sample' });
  });

  it.each([
    ['that is silent', 'hang'],
    ['that closes the connection at once', 'close'],
    ['that cuts it in the middle', 'cut'],
    ['whose limit is smaller', { says: 'INSTREAM size limit exceeded. ERROR' }],
    ['that has no database', { says: 'stream: Access denied. ERROR' }],
    ['that says OK for something else', { says: 'stream: OK FOUND?' }],
    ['that says nothing', { says: '' }],
    ['that never stops', { says: 'x'.repeat(10_000) }],
  ] as const)('gives no verdict of one %s', async (_what, behaviour) => {
    sink.always(behaviour);
    const impatient = new Clamd(new URL(sink.url), SHORT_MS);
    await expect(impatient.scan(pieces(Buffer.alloc(2_000_000)))).rejects.toThrow(ScannerAwayError);
    sink.always('scan');
    expect(await scanner.scan(pieces('x'))).toEqual({ state: 'CLEAN' });
  });

  it('scans many at once', async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 50 }, (_, n) => scanner.scan(pieces(n % 2 ? INFECTED : 'x'))),
    );
    expect(verdicts.map(({ state }) => state)).toEqual(
      verdicts.map((_, n) => (n % 2 ? 'INFECTED' : 'CLEAN')),
    );
  });

  it('fails as a file that cannot be read, not as a scanner that is away', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('x');
      throw new Error('the file is damaged');
    }
    await expect(scanner.scan(broken())).rejects.toThrow('the file is damaged');
  });
});

it('a scanner that is not there gives no verdict', async () => {
  const scanner = new Clamd(new URL(`tcp://127.0.0.1:${await freePort()}`), PATIENCE_MS);
  await expect(scanner.scan(pieces('x'))).rejects.toThrow(ScannerAwayError);
});
