import { EVENT_TYPES } from '@app/cases';
import { CatalogueStore, loadConfig } from '@app/catalogue';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk } from '../../support/desk.js';

describe.each(DATABASES)('the mark of config/ in a database, on %s', (_name, postgres) => {
  const config = loadConfig('config', { events: EVENT_TYPES });
  let desk: TestDesk;
  let store: CatalogueStore;

  beforeAll(async () => {
    desk = await startDesk({ postgres, env: { DEMO: 'true' } });
    store = desk.get(CatalogueStore);
  });
  afterAll(() => desk.close());

  it('is the one given when it was last stored', async () => {
    await store.store(config, 'first');
    expect([await store.holds('first'), await store.holds('second')]).toEqual([true, false]);
    await store.store(config, 'second');
    expect([await store.holds('first'), await store.holds('second')]).toEqual([false, true]);
  });

  it('is removed by storing without a mark', async () => {
    await store.store(config, 'first');
    await store.store(config);
    expect(await store.holds('first')).toBe(false);
  });
});
