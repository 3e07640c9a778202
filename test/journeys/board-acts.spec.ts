import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { minutes, taipeiMidnight } from '@app/platform';
import type { Locator } from 'playwright-core';
import { ApiClient } from '../support/api-client.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { type Visitor, type Manner } from '../support/visitor.js';

jest.setTimeout(90_000);

const site = openSite({ staff: true });
let agent: ApiClient;
beforeAll(async () => {
  agent = await ApiClient.of(site.web, 'agent');
});

const logged = async (subject: string): Promise<string> => {
  const taken = await agent.post('/api/v1/staff/cases', {
    ...{ service: 'demo.consultation', subject, description: '內容', channel: 'PHONE' },
    noticeVersion: PRIVACY_NOTICE_VERSION,
    contact: { name: '王小明' },
  });
  return taken.body.caseNumber;
};
const eventsOf = async (caseNumber: string): Promise<string[]> => {
  const { body } = await agent.get(`/api/v1/staff/cases/${caseNumber}`);
  return body.history.map(({ type }: { type: string }) => type);
};

let head: Visitor;
const atBoard = async (manner?: Manner) => {
  head = await site.arrive(manner);
  await head.signIn('supervisor', PASSWORD);
  await head.open('/desk/board');
};
const rowOf = (caseNumber: string, column = 'untouched'): Locator =>
  head.page.locator(`.board-${column} .board-row`, { hasText: caseNumber });
afterEach(() => head.leave());

describe.each([true, false])(
  'a case acted on from its row of the board, with script: %s',
  (javaScriptEnabled) => {
    let caseNumber: string;
    beforeEach(async () => {
      caseNumber = await logged('貸款');
      await atBoard({ javaScriptEnabled });
    });

    const unfold = async (act: string) => {
      await rowOf(caseNumber).locator('.row-acts > summary').click();
      if (!javaScriptEnabled) await head.follow('改派、催辦、展延、註記');
      await rowOf(caseNumber).locator('summary', { hasText: act }).click();
    };

    it('is chased; then the board says so', async () => {
      await unfold('催辦');
      const form = rowOf(caseNumber).locator('#form-chase');
      await head.fill({ 幾個工作日: '2', 內容: '請說明進度' }, form);
      await form.getByRole('button').last().click();
      await head.page.waitForURL(/\/desk\/board\?done=chase&case=.*#row-/);
      expect(await head.page.locator('.banner-success').innerText()).toContain(caseNumber);
      expect(await eventsOf(caseNumber)).toContain('CHASE_SENT');
    });

    it('is returned to its own form where something is missing, and leads back to the board then', async () => {
      await unfold('註記');
      const form = () => head.page.locator('#form-note');
      await form().getByRole('button').last().click();
      await head.page.waitForURL(/\/desk\/cases\/[^/]+\?refused=/);
      expect(await head.errors()).toHaveLength(1);
      await form().locator('textarea').fill('已電話聯繫');
      await form().getByRole('button').last().click();
      await head.page.waitForURL(/\/desk\/board\?done=note/);
      expect(await eventsOf(caseNumber)).toContain('NOTED');
    });
  },
);

describe('a change that comes in while the board is used', () => {
  beforeEach(() => atBoard());
  const news = async () => {
    const other = await logged('另一件');
    await rowOf(other).waitFor();
    return other;
  };

  it('leaves what is unfolded, typed and focused, and the row itself', async () => {
    const caseNumber = await logged('正在辦理');
    await rowOf(caseNumber).locator('.row-acts > summary').click();
    await rowOf(caseNumber).locator('summary', { hasText: '註記' }).click();
    const text = rowOf(caseNumber).locator('#form-note textarea');
    await text.fill('寫到一半');
    await rowOf(caseNumber).evaluate((row) => void Object.assign(row, { same: 'yes' }));
    await news();
    expect(await text.inputValue()).toBe('寫到一半');
    expect(await text.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await rowOf(caseNumber).evaluate((row) => (row as { same?: string }).same)).toBe('yes');
    expect(await head.page.locator('#board-news').innerText()).toContain('看板已更新');
  });

  it('moves a row to another column with what is typed in it', async () => {
    const caseNumber = await logged('會逾期');
    await head.leave();
    site.web.time.set(taipeiMidnight('2026-08-21') - minutes(1));
    await site.web.sweep();
    await atBoard();
    const row = rowOf(caseNumber, 'warning');
    await row.locator('.row-acts > summary').click();
    await row.locator('summary', { hasText: '註記' }).click();
    await row.locator('#form-note textarea').fill('寫到一半');
    await site.web.pass(minutes(2));
    const moved = rowOf(caseNumber, 'overdue').locator('#form-note textarea');
    await moved.waitFor();
    expect(await moved.inputValue()).toBe('寫到一半');
    expect(await moved.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('has the forms of one row at a time; those of the row before are folded, and its text is kept', async () => {
    const [first, second] = [await logged('第一件'), await logged('第二件')];
    const unfold = (caseNumber: string) => rowOf(caseNumber).locator('.row-acts > summary').click();
    const note = (caseNumber: string) => rowOf(caseNumber).locator('#form-note textarea');
    await rowOf(second).waitFor();
    await unfold(first);
    await rowOf(first).locator('summary', { hasText: '註記' }).click();
    await note(first).fill('寫到一半');
    await unfold(second);
    await note(second).waitFor({ state: 'attached' });
    expect(await head.page.locator('[id="form-note"]').count()).toBe(1);
    expect(await rowOf(first).locator('details.row-acts').getAttribute('open')).toBeNull();
    await unfold(first);
    await note(first).waitFor({ state: 'attached' });
    expect(await note(first).inputValue()).toBe('寫到一半');
  });

  it('keeps a row in use that has left the board, and says that it has', async () => {
    const caseNumber = await logged('會離開');
    await rowOf(caseNumber).locator('.row-acts > summary').click();
    await rowOf(caseNumber).locator('summary', { hasText: '註記' }).click();
    await rowOf(caseNumber).locator('#form-note textarea').fill('寫到一半');
    await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/take`, {});
    await agent.post(`/api/v1/staff/cases/${caseNumber}/acts/reply`, { text: '已答復' });
    await head.page.locator('.row-gone .gone-words').waitFor();
    expect(await head.page.locator('.row-gone #form-note textarea').inputValue()).toBe('寫到一半');
  });
});
