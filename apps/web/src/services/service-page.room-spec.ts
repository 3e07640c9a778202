import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { Browse } from '../../../../test/support/browse.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';

jest.setTimeout(60_000);

describe('what the public learns of a service', () => {
  let web: TestWeb;
  beforeAll(async () => {
    web = await startTestWeb();
  });
  afterAll(() => web.close());

  it('are its public promises, and none of the house', async () => {
    const house = web.get(Catalogue).commitment('house.wrap-up')!;
    expect(house.public).toBe(false);
    const { status, text } = await new Browse(web).get('/services/sme.finance-diagnosis');
    expect([status, text.includes(house.title['zh-TW'])]).toEqual([200, false]);
    expect(text.includes(web.get(Catalogue).commitment('law.petition')!.title['zh-TW'])).toBe(true);
  });
});
