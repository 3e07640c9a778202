import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { dueFor } from './index.js';
import { calendarOf, commitmentOf, taipei } from './spec-support.js';

const calendar = calendarOf();

describe('14 the time zone of the process', () => {
  /** Minutes behind UTC at the epoch: shows that the process really ran in the zone. */
  const OFFSET_OF_1970: Readonly<Record<string, number>> = {
    UTC: 0,
    'Asia/Taipei': -480,
    'America/New_York': 300,
    'Europe/Lisbon': -60,
    'Pacific/Apia': 660,
  };
  const minutes = (max: number) => fc.integer({ min: 0, max }).map((n) => n * 60_000);
  const question = fc
    .record({
      length: fc
        .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('h', 'wh', 'wd', 'd', 'w', 'm'))
        .map((pair) => pair.join('')),
      from: minutes(700 * 1440).map((later) => taipei('2024-01-01') + later),
      after: minutes(4 * 1440),
      lasting: minutes(9 * 1440),
    })
    .map(({ length, from, after, lasting }) => ({
      length,
      from,
      pauses: [{ from: from + after, to: from + after + lasting }],
    }));
  const QUESTIONS = fc.sample(question, { numRuns: Number(process.env['FC_RUNS'] ?? 200) });

  /** Runs in a separate process: a zone set inside Jest does not change its `Date`. */
  const SCRIPT = `
    import { registerHooks } from 'node:module';
    const own = (name, from) => name.startsWith('.') && !from?.includes('node_modules');
    registerHooks({ resolve: (name, context, next) =>
      next(own(name, context.parentURL) ? name.replace(/\\.js$/, '.ts') : name, context) });
    const { dueFor } = await import(process.argv[1] + '/index.ts');
    const { calendarOf, commitmentOf } = await import(process.argv[1] + '/spec-support.ts');
    const calendar = calendarOf();
    const answers = ${JSON.stringify(QUESTIONS)}.map(({ length, ...asked }) =>
      ({ length, ...asked, ...dueFor({ commitment: commitmentOf(length), ...asked, calendar }) }));
    process.stdout.write(JSON.stringify([new Date(0).getTimezoneOffset(), answers]));`;

  test.each(Object.keys(OFFSET_OF_1970))('%s: the same answers', (zone) => {
    const flags = [
      '--no-warnings',
      '--experimental-transform-types',
      '--input-type=module',
      '--eval',
      SCRIPT,
    ];
    const env = { PATH: process.env['PATH'], TZ: zone };
    const output = execFileSync(process.execPath, [...flags, import.meta.dirname], { env, encoding: 'utf8' });
    const [offset, answers] = JSON.parse(output);
    const here = QUESTIONS.map(({ length, ...asked }) => ({
      length,
      ...asked,
      ...dueFor({ commitment: commitmentOf(length), ...asked, calendar }),
    }));
    expect(answers).toEqual(JSON.parse(JSON.stringify(here)));
    expect(offset).toBe(OFFSET_OF_1970[zone]);
  });
});
