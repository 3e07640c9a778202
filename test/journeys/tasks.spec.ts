import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { days } from '@app/platform';
import type { Locator } from 'playwright-core';
import { boardWords } from '../../apps/web/src/board/words.js';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { casesWords } from '../../apps/web/src/cases/words.js';
import { siteWords } from '../../apps/web/src/site/words.js';
import { tasksWords } from '../../apps/web/src/tasks/words.js';
import { ApiClient } from '../support/api-client.js';
import { SCRIPTS } from '../support/manners.js';
import type { Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { faultsWideAndNarrow } from '../support/wide-and-narrow.js';
import { PASSWORD } from '../support/web.js';

/** As in config/tasks/house.yaml. */
const KIND = {
  'zh-TW': { visit: '查訪', follow: '後續追蹤', asStated: '與申請內容相符' },
  en: { visit: 'Visit', follow: 'Follow-up', asStated: 'As stated in the application' },
};

jest.setTimeout(90_000);

const site = openSite({ staff: true });

describe.each(SCRIPTS)('what is to be done on a case, in %s, with script: %s', (locale, script) => {
  const parts = casePartsWords[locale];
  const { fields } = parts;
  const { act: acts } = parts.statuses;
  const said = casesWords[locale].tasks;
  const kinds = KIND[locale];
  let staff: Visitor;
  let number: string;

  beforeAll(async () => {
    const agent = await ApiClient.of(site.web, 'agent');
    const { body } = await agent.post('/api/v1/staff/cases', {
      ...{ channel: 'COUNTER', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.subsidy' },
      ...{ subject: '補助', description: '申請補助', contact: { name: '王小明', email: 'ming@example.tw' } },
    });
    number = body.caseNumber;
    await agent.post(`/api/v1/staff/cases/${number}/acts/accept`, {});
    staff = await enter('handler');
  });
  afterAll(() => staff.leave());

  const enter = async (login: string) => {
    const visitor = await site.arrive({ javaScriptEnabled: script, locale });
    await visitor.open(`/desk/sign-in?lang=${locale}`);
    await visitor.enter(login, PASSWORD, locale);
    return visitor;
  };
  const block = () => staff.page.getByRole('region', { name: said.title });
  const rowOf = (kind: string) => block().getByRole('listitem').filter({ hasText: kind });
  /** The form of an act, unfolded: of the case in the menu, of a task in its row. */
  const unfold = async (name: 'add-task' | 'log-attempt' | 'finish-task', kind?: string) => {
    await staff.open(`/desk/cases/${number}`);
    const place =
      kind === undefined ? staff.page.getByRole('region', { name: parts.acts.title }) : rowOf(kind);
    const folded = place.locator('details.act').filter({ hasText: acts[name] });
    await folded.locator('summary').click();
    return folded;
  };
  const send = async (name: 'add-task' | 'log-attempt' | 'finish-task', form: Locator) => {
    await form.getByRole('button', { name: acts[name] }).click();
    await staff.page.waitForLoadState();
  };
  const act = async (
    name: 'add-task' | 'log-attempt' | 'finish-task',
    answers: Record<string, string>,
    kind?: string,
  ) => {
    const form = await unfold(name, kind);
    await staff.fill(answers, form);
    await send(name, form);
    expect(await staff.text()).toContain(parts.acts.done(acts[name]));
  };
  const looked = async (page: string, visitor: Visitor) =>
    expect(await faultsWideAndNarrow(visitor, `${page}-${locale}`)).toEqual([]);

  it('a visit is added: on the case with what to say, and in the bar and the list of the unit', async () => {
    await act('add-task', { [fields.taskKind]: kinds.visit, [fields.text]: '先電話約時間' });
    await act('add-task', { [fields.taskKind]: kinds.follow });
    expect(await block().innerText()).toContain(kinds.visit);
    expect(await block().innerText()).toContain('先電話約時間');
    await block().getByText(said.script).first().click();
    await looked('task-case', staff);
    const bar = staff.page.getByRole('navigation', { name: siteWords[locale].desk.label });
    await bar.getByRole('link', { name: siteWords[locale].desk.tasks }).click();
    expect(await staff.heading()).toBe(tasksWords[locale].title);
    const mine = staff.page.getByRole('region', { name: tasksWords[locale].mine });
    expect(await mine.getByRole('row').filter({ hasText: number }).allInnerTexts()).toHaveLength(2);
    await looked('task-list', staff);
  });

  it('a try is logged; a wrong number is refused at its field and keeps what was typed', async () => {
    const unfolded = await unfold('log-attempt', kinds.follow);
    const answers = {
      [fields.reached]: fields.choices.NOT_REACHED,
      [fields.number]: '家裡',
      [fields.text]: '忙線',
    };
    await staff.fill(answers, unfolded);
    await send('log-attempt', unfolded);
    expect(await staff.errors()).toHaveLength(1);
    expect(await staff.field(fields.text, unfolded).inputValue()).toBe('忙線');
    expect(await rowOf(kinds.follow).locator('details.act[open]').count()).toBe(1);
    expect(await rowOf(kinds.visit).locator('details.act[open]').count()).toBe(0);
    await looked('task-refused', staff);
    await staff.fill({ [fields.number]: '0912-345-678' }, unfolded);
    await send('log-attempt', unfolded);
    const text = await rowOf(kinds.follow).innerText();
    for (const words of [fields.choices.NOT_REACHED, '…678', '忙線']) expect(text).toContain(words);
    expect(text).not.toContain('345');
    expect(await rowOf(kinds.visit).innerText()).not.toContain('忙線');
  });

  it('finished with its outcome; what is past its day is marked, and stands on the board', async () => {
    expect(await staff.page.locator('select[name="task"]').count()).toBe(0);
    await act('finish-task', { [fields.outcome]: kinds.asStated }, kinds.visit);
    expect(await rowOf(kinds.visit).locator('form').count()).toBe(0);
    expect(await block().innerText()).toContain(said.outcome(kinds.asStated));
    site.web.time.forward(days(20));
    const head = await enter('supervisor');
    await head.open('/desk/board');
    const overdue = head.page.getByRole('region', { name: boardWords[locale].tasks.title });
    expect(await overdue.innerText()).toContain(number);
    await looked('task-board', head);
    await head.open('/desk/board/sheet');
    expect(await head.text()).toContain(boardWords[locale].tasks.title);
    await head.open(`/desk/cases?q=${number}`);
    await looked('task-cases', head);
    expect(await head.text()).toContain(kinds.follow);
    await head.leave();
  });
});
