import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClockRow, CaseFile } from '@app/cases';
import type { TakenIn } from '@app/intake';
import type { StaffActor } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { ProgressLookup } from './progress.js';

describe.each(DATABASES)('the progress page of a case, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let partner: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD']);
    partner = await story.staff('demo.finance-team', ['PARTNER']);
  });
  afterAll(() => story.close());

  const look = ({ file, lookupCode }: TakenIn) =>
    story.desk.get(ProgressLookup).find({ caseNumber: file.caseNumber, lookupCode, address: '192.0.2.1' });
  const texts = (said: { text: string | null }[]) => said.map(({ text }) => text);
  const her = ({ file: { id } }: TakenIn) => ({ kind: 'citizen' as const, caseId: id });

  it('is not found without number and code', async () => {
    const taken = await story.open(agent);
    const wrong = look({ ...taken, lookupCode: 'AAAAAAAAAA' });
    expect((await refusal(wrong)).kind).toBe('NOT_FOUND');
    expect((await look(taken)).file.caseNumber).toBe(taken.file.caseNumber);
  });

  it('has every answer, oldest first, with kind and unit: interim, final, supplementary, and those after reopening', async () => {
    const taken = await story.open(agent);
    await story.act(agent, taken.file, 'interim-reply', { text: '先說明' });
    await story.act(handler, taken.file, 'reply', { text: '已修復' });
    await story.act(handler, taken.file, 'supplementary-reply', { text: '再說明' });
    await story.act(handler, taken.file, 'close');
    await story.act(agent, taken.file, 'reopen', { reason: '又壞了' });
    await story.act(handler, taken.file, 'reply', { text: '又修好了' });
    const { replies, messages } = await look(taken);
    expect(replies.map(({ kind, unitId, text }) => [kind, unitId, text])).toEqual([
      ['INTERIM_REPLIED', 'demo.service-desk', '先說明'],
      ['REPLIED', 'demo.guidance', '已修復'],
      ['SUPPLEMENTARY_REPLIED', 'demo.guidance', '再說明'],
      ['REPLIED', 'demo.guidance', '又修好了'],
    ]);
    expect(replies.map(({ at }) => at)).toEqual(replies.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(messages).toEqual([]);
  });

  it('has the messages of both sides beside the answers; and nothing that staff write to each other', async () => {
    const taken = await story.open(agent);
    const referral = await story.refer(agent, taken.file, 'demo.finance-team');
    await story.referralAct(partner, referral, 'accept');
    await story.referralAct(partner, referral, 'reply', { text: '內部：協處結果' });
    await story.act(agent, taken.file, 'note', { text: '內部：小心' });
    await story.act(handler, taken.file, 'submit').catch(() => undefined);
    await story.act(agent, taken.file, 'message', { text: '請保持電話暢通' });
    await story.act(her(taken), taken.file, 'message', { text: '好的' });
    await story.act(handler, taken.file, 'request-supplement', { what: '請補照片' });
    const progress = await look(taken);
    expect(progress.messages.map(({ unitId, text }) => [unitId, text])).toEqual([
      ['demo.service-desk', '請保持電話暢通'],
      [null, '好的'],
    ]);
    expect(JSON.stringify(progress)).not.toMatch(/內部|請協處/);
    expect(texts(progress.stages).filter(Boolean)).toEqual(['請補照片']);
    expect(progress.stages.map(({ stage }) => stage)).not.toContain('NOTED');
  });

  it('has the current unit, and the partners with their status, oldest first', async () => {
    const taken = await story.open(agent);
    const first = await story.refer(agent, taken.file, 'demo.startup-team');
    await story.refer(agent, taken.file, 'demo.finance-team');
    await story.referralAct(agent, first, 'recall', { reason: '改由他組' });
    await story.act(agent, taken.file, 'assign', { unit: 'demo.registry' });
    const { unit, referrals, stages } = await look(taken);
    expect(unit?.id).toBe('demo.registry');
    expect(referrals.map(({ partner: of, status }) => [of, status])).toEqual([
      ['demo.startup-team', 'RECALLED'],
      ['demo.finance-team', 'OFFERED'],
    ]);
    expect(referrals[0]!.at).toBeLessThan(referrals[1]!.at);
    expect(stages.map(({ stage, unitId }) => [stage, unitId]).slice(-4)).toEqual([
      ['REFERRED', 'demo.startup-team'],
      ['REFERRED', 'demo.finance-team'],
      ['REFERRAL_RECALLED', 'demo.startup-team'],
      ['ASSIGNED', 'demo.registry'],
    ]);
  });

  it('has the public promises of this case only', async () => {
    const taken = await story.open(agent);
    await story.refer(agent, (await story.open(agent)).file, 'demo.finance-team');
    await story.act(agent, taken.file, 'reply', { text: '答復' });
    const stored = await story.desk.get(Reader).find(ClockRow, 'WHERE "caseId" = $1', [taken.file.id]);
    const ids = stored.map(({ commitmentId }) => commitmentId);
    const shown = (await look(taken)).clocks.map(({ clock }) => clock.commitmentId);
    expect(ids.filter((id) => !shown.includes(id))).toEqual(['house.wrap-up']);
    expect(shown.toSorted()).toEqual(ids.filter((id) => id !== 'house.wrap-up').toSorted());
    expect(shown).toContain('house.first-step');
  });

  it('has the time left of each promise; null for a paused or ended one', async () => {
    const taken = await story.open(agent, { service: 'demo.application' });
    const left = async () =>
      Object.fromEntries((await look(taken)).clocks.map(({ entry, left: of }) => [entry.id, of !== null]));
    await story.act(handler, taken.file, 'accept').catch(() => undefined);
    expect(await left()).toMatchObject({ 'law.application': true });
    // nor an earlier date, where no two calendars differ
    expect(new Set((await look(taken)).clocks.map(({ earlier }) => earlier))).toEqual(new Set([null]));
    await story.act(handler, taken.file, 'reply', { text: '答復' });
    expect(await left()).toMatchObject({ 'law.application': false, 'house.first-step': false });
  });

  it('warns of each promise from its first warning on, and says when it is broken', async () => {
    const now = story.desk.time.now();
    const taken = await story.open(agent, { service: 'demo.application' });
    const states = async (at: string) => {
      story.desk.time.set(Date.parse(`${at}+08:00`));
      const { clocks } = await look(taken);
      return clocks.find(({ entry }) => entry.id === 'house.first-step')!.state;
    };
    const { dueDate } = await story.desk
      .get(Reader)
      .repository(ClockRow)
      .findOneByOrFail({ caseId: taken.file.id, commitmentId: 'house.first-step' });
    expect([
      await states(`${dueDate}T11:59:59`),
      await states(`${dueDate}T12:00:00`),
      await states(`${dueDate}T23:59:59`),
    ]).toEqual(['RUNNING', 'WARNING', 'WARNING']);
    story.desk.time.set(Date.parse(`${dueDate}T24:00:00+08:00`));
    const { clocks } = await look(taken);
    expect(clocks.find(({ entry }) => entry.id === 'house.first-step')!.state).toBe('OVERDUE');
    story.desk.time.set(now);
  });

  describe('the due date it shows', () => {
    const nearest = (caseId: string) => story.desk.get(ProgressLookup).nearestDue(caseId);
    const set = (where: object, to: Partial<ClockRow>) =>
      story.desk.get(UnitOfWork).run((manager) => manager.update(ClockRow, where, to));

    it('is that of the nearest running public promise; null when there is none', async () => {
      const { file } = await story.open(agent);
      await story.refer(agent, file, 'demo.finance-team');
      await story.act(agent, file, 'reply', { text: '答復' });
      const at = story.desk.time.now();
      await set({ caseId: file.id }, { state: 'RUNNING', dueAt: at + days(9) });
      await set({ caseId: file.id, commitmentId: 'demo.referral-reply' }, { dueAt: at + days(5) });
      await set({ caseId: file.id, commitmentId: 'house.wrap-up' }, { dueAt: at + days(1) });
      expect(await nearest(file.id)).toBe(at + days(5));
      await set({ caseId: file.id, commitmentId: 'demo.referral-reply' }, { state: 'PAUSED' });
      expect(await nearest(file.id)).toBe(at + days(9));
      for (const state of ['ON_TIME', 'LATE', 'CANCELLED', 'PAUSED'] as const) {
        await set({ caseId: file.id }, { state });
        expect(await nearest(file.id)).toBeNull();
      }
    });
  });

  describe('after the case was merged into another', () => {
    async function joined(into?: TakenIn) {
      const main = into ?? (await story.open(agent));
      const mine = await story.open(agent);
      if (!into) await story.act(handler, main.file, 'message', { text: '併案前對他說的' });
      await story.act(handler, mine.file, 'merge', { into: main.file.caseNumber });
      return { main, mine };
    }

    it('has what staff say in the other from then on; not what was said before, nor what the other citizen wrote', async () => {
      const { main, mine } = await joined();
      await story.act(her(main), main.file, 'message', { text: '他寫的' });
      await story.act(handler, main.file, 'message', { text: '併案後說的' });
      await story.act(handler, main.file, 'interim-reply', { text: '先答' });
      await story.act(handler, main.file, 'reply', { text: '答復' });
      const seen = await look(mine);
      expect(texts(seen.messages)).toEqual(['併案後說的']);
      expect(texts(seen.replies)).toEqual(['先答', '答復']);
      expect(texts((await look(main)).messages)).toEqual(['併案前對他說的', '他寫的', '併案後說的']);
      expect(JSON.stringify(seen.stages)).not.toContain('CASE_JOINED');
    });

    it('has what is said in a third into which the other was merged', async () => {
      const third = await story.open(agent);
      const { main, mine } = await joined();
      await story.act(handler, main.file, 'merge', { into: third.file.caseNumber });
      await story.act(handler, third.file, 'reply', { text: '一併答復' });
      for (const one of [third, main, mine]) expect(texts((await look(one)).replies)).toEqual(['一併答復']);
    });

    it('has only what was said after its own merging, where two were merged into one at different times', async () => {
      const { main, mine } = await joined();
      await story.act(handler, main.file, 'message', { text: '第二件併入前' });
      const { mine: second } = await joined(main);
      await story.act(handler, main.file, 'message', { text: '對所有人' });
      expect(texts((await look(mine)).messages)).toEqual(['第二件併入前', '對所有人']);
      expect(texts((await look(second)).messages)).toEqual(['對所有人']);
    });
  });

  it('has null for an erased text', async () => {
    const taken = await story.open(agent);
    await story.act(agent, taken.file, 'reply', { text: '答復' });
    await story.desk.get(UnitOfWork).run(async (manager) => {
      await manager.query(`DELETE FROM case_key WHERE "caseId" = '${taken.file.id}'`);
      await manager.update(CaseFile, { id: taken.file.id }, { erasedAt: story.desk.time.now() });
    });
    const [file] = await story.desk.get(Reader).find(CaseFile, 'WHERE id = $1', [taken.file.id]);
    expect(texts((await story.desk.get(ProgressLookup).show(file!)).replies)).toEqual([null]);
  });
});
