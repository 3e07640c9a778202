import { execFileSync } from 'node:child_process';
import { dueFor } from './index.js';
import { calendarOf, commitmentOf } from './spec-support.js';

const calendar = calendarOf();

describe('14 the zone of the process', () => {
  /** Minutes behind UTC at the epoch: proof that the process really ran in its zone. */
  const OFFSET_OF_1970: Readonly<Record<string, number>> = {
    UTC: 0,
    'Asia/Taipei': -480,
    'America/New_York': 300,
    'Europe/Lisbon': -60,
    'Pacific/Apia': 660,
  };
  const QUESTIONS = ['1wd', '30d', '2m', '2w', '8wh', '36h'].map((length, i) => [
    length,
    1_772_000_000_000 + i * 1e9,
  ]);

  /** A process of its own: a zone set inside Jest does not reach its dates. */
  const SCRIPT = `
    import { registerHooks } from 'node:module';
    const own = (name, from) => name.startsWith('.') && !from?.includes('node_modules');
    registerHooks({ resolve: (name, context, next) =>
      next(own(name, context.parentURL) ? name.replace(/\\.js$/, '.ts') : name, context) });
    const { dueFor } = await import(process.argv[1] + '/index.ts');
    const { calendarOf, commitmentOf } = await import(process.argv[1] + '/spec-support.ts');
    const calendar = calendarOf();
    const answers = ${JSON.stringify(QUESTIONS)}.map(([length, from]) =>
      dueFor({ commitment: commitmentOf(length), from, calendar }));
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
    const here = QUESTIONS.map(([length, from]) =>
      dueFor({ commitment: commitmentOf(String(length)), from: Number(from), calendar }),
    );
    expect(answers).toEqual(JSON.parse(JSON.stringify(here)));
    expect(offset).toBe(OFFSET_OF_1970[zone]);
  });
});
