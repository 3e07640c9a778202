import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minutes, Reader, SetTime } from '@app/platform';
import { startDesk, WEDNESDAY_MORNING } from '../support/desk.js';
import { DATABASES } from '../support/web.js';

/** The rows of all tables, empty ones included. */
async function contentOf(postgres: boolean, now: number): Promise<Record<string, unknown[]>> {
  const desk = await startDesk({ postgres, time: new SetTime(now) });
  const reader = desk.get(Reader);
  const tables = await reader.rows<{ name: string }>(
    postgres
      ? `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
      : `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1`,
  );
  const all: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    const rows = await reader.rows(`SELECT * FROM "${name}"`);
    all[name] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  await desk.close();
  return all;
}

describe.each(DATABASES)('a desk of a spec on %s', (_name, postgres) => {
  const before = process.env['TEST_PREPARED_FOLDER'];
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'single-window-prepared-'))));
  afterAll(async () => {
    put(before);
    await rm(folder, { recursive: true, force: true });
  });

  it('has the same content, copied from the template or prepared by itself', async () => {
    put(undefined);
    const own = await contentOf(postgres, WEDNESDAY_MORNING + minutes(7));
    put(before ?? folder);
    await contentOf(postgres, WEDNESDAY_MORNING);
    const copied = await contentOf(postgres, WEDNESDAY_MORNING + minutes(7));
    expect(own['catalogue_entry']!.length).toBeGreaterThan(50);
    expect(copied).toEqual(own);
  });
});

function put(folder: string | undefined): void {
  if (folder === undefined) delete process.env['TEST_PREPARED_FOLDER'];
  else process.env['TEST_PREPARED_FOLDER'] = folder;
}
