import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Catalogue, SpecialDays } from '@app/catalogue';
import { dateWords } from '@app/platform';
import type { Browse } from '../../../../test/support/browse.js';
import { WEDNESDAY_MORNING } from '../../../../test/support/desk.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';
import { calendarWords } from './words.js';

jest.setTimeout(60_000);

const said = calendarWords['zh-TW'];

describe('the page of the calendar', () => {
  let web: TestWeb;
  let officer: Browse;
  beforeAll(async () => {
    web = await startTestWeb();
    officer = await signedIn(web, 'demo.head-office', ['CONTROL_OFFICER'], 'officer');
  });
  afterAll(() => web.close());
  const page = async (who = officer) => (await who.get('/desk/calendar')).text;

  it('has the days of the own agency and of all, and takes back those that this agency declared', async () => {
    const declare = (date: string, remark: string, organisation?: string) =>
      web.get(SpecialDays).declare({ date, kind: 'CLOSURE', remark, ...(organisation && { organisation }) });
    await declare('2026-09-01', '本機關的', 'demo');
    await declare('2026-09-02', '別機關的', 'sme');
    await declare('2026-09-03', '全國的');
    await web.get(Catalogue).refresh();
    const text = await page();
    expect([text.includes('本機關的'), text.includes('別機關的'), text.includes('全國的')]).toEqual([
      ...[true, false, true],
    ]);
    const forms = [
      ...text.matchAll(/action="\/desk\/calendar\/days\/withdraw"[^]*?name="date" value="([^"]+)"/g),
    ];
    expect(forms.map(([, date]) => date)).toEqual(['2026-09-01']);
    const head = await signedIn(web, 'demo.guidance', ['UNIT_HEAD'], 'head');
    expect((await page(head)).includes('days/withdraw')).toBe(false);
  });

  it('says until when the calendar is loaded, once promises would reach beyond', async () => {
    const ends = web.get(Catalogue).calendarEnds();
    const words = said.ends(dateWords(ends, 'zh-TW'));
    expect((await page()).includes(words)).toBe(false);
    web.time.set(Date.parse(`${ends}T10:00:00+08:00`));
    officer = await signedIn(web, 'demo.head-office', ['CONTROL_OFFICER'], 'officer-2');
    expect((await page()).includes(words)).toBe(true);
    web.time.set(WEDNESDAY_MORNING);
  });
});
