import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { Keyring } from '../crypto/keyring.js';
import { Housekeeping } from '../database/housekeeping.js';
import { askWith } from '../database/marks.js';
import { Reader } from '../database/reader.js';
import { Tallies } from '../database/tallies.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { Problem } from '../errors/problem.js';
import { SETTINGS } from '../settings/settings.js';
import { days, hours } from '../time/taipei.js';
import { TimeSource } from '../time/time-source.js';
import { newDraftToken, ownerOf, type Draft, type DraftOwner } from './draft.js';
import { Drafts } from './drafts.js';

const PLACE = 'report';
const MOST = 5;

describe.each(DATABASES)('drafts, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let drafts: Drafts;
  let owner: DraftOwner;
  beforeAll(async () => {
    desk = await startDesk({
      postgres,
      env: { DRAFTS_PER_ADDRESS_HOUR: String(MOST), DRAFT_HOURS: '24', STAFF_DRAFT_DAYS: '3' },
    });
    drafts = desk.get(Drafts);
  });
  afterAll(() => desk.close());
  beforeEach(() => void (owner = { token: newDraftToken() }));

  const mine = (place = PLACE) => ({ owner, place });
  const kept = async (place = PLACE): Promise<Draft> => {
    const found = await drafts.find(mine(place));
    if (found.state !== 'kept') throw new Error(found.state);
    return found.draft;
  };
  const state = async () => (await drafts.find(mine())).state;
  const rows = () => desk.get(Reader).rows<{ body: string | null }>('SELECT * FROM draft');

  it('keep each field until it is given again, with one key', async () => {
    expect(await state()).toBe('none');
    const first = await drafts.save(mine(), { subject: '路燈', description: '不亮' });
    await drafts.save(mine(), { description: '已經三天不亮' });
    const now = desk.time.now();
    expect(await kept()).toEqual({
      ...{ key: first.key, fields: { subject: '路燈', description: '已經三天不亮' } },
      ...{ savedAt: now, expiresAt: now + hours(24) },
    });
  });

  it('of other browsers, staff and places are separate', async () => {
    await drafts.save(mine(), { text: 'report' });
    await drafts.save(mine('correction 1'), { text: 'correction' });
    await drafts.save({ owner: { staffId: 'one' }, place: PLACE }, { text: 'staff' });
    expect((await kept()).fields).toEqual({ text: 'report' });
    expect((await kept('correction 1')).fields).toEqual({ text: 'correction' });
    expect((await kept()).key).not.toBe((await kept('correction 1')).key);
    await drafts.erase(mine());
    expect(await state()).toBe('none');
    expect((await kept('correction 1')).fields).toEqual({ text: 'correction' });
    expect((await drafts.under({ staffId: 'one' }, 'rep')).map(({ place }) => place)).toEqual([PLACE]);
    expect(await drafts.under({ staffId: 'two' }, 'rep')).toEqual([]);
    await drafts.erase({ owner: { staffId: 'one' }, place: PLACE });
  });

  it('of staff are kept for days, those of others for hours', async () => {
    const keptFor = async (of: DraftOwner) => {
      const { savedAt, expiresAt } = await drafts.save({ owner: of, place: 'case 2' }, { text: 'x' });
      return expiresAt - savedAt;
    };
    expect(await keptFor(owner)).toBe(hours(24));
    expect(await keptFor({ staffId: 'four' })).toBe(days(3));
    await drafts.erase({ owner: { staffId: 'four' }, place: 'case 2' });
  });

  it('of a person are listed by place, the last saved first, without what cannot be opened', async () => {
    const staff = { staffId: 'three' };
    for (const place of ['case 1 a', 'case 1 b', 'case 1 c']) {
      desk.time.forward(1);
      await drafts.save({ owner: staff, place }, { text: place });
    }
    desk.time.forward(1);
    await drafts.save({ owner: staff, place: 'case 1 a' }, { text: 'again' });
    const listed = async () => (await drafts.under(staff, 'case 1 ')).map(({ place }) => place);
    expect(await listed()).toEqual(['case 1 a', 'case 1 c', 'case 1 b']);
    await desk
      .get(UnitOfWork)
      .run((manager) => manager.query(`UPDATE draft SET body = 'x' WHERE place = 'case 1 c'`));
    expect(await listed()).toEqual(['case 1 a', 'case 1 b']);
    for (const place of ['case 1 a', 'case 1 b', 'case 1 c']) await drafts.erase({ owner: staff, place });
  });

  it('lose no field of a hundred saves at once, the first of which begin the draft', async () => {
    const saves = Array.from({ length: 100 }, (_, n) => drafts.save(mine(), { [`field ${n}`]: `text ${n}` }));
    const keys = new Set((await Promise.all(saves)).map(({ key }) => key));
    expect(Object.keys((await kept()).fields)).toHaveLength(100);
    expect(keys).toEqual(new Set([(await kept()).key]));
  });

  it('have after any saves of two tabs every field of both', async () => {
    const tab = (prefix: string) =>
      fc.array(fc.dictionary(fc.constantFrom(`${prefix} a`, `${prefix} b`), fc.string()), { maxLength: 4 });
    const property = fc.asyncProperty(tab('one'), tab('other'), async (one, other) => {
      owner = { token: newDraftToken() };
      const inTurn = async (saves: Record<string, string>[]) => {
        for (const save of saves) await drafts.save(mine(), save);
      };
      await Promise.all([inTurn(one), inTurn(other), drafts.save(mine(), {})]);
      expect((await kept()).fields).toEqual(Object.assign({}, ...one, ...other));
    });
    await fc.assert(property, { numRuns: 15 });
  });

  it('are stored sealed, without the token', async () => {
    await drafts.save(mine(), { subject: '路燈不亮' });
    const stored = JSON.stringify(await rows());
    for (const secret of ['路燈', (owner as { token: string }).token, (await kept()).key])
      expect(stored).not.toContain(secret);
  });

  it('end when their time is over since the last save: emptied at once, and forgotten a week later', async () => {
    await drafts.save(mine(), { subject: '路燈' });
    desk.time.forward(hours(20));
    await drafts.save(mine(), { description: '不亮' });
    desk.time.forward(hours(24) - 1);
    await desk.get(Housekeeping).sweep();
    expect(await state()).toBe('kept');
    desk.time.forward(1);
    expect(await state()).toBe('expired');
    desk.time.forward(1);
    await desk.get(Housekeeping).sweep();
    expect(await state()).toBe('expired');
    expect((await rows()).filter(({ body }) => body !== null)).toEqual([]);
    desk.time.forward(days(7));
    await desk.get(Housekeeping).sweep();
    expect(await state()).toBe('none');
  });

  it('begun again after they expired hold nothing of before, not even the key', async () => {
    const { key } = await drafts.save(mine(), { subject: '路燈' });
    desk.time.forward(hours(24));
    await drafts.save(mine(), { description: '不亮' });
    expect((await kept()).fields).toEqual({ description: '不亮' });
    expect((await kept()).key).not.toBe(key);
  });

  it('sealed under another key, damaged, or moved to another row are unreadable, which is not the same as none', async () => {
    await drafts.save(mine(), { subject: '路燈' });
    const other = new Drafts(
      ...([desk.get(UnitOfWork), desk.get(Reader), new Keyring('o'.repeat(32))] as const),
      ...([desk.get(Tallies), desk.get(TimeSource), desk.get<typeof desk.settings>(SETTINGS)] as const),
    );
    expect(await other.find(mine())).toEqual({ state: 'unreadable' });
    expect(await other.find(mine('else'))).toEqual({ state: 'none' });
    await other.save(mine('else'), { text: 'x' });
    const move = `UPDATE draft SET body = (SELECT body FROM draft WHERE owner = $1 AND place = 'report')
      WHERE owner = $1 AND place = 'else'`;
    await desk.get(UnitOfWork).run((manager) => askWith(manager, move, [ownerOf(owner)]));
    expect(await drafts.find(mine('else'))).toEqual({ state: 'unreadable' });
    await drafts.save(mine('else'), { text: 'again' });
    expect((await kept('else')).fields).toEqual({ text: 'again' });
  });

  it('begun from one network are limited in an hour; saving one that is there is not', async () => {
    const address = '2001:db8:1:2::';
    const begin = (host: string) =>
      drafts
        .save({ owner: { token: newDraftToken() }, place: PLACE }, { subject: 'x' }, { address: host })
        .then(
          () => 'done',
          ({ kind, code, detail }: Problem) => `${kind} ${code} ${detail.retryAfterSeconds}`,
        );
    await drafts.save(mine(), { subject: 'x' }, { address: `${address}1` });
    const before = (await rows()).length;
    const all = await Promise.all(Array.from({ length: 100 }, (_, n) => begin(address + n.toString(16))));
    expect(all.filter((said) => said === 'done')).toHaveLength(MOST - 1);
    expect(all.filter((said) => said === 'TOO_MANY too-many-drafts 3600')).toHaveLength(101 - MOST);
    expect((await rows()).length).toBe(before + MOST - 1);
    await drafts.save(mine(), { subject: 'y' }, { address: `${address}1` });
    expect(await begin('2001:db8:1:3::1')).toBe('done');
    desk.time.forward(hours(1));
    expect(await begin(`${address}1`)).toBe('done');
  });
});
