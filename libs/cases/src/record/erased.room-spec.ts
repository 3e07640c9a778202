import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { UnitOfWork } from '@app/platform';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { CaseFile, CaseKey, CaseReader, Petitioner } from '../index.js';
import { CaseContext } from './case-context.js';
import { Seals } from './seals.js';

/** A case is erased by destroying its key: sealed texts then read as null, without an error. */
describe.each(DATABASES)('a case whose key is destroyed, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let file: CaseFile;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
    await story.act(agent, file, 'note', { text: '已電話說明' });
  });

  const within = <T>(ask: (context: CaseContext) => Promise<T>, change: Partial<CaseFile> = {}) =>
    story.desk.get(UnitOfWork).run((manager) => {
      const row = { ...file, ...change } as CaseFile;
      return ask(new CaseContext(manager, row, story.desk.get(Seals)));
    });
  const destroyed = () => within(({ manager }) => manager.delete(CaseKey, { caseId: file.id }));
  const read = async () => {
    const reader = story.desk.get(CaseReader);
    const { text } = (await reader.events(file.id)).at(-1)!;
    return [await reader.petitioner(file.id), await reader.description(file), text];
  };
  const PERSON = { name: '王小明', email: 'ming@example.tw', phone: null };

  it('can be read before, and reads as null afterwards', async () => {
    expect(await read()).toEqual([PERSON, '巷口的路燈不亮', '已電話說明']);
    await destroyed();
    expect(await read()).toEqual([null, null, null]);
  });

  it('reads as null in acts on the case too', async () => {
    const open = (context: CaseContext) =>
      Promise.all([context.petitioner(), context.unseal('case_file.description', file.description)]);
    expect(await within(open)).toEqual([PERSON, '巷口的路燈不亮']);
    await destroyed();
    expect(await within(open)).toEqual([null, null]);
    expect(await within((context) => context.key())).toBeUndefined();
  });

  it('refuses new texts once it is erased', async () => {
    await destroyed();
    const seal = () => within((context) => context.seal('x', 'y'), { erasedAt: 1 });
    await expect(seal()).rejects.toMatchObject({ kind: 'NOT_ALLOWED', code: 'erased' });
  });

  it('a missing text reads as null, and a case without a petitioner has none', async () => {
    expect(await within((context) => context.unseal('x', null))).toBeNull();
    await within(({ manager }) => manager.delete(Petitioner, { caseId: file.id }));
    expect(await within((context) => context.petitioner())).toBeNull();
    expect(await story.desk.get(CaseReader).petitioner(file.id)).toBeNull();
  });

  it('the first text creates the key of a case that had none, once', async () => {
    await destroyed();
    const [first, second, opened] = await within(async (context) => {
      const sealed = [await context.seal('x', '一'), await context.seal('y', '二')];
      return [...sealed, await context.unseal('x', sealed[0]!)];
    });
    expect(opened).toBe('一');
    expect(await within((context) => context.unseal('y', second!))).toBe('二');
    await expect(within((context) => context.unseal('y', first!))).rejects.toThrow(/authenticate/);
  });
});
