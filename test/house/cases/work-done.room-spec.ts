import { CaseActs, CaseDecision, type CaseFile, ClockRow } from '@app/cases';
import { CaseDetails, CaseLists, ProgressLookup } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { days, hours, Reader, type Problem } from '@app/platform';
import { Timer } from '@app/sla/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { refusal, Story } from '../../support/story.js';

const SUBSIDY = 'demo.subsidy';
const NUMBER = '經企字第11500012345號';
const isoDay = (at: number) => new Date(at + hours(8)).toISOString().slice(0, 10);

describe.each(DATABASES)('steps, decision and document of a case, on %s', (_name, postgres) => {
  let story: Story;
  let handler: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    const roles = ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD'] as const;
    handler = await story.staff('demo.guidance', [...roles], 'handler');
    await story.staff('demo.head-office', ['AGENCY_HEAD'], 'above');
  });
  afterAll(() => story.close());
  const open = async (service = SUBSIDY) => {
    const opened = (await story.open(handler, { service, channel: 'COUNTER' })).file;
    return story.act(handler, opened, 'accept');
  };
  beforeEach(async () => {
    file = await open();
  });

  const step = (name: string, more: object = {}, of = file) =>
    story.act(handler, of, 'step-done', { step: name, on: today(), ...more });
  const decide = (input: object, of = file) =>
    story.act(handler, of, 'record-decision', {
      decision: 'REJECTED',
      ...{ documentNumber: NUMBER, documentDate: today() },
      ...input,
    });
  const today = (after = 0) => isoDay(story.desk.time.now() + days(after));
  const faults = async (doing: Promise<unknown>) => {
    const { kind, code, detail } = (await refusal(doing)) as Problem;
    return kind === 'INVALID' ? detail.fields!.map((one) => `${one.field} ${one.code}`) : [code];
  };
  const detail = () => story.desk.get(CaseDetails).show(handler, file.caseNumber);

  describe('steps', () => {
    it('are done in the order of the data; one that may be left out is left out', async () => {
      expect(await faults(step('review-meeting'))).toEqual(['step step-order']);
      await step('papers-checked', { text: '文件齊全' });
      await step('review-meeting');
      expect(await faults(step('visit'))).toEqual(['no-step-left']);
      const shown = (await detail()).steps.map(({ id, done, isNext }) => [id, done?.note, isNext]);
      expect(shown).toEqual([
        ['papers-checked', '文件齊全', false],
        ['visit', undefined, false],
        ['review-meeting', null, false],
      ]);
    });

    it('are shown with those that can be done next', async () => {
      await step('papers-checked');
      const next = (await detail()).steps.filter(({ isNext }) => isNext).map(({ id }) => id);
      expect(next).toEqual(['visit', 'review-meeting']);
    });

    it('are not done twice, and not of another service or unknown', async () => {
      await step('papers-checked');
      expect(await faults(step('papers-checked'))).toEqual(['step step-done']);
      expect(await faults(step('somewhere'))).toEqual(['step not-a-step']);
      const other = await open('demo.application');
      expect(await faults(step('papers-checked', {}, other))).toEqual(['no-step-left']);
      expect(await story.events(other)).not.toContain('STEP_DONE');
    });

    it('sent a hundred times at once are done once', async () => {
      const input = { step: 'papers-checked', on: today() };
      const { caseNumber } = file;
      const all = Array.from({ length: 100 }, () =>
        story.desk.get(CaseActs).perform({ actor: handler, caseNumber, act: 'step-done', input }),
      );
      const kept = (await Promise.allSettled(all)).filter(({ status }) => status === 'fulfilled');
      expect(kept).toHaveLength(1);
      expect((await story.events(file)).filter((type) => type === 'STEP_DONE')).toHaveLength(1);
    });

    it('lie between receipt and today, and in order', async () => {
      expect(await faults(step('papers-checked', { on: today(-1) }))).toEqual(['on before-receipt']);
      expect(await faults(step('papers-checked', { on: today(1) }))).toEqual(['on not-yet']);
      story.desk.time.forward(days(2));
      await step('papers-checked');
      expect(await faults(step('visit', { on: today(-1) }))).toEqual(['on before-last-step']);
    });

    it('are on her page by their names for the public, without the note', async () => {
      await step('papers-checked', { text: '內部看的' });
      const progress = await story.desk.get(ProgressLookup).show(file);
      expect(progress.stages.at(-1)).toMatchObject({
        stage: 'STEP_DONE',
        step: 'papers-checked',
        text: null,
      });
      expect(JSON.stringify(progress)).not.toContain('內部看的');
    });
  });

  describe('the decision', () => {
    beforeEach(() => story.act(handler, file, 'reply', { text: '說明如下' }));

    it('is asked for before the case is closed, where the service says so', async () => {
      expect(await faults(story.act(handler, file, 'close'))).toEqual(['decision-missing']);
      expect((await detail()).acts).not.toContain('close');
      await decide({});
      expect((await story.act(handler, file, 'close')).status).toBe('CLOSED');
      const plain = await open('demo.application');
      await story.act(handler, plain, 'reply', { text: '說明如下' });
      expect((await story.act(handler, plain, 'close')).status).toBe('CLOSED');
    });

    it('is waited for by the timer that closes, day by day', async () => {
      await story.pass(days(8));
      expect(await story.events(file)).not.toContain('CLOSED');
      // it waits, and has not failed
      const timer = { caseId: file.id, kind: 'case.closes' as const, state: 'ARMED' as const };
      const [next] = await story.desk.get(Reader).repository(Timer).findBy(timer);
      expect(next).toMatchObject({ dueAt: story.desk.time.now() + days(1), generation: 2 });
      await decide({});
      await story.pass(days(2));
      expect(await story.events(file)).toContain('CLOSED');
    });

    it('is asked for again after the case was reopened', async () => {
      await decide({});
      await story.act(handler, file, 'reopen', { reason: '有新事證' });
      await story.act(handler, file, 'reply', { text: '再說明' });
      expect(await faults(story.act(handler, file, 'close'))).toEqual(['decision-missing']);
    });

    it.each([
      ['an approval without an amount', () => ({ decision: 'APPROVED' }), ['amount required']],
      ['a rejection with one', () => ({ amount: '5' }), ['amount nothing-granted']],
      [
        'no document',
        () => ({ documentNumber: '', documentDate: '' }),
        ['documentNumber required', 'documentDate required'],
      ],
      ['a number without its date', () => ({ documentDate: '' }), ['documentDate required']],
      ['a date to come', () => ({ documentDate: today(1) }), ['documentDate not-yet']],
      ['a date before receipt', () => ({ documentDate: today(-1) }), ['documentDate before-receipt']],
    ])('of a service that asks for all: %s is refused', async (_what, input, wrong) => {
      expect(await faults(decide(input()))).toEqual(wrong);
    });

    it('of a service without amounts has none, and its document is not asked for', async () => {
      const plain = await open('demo.application');
      await story.act(handler, plain, 'reply', { text: '說明如下' });
      const bare = { documentNumber: '', documentDate: '' };
      expect(await faults(decide({ ...bare, decision: 'APPROVED', amount: '5' }, plain))).toEqual([
        'amount no-amount',
      ]);
      expect(await faults(decide({ documentNumber: '' }, plain))).toEqual(['documentNumber required']);
      await decide({ ...bare, decision: 'APPROVED' }, plain);
    });

    it('recorded again replaces the one before, for staff and for her', async () => {
      await decide({});
      await decide({ decision: 'PARTLY_APPROVED', amount: '50,000' });
      const recorded = {
        decision: 'PARTLY_APPROVED',
        amount: '50000',
        documentNumber: NUMBER,
        documentDate: today(),
      };
      expect((await detail()).decision).toEqual(recorded);
      expect((await story.desk.get(ProgressLookup).show(file)).decision).toEqual(recorded);
      const rows = await story.desk.get(Reader).repository(CaseDecision).findBy({ caseId: file.id });
      expect(rows).toMatchObject([{ ...recorded, documentSerial: '11500012345' }]);
    });

    it.each([
      '經企字第11500099999號',
      '經企字第 １１５０００９９９９９ 號',
      '11500099999',
      '第11500099999號',
    ])('is found by its document %s, by those who may see the case', async (q) => {
      await decide({ documentNumber: '經企字第11500099999號' });
      const found = async (actor: StaffActor) =>
        (await story.desk.get(CaseLists).list(actor, { q })).cases.map(({ caseNumber }) => caseNumber);
      expect(await found(handler)).toContain(file.caseNumber);
      const outside = { ...handler, id: 'x', unitId: 'demo.registry', roles: ['CASE_HANDLER' as const] };
      expect(await found(outside)).toEqual([]);
    });
  });

  describe('the published working days of a service', () => {
    const clocks = async (of: CaseFile) =>
      (await story.desk.get(Reader).repository(ClockRow).findBy({ caseId: of.id })).map(
        ({ commitmentId }) => commitmentId,
      );

    it('run as a promise of their own, instead of the two months of the law', async () => {
      const ids = await clocks(file);
      expect(ids).toContain('demo.subsidy-published-days');
      expect(ids).not.toContain('law.application');
      const shown = (await detail()).clocks.find(({ entry }) => entry.id === 'demo.subsidy-published-days')!;
      // twenty working days from the next working day on
      expect(shown.days.filter(({ counted }) => counted)).toHaveLength(20);
      expect(shown.entry.public).toBe(true);
    });

    it('leave services that publish none under the law', async () => {
      const ids = await clocks(await open('demo.application'));
      expect(ids).toContain('law.application');
      expect(ids.filter((id) => id.endsWith('-published-days'))).toEqual([]);
    });
  });

  describe('an extension until a day', () => {
    const ask = (input: object) =>
      story.act(handler, file, 'extend', { reason: '需會勘', approver: 'above', ...input });
    const due = async () =>
      (await detail()).clocks.find(({ entry }) => entry.id === 'demo.subsidy-published-days')!.clock.dueDate;

    it('ends the promise on that day once approved', async () => {
      const chief = { ...handler, id: 'chief', roles: ['AGENCY_HEAD' as const] };
      await ask({ until: '2026-10-01' });
      await story.act(chief, file, 'approve');
      expect(await due()).toBe('2026-10-01');
    });

    it.each([
      ['neither', {}, 'length length-or-until'],
      ['both', { length: '5wd', until: '2026-10-01' }, 'until length-and-until'],
      ['a day before the date', { until: '2026-08-31' }, 'until not-later'],
      ['a Sunday', { until: '2026-10-04' }, 'until not-a-working-day'],
      ['a day beyond what the rule allows', { until: '2027-01-29' }, 'until extension-too-long'],
    ])('%s is refused', async (_what, input, wrong) => {
      expect(await faults(ask(input))).toEqual([wrong]);
    });
  });
});
