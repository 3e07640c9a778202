import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { Problem } from '../errors/problem.js';
import { days } from '../time/taipei.js';
import { Housekeeping } from './housekeeping.js';
import { Idempotency } from './idempotency.js';
import { Installation } from './platform.entities.js';
import { Reader } from './reader.js';
import { UnitOfWork } from './unit-of-work.js';

describe.each(DATABASES)('the same submit again, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let effects = 0;
  let keys = 0;
  const key = () => `key-${++keys}`;

  beforeAll(async () => {
    desk = await startDesk({ postgres });
  });
  afterAll(() => desk.close());

  const submit = (of: { scope?: string; key: string | undefined; body?: unknown }) =>
    desk.get(Idempotency).once({ scope: 'spec', body: { a: 1 }, ...of }, () =>
      desk.get(UnitOfWork).run(async (manager) => {
        await manager.insert(Installation, { key: `effect-${++effects}`, value: '' });
        return { effect: effects };
      }),
    );
  const rows = async () =>
    (await desk.get(Reader).rows(`SELECT key FROM installation WHERE key LIKE 'effect-%'`)).length;

  it('has one effect and the same answer, however often and however late within seven days', async () => {
    const mine = key();
    const first = await submit({ key: mine });
    const before = await rows();
    expect(await submit({ key: mine })).toEqual(first);
    desk.time.forward(days(7));
    await desk.get(Housekeeping).sweep();
    expect(await submit({ key: mine })).toEqual(first);
    expect(await rows()).toBe(before);
    desk.time.forward(1);
    await desk.get(Housekeeping).sweep();
    expect(await submit({ key: mine })).not.toEqual(first);
    expect(await rows()).toBe(before + 1);
  });

  it('is a new submit with another caller, route or key, and without a key', async () => {
    const mine = key();
    const before = await rows();
    const answers = [
      await submit({ key: mine, scope: 'ann route' }),
      await submit({ key: mine, scope: 'ben route' }),
      await submit({ key: mine, scope: 'ann other' }),
      await submit({ key: key(), scope: 'ann route' }),
      await submit({ key: undefined }),
      await submit({ key: undefined }),
    ];
    expect(new Set(answers.map(({ effect }) => effect)).size).toBe(6);
    expect(await rows()).toBe(before + 6);
  });

  it('keeps scope and key apart where their concatenation is the same', async () => {
    const [first, second] = [
      await submit({ scope: 'a', key: 'bc' }),
      await submit({ scope: 'ab', key: 'c' }),
    ];
    expect(first).not.toEqual(second);
  });

  it.each([
    ['a changed field', { a: 2 }],
    ['one field more', { a: 1, b: 2 }],
    ['no body', undefined],
    ['a list', [1]],
  ])('with %s is refused, and nothing changes', async (_what, body) => {
    const mine = key();
    const first = await submit({ key: mine });
    const before = await rows();
    expect(await refusal(submit({ key: mine, body }))).toMatchObject({
      kind: 'CONFLICT',
      code: 'idempotency-key-reused',
    });
    expect(await rows()).toBe(before);
    expect(await submit({ key: mine })).toEqual(first);
  });

  it('treats no body and an empty one as the same', async () => {
    const mine = key();
    expect(await submit({ key: mine, body: undefined })).toEqual(await submit({ key: mine, body: null }));
  });

  it('runs again after a refusal, which is not stored as an outcome', async () => {
    const mine = key();
    const refused = () =>
      desk.get(Idempotency).once({ scope: 'spec', key: mine, body: {} }, async () => {
        throw new Problem('NOT_ALLOWED', 'act-not-allowed');
      });
    expect((await refusal(refused())).code).toBe('act-not-allowed');
    expect((await refusal(refused())).code).toBe('act-not-allowed');
    expect(await submit({ key: mine, body: {} })).toMatchObject({ effect: expect.any(Number) });
  });

  it('runs again after an unexpected error', async () => {
    const mine = key();
    const broken = desk.get(Idempotency).once({ scope: 'spec', key: mine, body: {} }, async () => {
      await desk
        .get(UnitOfWork)
        .run((manager) => manager.insert(Installation, { key: 'effect-broken', value: '' }));
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    expect(await desk.get(Reader).rows(`SELECT key FROM installation WHERE key = 'effect-broken'`)).toEqual(
      [],
    );
    expect(await submit({ key: mine, body: {} })).toMatchObject({ effect: expect.any(Number) });
  });

  it('has one effect when sent a hundred times at once', async () => {
    const mine = key();
    const before = await rows();
    const answers = await Promise.all(Array.from({ length: 100 }, () => submit({ key: mine })));
    expect(new Set(answers.map(({ effect }) => effect)).size).toBe(1);
    expect(await rows()).toBe(before + 1);
  });

  it('stores key, body and caller only as hashes', async () => {
    await submit({ scope: 'caller-x', key: 'key-x', body: { phone: '0912345678' } });
    const stored = JSON.stringify(await desk.get(Reader).rows('SELECT id, "bodyHash" FROM idempotency_key'));
    expect(stored).not.toMatch(/caller-x|key-x|0912345678/);
  });
});

describe.each(DATABASES)('a case logged twice with one key, on %s', (_name, postgres) => {
  it('changes not one row of any table', async () => {
    const story = await Story.begin({ postgres });
    const agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    const { file } = await story.open(agent);
    const act = () =>
      story.desk
        .get(Idempotency)
        .once({ scope: `${agent.id} act`, key: 'again', body: { text: '內部' } }, async () => {
          const { status } = await story.act(agent, file, 'note', { text: '內部' });
          return { status };
        });
    const first = await act();
    const before = await story.everything();
    expect(await act()).toEqual(first);
    expect(await story.everything()).toEqual(before);
    await story.close();
  });
});
