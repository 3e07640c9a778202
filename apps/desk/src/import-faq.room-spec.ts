import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FaqFileError, KnowledgeEntry } from '@app/knowledge';
import { TrailEvent } from '@app/people';
import { Reader } from '@app/platform';
import { Command } from 'commander';
import { Story } from '../../../test/support/story.js';
import { addImport } from './commands/import.js';

const ENTRY = { id: 7, question: '問', answer: '答', unit: '組', source: '來源', reviseDate: '20260301' };

describe('bin/desk import faq', () => {
  let story: Story;
  let folder: string;
  const before = { ...process.env };
  let printed: jest.Spied<typeof console.log>;

  beforeEach(async () => {
    story = await Story.begin({ env: { DEMO: 'true' } });
    process.env['DATA_DIR'] = story.desk.settings.DATA_DIR;
    folder = await mkdtemp(join(tmpdir(), 'faq-'));
    printed = jest.spyOn(console, 'log').mockReturnValue();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    process.env = before;
    await rm(folder, { recursive: true });
    await story.close();
  });

  const run = async (entries: unknown, ...more: string[]) => {
    const file = join(folder, 'faq.json');
    await writeFile(file, JSON.stringify(entries));
    const program = new Command().exitOverride();
    addImport(program);
    await program.parseAsync(['node', 'desk', 'import', 'faq', file, ...more]);
    return printed.mock.calls.flat().at(-1) as string;
  };

  it('says what it did, for people and for machines', async () => {
    expect(await run([ENTRY])).toBe('1 new, 0 changed, 0 retired, 0 unchanged');
    expect(JSON.parse(await run([ENTRY], '--json'))).toEqual({
      added: 0,
      changed: 0,
      retired: 0,
      unchanged: 1,
    });
  });

  it('fills the shelf of one organisation, which must exist', async () => {
    await run([ENTRY]);
    expect(await run([ENTRY], '--organisation', 'demo')).toMatch(/^1 new/);
    const shelves = (await story.desk.get(Reader).find(KnowledgeEntry, '')).map(({ shelf }) => shelf);
    expect(shelves.toSorted()).toEqual(['all', 'demo']);
    await expect(run([ENTRY], '--organisation', 'moon')).rejects.toThrow('organisation moon does not exist');
  });

  it('is recorded in the trail: the shelf, and how many entries', async () => {
    await run([ENTRY], '--organisation', 'demo');
    await run([ENTRY, { ...ENTRY, id: 8 }], '--organisation', 'demo');
    const rows = await story.desk
      .get(Reader)
      .repository(TrailEvent)
      .find({ order: { seq: 'DESC' }, take: 1 });
    expect(rows[0]).toMatchObject({ type: 'FAQ_IMPORTED', detail: { shelf: 'demo', added: 1, retired: 0 } });
  });

  it('refuses a wrong entry by its number', async () => {
    await expect(run([{ ...ENTRY, answer: '' }])).rejects.toThrow(
      new FaqFileError(['entry 7: answer is missing']),
    );
  });
});
