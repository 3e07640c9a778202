import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { askWith } from '../database/marks.js';
import { Reader } from '../database/reader.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { hours } from '../time/taipei.js';
import { newDraftToken, ownerOf, type Draft, type DraftOwner } from './draft.js';
import { Drafts } from './drafts.js';

const CASE = 'case 1 ';

describe.each(DATABASES)('drafts about one case, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let drafts: Drafts;
  let [one, other]: [DraftOwner, DraftOwner] = [{ staffId: '' }, { staffId: '' }];
  beforeAll(async () => {
    desk = await startDesk({ postgres, env: { DRAFT_HOURS: '24' } });
    drafts = desk.get(Drafts);
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    [one, other] = [{ token: newDraftToken() }, { staffId: newDraftToken() }];
    await drafts.eraseUnder('');
  });

  const save = (owner: DraftOwner, place: string) => drafts.save({ owner, place }, { text: place });
  const placesOf = async () =>
    (await desk.get(Reader).rows<{ place: string }>('SELECT place FROM draft ORDER BY place')).map(
      ({ place }) => place,
    );
  const keysUnder = (place: string) =>
    desk.get(UnitOfWork).run((manager) => drafts.keysUnder(manager, place));
  const change = (set: string, owner: DraftOwner) =>
    desk
      .get(UnitOfWork)
      .run((manager) => askWith(manager, `UPDATE draft SET ${set} WHERE owner = $1`, [ownerOf(owner)]));

  it('are erased with it, in every browser; those of other cases stay', async () => {
    await save(one, `${CASE}reply`);
    await save(other, `${CASE}correction`);
    await save(one, 'case 12 reply');
    await save(one, `about ${CASE}`);
    await drafts.eraseUnder(CASE);
    expect(await placesOf()).toEqual([`about ${CASE}`, 'case 12 reply']);
  });

  it('have keys as long as they can be opened, expired or not', async () => {
    const [kept, expired] = [await save(one, `${CASE}reply`), await save(other, `${CASE}reply`)];
    await save(one, 'case 12 reply');
    desk.time.forward(hours(25));
    expect((await keysUnder(CASE)).toSorted()).toEqual([kept.key, expired.key].toSorted());
    await change(`body = 'damaged'`, one);
    expect(await keysUnder(CASE)).toEqual([expired.key]);
    await change('body = NULL', other);
    expect(await keysUnder(CASE)).toEqual([]);
    expect((await drafts.find({ owner: other, place: `${CASE}reply` })).state).toBe('expired');
  });

  it('emptied before their time have expired', async () => {
    await save(one, CASE);
    await change('body = NULL', one);
    expect(await drafts.find({ owner: one, place: CASE })).toEqual({ state: 'expired' });
  });

  it('of one owner are erased together; the keys of those that could be opened are returned', async () => {
    const { key } = await save(one, `${CASE}reply`);
    await save(one, 'case 2 reply');
    await change(`body = 'damaged'`, one);
    await drafts.save({ owner: one, place: `${CASE}reply` }, { text: 'again' });
    const again = await drafts.find({ owner: one, place: `${CASE}reply` });
    const left = await save(other, `${CASE}reply`);
    const keys = await drafts.eraseAll(one);
    expect(keys).toEqual([again.state === 'kept' && again.draft.key]);
    expect(keys).not.toContain(key);
    expect(await keysUnder('')).toEqual([left.key]);
  });

  it('are told, in the transaction, to the rooms that hold something of them', async () => {
    const told: Draft[] = [];
    const refusing = { now: false };
    drafts.whenKept((_manager, draft) => {
      told.push(draft);
      return refusing.now ? Promise.reject(new Error('not so')) : Promise.resolve();
    });
    const kept = await save(one, CASE);
    expect(told).toEqual([kept]);
    refusing.now = true;
    await expect(save(other, CASE)).rejects.toThrow('not so');
    refusing.now = false;
    expect((await drafts.find({ owner: other, place: CASE })).state).toBe('none');
  });
});
