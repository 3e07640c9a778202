import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StaffRegister, SYSTEM, type Actor, type StaffActor } from '@app/people';
import { days, taipeiDate, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { CaseActs, CaseFile, CaseReader, type ActName } from '../index.js';

describe.each(DATABASES)('performing an act, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let head: StaffActor;
  let partner: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    handler = await story.staff('demo.guidance', ['CASE_HANDLER'], 'handler');
    head = await story.staff('demo.guidance', ['UNIT_HEAD'], 'head');
    partner = await story.staff('demo.finance-team', ['PARTNER'], 'partner');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
    file = await story.act(agent, file, 'assign', { unit: 'demo.guidance', handler: handler.id });
  });

  const acts = () => story.desk.get(CaseActs);
  const refused = (actor: Actor, act: ActName, input: object = {}) =>
    refusal(story.act(actor, file, act, input));
  const change = (to: Partial<CaseFile>) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id: file.id }, to));
  const now = () => story.desk.get(CaseReader).file(file.id);
  const last = async () => (await story.desk.get(CaseReader).events(file.id)).at(-1)!;

  it('offers what status and role allow', () => {
    expect(acts().offered(handler, file)).toContain('reply');
    expect(acts().offered(handler, file)).not.toContain('transfer');
    expect(acts().offered(head, file)).toContain('transfer');
    expect(acts().offered({ kind: 'citizen', caseId: file.id }, file)).not.toContain('note');
  });

  it('leaves out an extension where no promise can be extended', async () => {
    expect(await acts().possible(handler, file)).toContain('extend');
    for (let n = 0; n < 2; n++) {
      await story.act(handler, file, 'extend', { length: '5wd', reason: '查證', approver: head.id });
      await story.act(head, file, 'approve');
    }
    const left = await acts().possible(handler, (await now())!);
    expect([left.includes('extend'), left.includes('reply')]).toEqual([false, true]);
  });

  it('names whom one can ask for an approval, and whom one can chase', async () => {
    expect((await acts().approvers(handler, file)).map(({ id }) => id)).toEqual([head.id]);
    expect(await acts().holders(file)).toMatchObject([
      { side: 'UNIT', unitId: 'demo.guidance' },
      { side: 'HANDLER', handlerId: handler.id },
    ]);
  });

  it('is refused for what is done at another place', async () => {
    expect((await refused(agent, 'refer', { partner: 'demo.finance-team', reason: '協處' })).kind).toBe(
      'NOT_FOUND',
    );
    expect(await story.events(file)).not.toContain('REFERRED');
  });

  it('is refused where the status does not allow it, with what is allowed', async () => {
    const { kind, code, detail } = await refused(handler, 'close');
    expect([kind, code]).toEqual(['NOT_ALLOWED', 'act-not-allowed']);
    expect(detail.allowed).toContain('reply');
    expect(detail.allowed).not.toContain('close');
  });

  it('is refused once a case that ended was erased; nothing is offered then', async () => {
    await change({ erasedAt: story.desk.time.now(), open: false });
    const erased = (await now())!;
    expect(acts().offered(handler, erased)).toEqual([]);
    expect(await acts().possible(handler, erased)).toEqual([]);
    expect(await refused(handler, 'note', { text: '一' })).toMatchObject({
      kind: 'NOT_ALLOWED',
      code: 'erased',
    });
    // one that a restore left open goes on
    await change({ open: true });
    expect(acts().offered(handler, (await now())!)).toContain('reply');
  });

  it('of a partner that is chased is the answer, and nothing else', async () => {
    const answer = () => refused(partner, 'answer-chase', { text: '辦理中' });
    expect((await answer()).kind).toBe('NOT_FOUND');
    await story.refer(agent, file, 'demo.finance-team');
    await story.act(head, file, 'chase', { whom: 'demo.finance-team', days: '2', text: '請說明' });
    expect((await refused(partner, 'note', { text: '一' })).kind).toBe('NOT_FOUND');
    const stranger: Actor = { kind: 'citizen', caseId: 'x' };
    expect((await refused(stranger, 'answer-chase', { text: '一' })).kind).toBe('NOT_FOUND');
    await story.act(partner, file, 'answer-chase', { text: '辦理中' });
    expect(await last()).toMatchObject({
      ...{ type: 'CHASE_ANSWERED', actorId: partner.id },
      facts: { unit: 'demo.finance-team', askedBy: head.id },
    });
  });

  it('in the place of an absent handler says so', async () => {
    const deputy = await story.staff('demo.registry', ['ADMIN']);
    const awayUntil = taipeiDate(story.desk.time.now() + days(1));
    await story.desk.get(StaffRegister).setAbsence(handler.id, { deputyId: deputy.id, awayUntil });
    await story.act(deputy, file, 'note', { text: '一' });
    expect((await last()).facts).toMatchObject({ insteadOf: handler.id });
    await story.desk.get(StaffRegister).setAbsence(handler.id, { deputyId: null, awayUntil: null });
    expect((await refused(deputy, 'note', { text: '一' })).kind).toBe('NOT_FOUND');
  });

  it('that was asked for is refused for its own reason when it is approved', async () => {
    const ground = 'NO_ACTION_REPEATED';
    await story.act(handler, file, 'no-action', { ground, reason: '重複', approver: head.id });
    await story.refer(agent, file, 'demo.finance-team');
    expect(await refused(head, 'approve')).toMatchObject({ kind: 'NOT_ALLOWED', code: 'referral-open' });
  });

  it('that recalls a request for an opinion names whom was asked, and by whom', async () => {
    await story.act(handler, file, 'co-handle', { unit: 'demo.registry' });
    const { coHandlingId } = (await last()).facts;
    await story.act(handler, file, 'recall-co-handling', { unit: 'demo.registry', reason: '已查明' });
    expect(await last()).toMatchObject({
      ...{ type: 'CO_HANDLING_RECALLED', text: '已查明' },
      facts: { coHandlingId, unit: 'demo.registry', askedBy: handler.id },
    });
  });

  it('that asks for a correction by a day off asks for it by the next working day', async () => {
    const saturday = '2026-08-29';
    await story.act(handler, file, 'request-correction', { what: '照片', lastDay: saturday });
    expect((await last()).facts.lastDay).toBe('2026-08-31');
  });

  it('of the citizen who sends what she was asked for has a text; staff may receive papers without one', async () => {
    const citizen: Actor = { kind: 'citizen', caseId: file.id };
    const lastDay = taipeiDate(story.desk.time.now() + days(9));
    await story.act(handler, file, 'request-correction', { what: '照片', lastDay });
    const empty = await refused(citizen, 'receive-correction');
    expect(empty.detail.fields).toMatchObject([{ field: 'text', code: 'required' }]);
    await story.act(handler, file, 'receive-correction');
    await story.act(handler, file, 'request-supplement', { what: '說明' });
    const { detail } = await refused(citizen, 'receive-supplement');
    expect(detail.fields).toMatchObject([{ field: 'text', code: 'required' }]);
    await story.act(handler, file, 'receive-supplement');
    expect(await last()).toMatchObject({ type: 'SUPPLEMENTED', text: null });
  });

  it('of the system is asked of no one', async () => {
    expect((await refused(SYSTEM, 'extend', { length: '5wd', reason: '一', approver: head.id })).kind).toBe(
      'NOT_FOUND',
    );
  });
});
