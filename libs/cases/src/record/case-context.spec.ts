import { Keyring } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseContext } from './case-context.js';
import { CaseFile, CaseKey, Petitioner } from './case-file.entity.js';
import { petitionerRow } from './petitioner-row.js';
import { Seals } from './seals.js';

const KNOWN = { name: '王小明', email: null, phone: '+886912345678' };

describe('one case inside a transaction', () => {
  let tables: Tables;
  let key: Buffer;
  const seals = new Seals(new Keyring('the secret of this spec'));

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CaseKey, Petitioner);
  });
  beforeEach(async () => {
    await tables.empty();
    const made = seals.make('case');
    ({ key } = made);
    await tables.put(CaseKey, made.row);
    await tables.put(CaseFile, caseRow({ id: 'case', erasedAt: null }), caseRow({ id: 'other' }));
    await tables.put(Petitioner, petitionerRow('case', key, KNOWN, seals));
  });
  afterAll(() => tables.close());

  const row = (id = 'case') => tables.manager.findOneByOrFail(CaseFile, { id });
  const context = async (more: Partial<CaseFile> = {}) =>
    new CaseContext(tables.manager, Object.assign(await row(), more), seals);
  const eraseKey = () => tables.manager.delete(CaseKey, { caseId: 'case' });

  it('saves what was changed, each time since the last', async () => {
    const place = await context();
    place.file.status = 'REPLIED';
    await place.save();
    expect([(await row()).status, (await row('other')).status]).toEqual(['REPLIED', 'IN_PROGRESS']);
    // changed by another statement of this transaction, which the next save must leave alone
    await tables.manager.update(CaseFile, { id: 'case' }, { status: 'CLOSED' });
    place.file.subject = '路燈';
    await place.save();
    expect(await row()).toMatchObject({ status: 'CLOSED', subject: '路燈' });
  });

  it('reads the petitioner once, or takes the one that is known already', async () => {
    const place = await context();
    expect(await place.petitioner()).toEqual(KNOWN);
    await tables.manager.delete(Petitioner, { caseId: 'case' });
    expect(await place.petitioner()).toEqual(KNOWN);
    const petitioner = { ...KNOWN, name: '王曉明' };
    const known = new CaseContext(tables.manager, await row(), seals, { key, petitioner });
    expect(await known.petitioner()).toEqual(petitioner);
  });

  it('has no petitioner where there is none, or the case is erased', async () => {
    await eraseKey();
    expect(await (await context()).petitioner()).toBeNull();
    await tables.manager.delete(Petitioner, { caseId: 'case' });
    expect(await (await context()).petitioner()).toBeNull();
  });

  it('seals texts under the key of the case, each for its own place', async () => {
    const sealed = await (await context()).seal('note', '會回電');
    expect(sealed).not.toContain('會回電');
    const place = await context();
    expect(await place.unseal('note', sealed)).toBe('會回電');
    await expect(place.unseal('reply', sealed)).rejects.toThrow(/authenticate/);
    expect(await place.unseal('note', null)).toBeNull();
  });

  it('reads nothing any more once the key is destroyed', async () => {
    const sealed = await (await context()).seal('note', '會回電');
    await eraseKey();
    expect(await (await context()).unseal('note', sealed)).toBeNull();
    expect(await (await context()).key()).toBeUndefined();
  });

  it('writes nothing in an erased case', async () => {
    await eraseKey();
    const sealing = refusal((await context({ erasedAt: 7 })).seal('note', '會回電'));
    expect(await sealing).toMatchObject({ kind: 'NOT_ALLOWED', code: 'erased' });
    expect(await tables.manager.count(CaseKey)).toBe(0);
  });

  it('gets its first key when a text is sealed for an imported case, and keeps it', async () => {
    await eraseKey();
    const place = await context();
    const made = jest.spyOn(seals, 'make');
    const sealed = [await place.seal('note', '一'), await place.seal('note', '二')];
    expect(made.mock.calls).toEqual([['case']]);
    const later = await context();
    expect(await Promise.all(sealed.map((one) => later.unseal('note', one)))).toEqual(['一', '二']);
  });
});
