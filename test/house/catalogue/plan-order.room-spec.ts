import { EVENT_TYPES } from '@app/cases';
import { Catalogue, CatalogueStore, loadConfig } from '@app/catalogue';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk } from '../../support/desk.js';

describe.each(DATABASES)('the promises of a plan, on %s', (_name, postgres) => {
  let desk: TestDesk;
  const shipped = loadConfig('config', { events: EVENT_TYPES });

  beforeAll(async () => {
    desk = await startDesk({ postgres });
  });
  afterAll(() => desk.close());

  const idsOf = (entries: readonly { id: string; organisation: string }[], organisation: string) =>
    entries.filter((entry) => entry.organisation === organisation).map(({ id }) => id);

  it('are in the order of the file, not of their names', () => {
    for (const { id } of shipped.organisations)
      expect(idsOf(desk.get(Catalogue).commitments(), id)).toEqual(idsOf(shipped.commitments, id));
    expect(idsOf(shipped.commitments, 'ida')).not.toEqual(idsOf(shipped.commitments, 'ida').toSorted());
  });

  it('can be reordered without new versions', async () => {
    const turned = { ...shipped, commitments: shipped.commitments.toReversed() };
    const orders = new Set(shipped.commitments.map(({ organisation }) => organisation)).size;
    expect(await desk.get(CatalogueStore).store(turned)).toBe(orders);
    await desk.get(Catalogue).refresh();
    expect(idsOf(desk.get(Catalogue).commitments(), 'sme')).toEqual(idsOf(turned.commitments, 'sme'));
    expect(await desk.get(CatalogueStore).store(shipped)).toBe(0);
    await desk.get(Catalogue).refresh();
  });
});
