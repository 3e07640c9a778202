import { join } from 'node:path';
import { growing, type Finding, type Sized } from './bounded.js';
import { livingDesk, SIZES } from './desks.js';
import { PostgresCost } from './postgres-cost.js';
import { SqliteCost, sqliteDesk } from './sqlite-cost.js';

const DAY = 86_400_000;
const TAIPEI = 8 * 3_600_000;
const midnight = Math.floor((Date.now() + TAIPEI) / DAY) * DAY - TAIPEI;
/** Fewer statements mean that the other runs were not recorded: run bin/test, or bin/test rooms and the rest, first. */
const AT_LEAST = 120;

const open: { close(): unknown }[] = [];

function sqlite(cases: number): Sized & { measured: SqliteCost } {
  const measured = new SqliteCost(join(livingDesk(cases).DATA_DIR, 'desk.sqlite'));
  open.push(measured);
  return { measured, desk: sqliteDesk(measured.db, midnight) };
}

afterAll(async () => {
  for (const one of open) await one.close();
});

const told = ({ at, sql, pages: [small, large], plan }: Finding) =>
  `${at} visits ${small} pages of ${SIZES.small} cases and ${large} of ${SIZES.large}\n  ${sql.slice(0, 400)}\n  ${plan.join(' · ')}`;

describe('the pages visited by a statement are bounded by what it returns, not by the data', () => {
  let small: ReturnType<typeof sqlite>;
  let large: ReturnType<typeof sqlite>;

  beforeAll(() => {
    [small, large] = [sqlite(SIZES.small), sqlite(SIZES.large)];
  }, 300_000);

  it('on SQLite', async () => {
    const { looked, findings } = await growing('sqlite', small, large);
    expect(findings.map(told).join('\n')).toBe('');
    expect(looked).toBeGreaterThan(AT_LEAST);
  }, 300_000);

  it('on PostgreSQL', async () => {
    const server = process.env['TEST_DATABASE_URL']!;
    const [few, many] = [SIZES.small, SIZES.large].map(
      (cases) => new PostgresCost(livingDesk(cases, server).DATABASE_URL!),
    ) as [PostgresCost, PostgresCost];
    open.push(few, many);
    await Promise.all([few.open(), many.open()]);
    // same rows, so the same typical values
    const { looked, findings } = await growing(
      'postgres',
      { measured: few, desk: small.desk },
      { measured: many, desk: large.desk },
    );
    expect(findings.map(told).join('\n')).toBe('');
    expect(looked).toBeGreaterThan(AT_LEAST);
  }, 300_000);
});
