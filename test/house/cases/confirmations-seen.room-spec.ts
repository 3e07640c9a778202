import { Readable } from 'node:stream';
import { AttachmentDrafts, Attachments } from '@app/attachments';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CitizenActs, CodeRequests, exportPages } from '@app/cases';
import { Figures } from '@app/figures';
import { Intake } from '@app/intake';
import { CaseLists, QUEUES } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { days, Reader } from '@app/platform';
import { TO_CONFIRM } from '../../support/confirmations.js';
import { DATABASES } from '../../support/databases.js';
import * as sample from '../../support/sample-files.js';
import { her, Reports } from '../../support/reports.js';
import { Story } from '../../support/story.js';

const MORNING = Date.parse('2026-08-19T10:00:00+08:00');
const at = (time: string) => Date.parse(`${time}+08:00`);

describe.each(DATABASES)('where a report that waits for its link is seen, on %s', (_name, postgres) => {
  let story: Story;
  let reports: Reports;
  let agent: StaffActor;
  let head: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres, env: { DEMO: 'true', INTAKE_PER_ADDRESS_HOUR: '1000' } });
    reports = new Reports(story);
    agent = await story.staff('demo.registry', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD']);
    head = await story.staff('demo.head-office', ['CONTROL_OFFICER']);
  });
  afterAll(() => story.close());
  beforeEach(() => story.desk.time.set(MORNING));

  const get: Story['desk']['get'] = (type) => story.desk.get(type);
  const listed = async (actor: StaffActor, query: object): Promise<string[]> => {
    const { cases, next } = await get(CaseLists).list(actor, query);
    const rest = next === null ? [] : await listed(actor, { ...query, cursor: next });
    return [...cases.map(({ caseNumber }) => caseNumber), ...rest];
  };

  it('is no work before it is confirmed, nor after it lapsed: no list, no figure; found by its number', async () => {
    const [waiting, lapsed, withdrawn] = [await reports.send(), await reports.send(), await reports.send()];
    await story.act(her(withdrawn), withdrawn, 'withdraw', { reason: '不必了' });
    const cases = async () => {
      const { channels } = await get(Figures).of({
        from: at('2026-08-01T00:00:00'),
        to: at('2026-09-01T00:00:00'),
      });
      return (
        channels.find(({ organisation, channel }) => organisation === 'demo' && channel === 'WEB')?.cases ?? 0
      );
    };
    const counted = await cases();
    const numbers = [waiting, lapsed, withdrawn].map(({ caseNumber }) => caseNumber);
    const seen = async () => {
      const found: string[] = [];
      for (const actor of [agent, head])
        for (const queue of QUEUES)
          found.push(...(await listed(actor, { queue })).filter((number) => numbers.includes(number)));
      return found;
    };
    expect(await seen()).toEqual([]);
    expect(await listed(agent, { q: waiting.subject })).toEqual([]);
    expect(await listed(agent, { q: waiting.caseNumber })).toEqual([waiting.caseNumber]);
    expect(await listed(agent, { status: 'AWAITING_CONFIRMATION' })).toContain(waiting.caseNumber);
    await reports.confirm(waiting);
    expect(await cases()).toBe(counted + 1);
    expect(await seen()).toContain(waiting.caseNumber);
    await story.pass(days(5));
    expect((await reports.now(lapsed)).status).toBe('LAPSED');
    expect(await cases()).toBe(counted + 1);
    expect(await seen()).not.toContain(lapsed.caseNumber);
    expect(await listed(agent, { queue: 'closed' })).not.toContain(withdrawn.caseNumber);
  });

  it('is exported without the date of a receipt until it is confirmed', async () => {
    const file = await reports.send();
    const dates = async () => {
      const found: unknown[] = [];
      for await (const page of exportPages(get(Reader), 'demo'))
        found.push(...page.filter(({ id }) => id === file.id).map(({ receivedAt }) => receivedAt));
      return found.map((receivedAt) => receivedAt && Number(receivedAt));
    };
    expect(await dates()).toEqual([null]);
    await reports.confirm(file);
    expect(await dates()).toEqual([MORNING]);
  });

  it('keeps the files that came with it, and shows them to her', async () => {
    const draft = 'draft-of-report';
    const content = Readable.from([sample.pdf()]);
    await get(AttachmentDrafts).stage({ holder: { draft }, name: 'a.pdf', content, serviceId: TO_CONFIRM });
    const contact = { name: '王小明', email: 'with-files@example.tw' };
    const input = { service: TO_CONFIRM, subject: '附檔', description: '如圖', contact };
    const { file } = await get(Intake).report(input, { address: '192.0.2.7', draft });
    const shown = await get(Attachments).of(file, 'SHOWN');
    expect(shown.map(({ name, eventSeq }) => [name, eventSeq])).toEqual([['a.pdf', 1]]);
  });

  it('gives no lookup code to an address that is not confirmed', async () => {
    const file = await reports.send({ contact: { name: '王小明', email: 'code@example.tw' } });
    const contact = { kind: 'email' as const, value: 'code@example.tw' };
    await get(CodeRequests).ask(file.caseNumber, contact, '192.0.2.9');
    await story.pass(1_000);
    expect(await story.notices(file)).toEqual(['confirm-report']);
    await reports.confirm(file);
    await get(CodeRequests).ask(file.caseNumber, contact, '192.0.2.9');
    await story.pass(1_000);
    expect((await story.notices(file)).filter((kind) => kind === 'lookup-code')).toHaveLength(2);
  });

  it('offers her to withdraw it, and no message that would reach no one', async () => {
    const file = await reports.send();
    expect(get(CitizenActs).offered(her(file), file)).toEqual(['withdraw']);
    await reports.confirm(file);
    expect(get(CitizenActs).offered(her(file), await reports.now(file))).toEqual(['message', 'withdraw']);
  });
});
