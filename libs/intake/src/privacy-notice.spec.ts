import { loadConfig } from '@app/catalogue';
import { EVENT_TYPES } from '@app/cases';
import { LOCALES } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { PRIVACY_NOTICE, PRIVACY_NOTICE_VERSION } from './privacy-notice.js';

const FACTS = { agency: '甲', unit: '乙', phone: '02', years: 3, petition: true };

/** All words of the notice: whole, and where the agency has published nothing. */
const words = JSON.stringify(
  LOCALES.map((locale) => {
    const { title, spoken, items } = PRIVACY_NOTICE[locale];
    return [title, spoken, items(FACTS), items({ agency: '甲' }), items({ agency: '甲', years: 1 })];
  }),
);

describe('the privacy notice (個人資料保護法第8條)', () => {
  it('has a new version with each change of its words: every case keeps that of what was shown or read', () => {
    const hash = createHash('sha256').update(words).digest('hex').slice(0, 12);
    // changed words: a new version, and here the new hash beside it
    expect([PRIVACY_NOTICE_VERSION, hash]).toEqual(['2026-12', 'ae2086029244']);
  });

  it('names the limits that the clocks of the law count by', () => {
    const { commitments } = loadConfig(join(import.meta.dirname, '../../../config'), { events: EVENT_TYPES });
    const daysOf = (id: string) => {
      const entry = commitments.find((one) => one.id === id);
      return entry?.kind === 'clock' ? Number.parseInt(entry.length, 10) : NaN;
    };
    const [access, correct] = [daysOf('law.dsr-access'), daysOf('law.dsr-correct')];
    const [zh, en] = LOCALES.map((locale) => PRIVACY_NOTICE[locale].items(FACTS)[6]![1]);
    expect(zh).toContain(
      `查詢、閱覽、複製在 ${access} 日內答復，補充、更正、停止利用、刪除在 ${correct} 日內答復`,
    );
    expect(en).toContain(`answered within ${access} days, one to correct, stop or delete within ${correct}`);
  });

  it('says how long the case is kept, or that this is not published', () => {
    const kept = (years?: number) =>
      LOCALES.map((locale) => PRIVACY_NOTICE[locale].items({ agency: '甲', years })[3]![1]);
    expect(kept(3)).toEqual([expect.stringContaining('3 年'), expect.stringContaining('for 3 years')]);
    expect(kept(1)[1]).toContain('for 1 year after');
    expect(kept()).toEqual([
      expect.stringContaining('尚未公告'),
      expect.stringContaining('has not published'),
    ]);
  });

  it('says what a petition without a name risks only where the case is one', () => {
    const risks = (petition: boolean) =>
      LOCALES.map((locale) => PRIVACY_NOTICE[locale].items({ agency: '甲', petition }).at(-1)![1]);
    expect(risks(true)).toEqual([expect.stringContaining('第173條'), expect.stringContaining('article 173')]);
    for (const text of risks(false)) expect(text).not.toMatch(/173/);
  });
});
