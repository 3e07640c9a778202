import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { MOST_LISTS, SavedLists } from './index.js';

describe.each(DATABASES)('lists saved by name, on %s', (_name, postgres) => {
  let story: Story;
  let lists: SavedLists;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    lists = story.desk.get(SavedLists);
  });
  afterAll(() => story.close());

  const handler = () => story.staff('demo.guidance', ['CASE_HANDLER']);
  const head = () => story.staff('demo.guidance', ['UNIT_HEAD']);
  const save = (who: StaffActor, name: string, shared = false) =>
    lists.save(who, { name, shared, filters: { queue: 'open', status: 'RECEIVED' } });
  const names = async (who: StaffActor) => (await lists.of(who)).map(({ name }) => name);
  const fieldOf = async (call: Promise<unknown>) => (await refusal(call)).detail.fields?.[0];

  it('keep the queue and the filters, never the text of a search', async () => {
    const who = await handler();
    const filters = { queue: 'open', channel: 'PHONE', status: '', q: '0912345678' };
    const { id } = await lists.save(who, { name: '電話進來的', shared: false, filters });
    expect((await lists.find(who, id)).filters).toEqual({ queue: 'open', channel: 'PHONE' });
  });

  it('have one name each, whatever its case, width and spaces; another person may use it', async () => {
    const [who, other] = [await handler(), await handler()];
    await save(who, 'My Cases');
    for (const name of ['My Cases', ' my  cases ', 'ＭＹ ＣＡＳＥＳ'])
      expect(await fieldOf(save(who, name))).toMatchObject({ field: 'name', code: 'list-name-taken' });
    await save(who, 'mycases');
    await save(other, 'My Cases');
    expect(await names(who)).toEqual(['My Cases', 'mycases']);
  });

  it('are in order of their names; of one name the older first', async () => {
    const [chief, mate] = [
      await story.staff('demo.planning', ['UNIT_HEAD']),
      await story.staff('demo.planning', ['CASE_HANDLER']),
    ];
    for (const name of ['b', '三', 'A', '一']) await save(mate, name);
    story.desk.time.forward(1);
    const shared = await save(chief, 'b', true);
    const found = await lists.of(mate);
    expect(found.map(({ name }) => name)).toEqual(['一', '三', 'A', 'b', 'b']);
    expect(found.at(-1)!.id).toBe(shared.id);
    story.desk.time.forward(1);
    const later = await save(mate, '共用');
    story.desk.time.forward(-1);
    const earlier = await save(chief, '共用', true);
    story.desk.time.forward(1);
    const same = (await lists.of(mate)).filter(({ name }) => name === '共用');
    expect(same.map(({ id }) => id)).toEqual([earlier.id, later.id]);
  });

  it('are opened by their id', async () => {
    const who = await handler();
    const both = [await save(who, '甲'), await save(who, '乙')];
    for (const { id, name } of both) expect((await lists.find(who, id)).name).toBe(name);
  });

  it('refuse a name that is empty, too long, or turns the line', async () => {
    const who = await handler();
    for (const name of ['', '   ', 'x'.repeat(41), 'a\u202Eb', 'a\nb'])
      expect(await fieldOf(save(who, name))).toMatchObject({ field: 'name' });
    expect(await names(who)).toEqual([]);
  });

  it('are at most 50 for each person, also when 100 are saved at once', async () => {
    const who = await handler();
    const all = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => save(who, `清單 ${n}`)));
    const done = all.filter(({ status }) => status === 'fulfilled');
    expect([done.length, (await names(who)).length]).toEqual([MOST_LISTS, MOST_LISTS]);
    const reasons = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    const why = { kind: 'NOT_ALLOWED', code: 'too-many-lists', detail: { params: { max: MOST_LISTS } } };
    expect(reasons).toEqual(Array(50).fill(expect.objectContaining(why)));
  });

  it('are one where the same name is saved 20 times at once', async () => {
    const who = await handler();
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => save(who, '同名')));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(reasons).toEqual(Array(19).fill(expect.objectContaining({ kind: 'INVALID' })));
  });

  it('are renamed and removed by their owner, after which there is room for another', async () => {
    const who = await handler();
    const one = await save(who, '甲');
    await save(who, '乙');
    expect(await fieldOf(lists.change(who, one.id, { name: '乙', shared: false }))).toMatchObject({
      field: 'name',
    });
    await lists.change(who, one.id, { name: '丙', shared: false });
    expect(await names(who)).toEqual(expect.arrayContaining(['乙', '丙']));
    await lists.remove(who, one.id);
    expect(await names(who)).toEqual(['乙']);
    expect((await refusal(lists.find(who, one.id))).kind).toBe('NOT_FOUND');
  });

  it('are those of one person: another neither opens, renames nor removes them', async () => {
    const [who, other] = [await handler(), await head()];
    const { id } = await save(who, '我的');
    for (const call of [
      () => lists.find(other, id),
      () => lists.change(other, id, { name: '他的', shared: false }),
      () => lists.remove(other, id),
    ])
      expect((await refusal(call())).kind).toBe('NOT_FOUND');
    expect(await names(other)).toEqual([]);
    expect(await names(who)).toEqual(['我的']);
  });

  it('are shared by a head with her unit, and with no other', async () => {
    const [chief, mate] = [await head(), await handler()];
    const elsewhere = await story.staff('demo.registry', ['CASE_HANDLER']);
    expect(await fieldOf(save(mate, '給大家', true))).toMatchObject({
      field: 'shared',
      code: 'list-not-shared',
    });
    const { id } = await save(chief, '單位的', true);
    expect(await names(mate)).toEqual(['單位的']);
    expect(await names(elsewhere)).toEqual([]);
    expect((await refusal(lists.find(elsewhere, id))).kind).toBe('NOT_FOUND');
    expect((await refusal(lists.remove(mate, id))).kind).toBe('NOT_FOUND');
    await lists.change(chief, id, { name: '單位的', shared: false });
    expect(await names(mate)).toEqual([]);
  });

  it('that are shared keep their unit when they get another name, whatever their owner is by then', async () => {
    const [chief, mate] = [await head(), await handler()];
    const { id } = await save(chief, '舊名', true);
    const moved: StaffActor = { ...chief, unitId: 'demo.registry', roles: ['CASE_HANDLER'] };
    await lists.change(moved, id, { name: '新名', shared: true });
    expect(await names(mate)).toContain('新名');
    await lists.remove(chief, id);
  });

  it('shared again by a head of another unit are shown to that unit, and to the one before no more', async () => {
    const [chief, mate] = [await head(), await handler()];
    const { id } = await save(chief, '跟著主管走');
    const moved: StaffActor = { ...chief, unitId: 'demo.registry' };
    const elsewhere = await story.staff('demo.registry', ['CASE_HANDLER']);
    await lists.change(moved, id, { name: '跟著主管走', shared: true });
    expect(await names(elsewhere)).toContain('跟著主管走');
    expect(await names(mate)).not.toContain('跟著主管走');
    await lists.remove(moved, id);
  });

  it('that a head shared are taken away by another head of the unit', async () => {
    const [chief, other] = [await head(), await head()];
    const { id } = await save(chief, '前任主管的', true);
    await lists.remove(other, id);
    expect(await names(chief)).toEqual([]);
  });

  it('are for people who read cases', async () => {
    const admin = await story.staff('demo.guidance', ['ADMIN']);
    expect((await refusal(lists.of(admin))).kind).toBe('NOT_FOUND');
    expect((await refusal(save(admin, 'x'))).kind).toBe('NOT_FOUND');
  });
});
