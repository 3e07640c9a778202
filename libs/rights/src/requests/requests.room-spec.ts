import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseFile, CaseReader, ClockRow } from '@app/cases';
import type { CitizenActor, StaffActor } from '@app/people';
import { days, Reader } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { DataDecisions, DataRequests, type DataRight, type ShownRequest } from '../index.js';

describe.each(DATABASES)('requests about personal data, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let head: StaffActor;
  let about: CaseFile;
  let keys = 0;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    // requests go to the registry, whose head decides on cases of all units
    head = await story.staff('demo.registry', ['UNIT_HEAD']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    const contact = { name: '王小明', email: 'ming@example.tw', phone: '0912345678' };
    ({ file: about } = await story.open(agent, { contact }));
  });

  const her = (file = about): CitizenActor => ({ kind: 'citizen', caseId: file.id });
  const requests = () => story.desk.get(DataRequests);
  const open = (kind: DataRight, key = `key ${++keys}`, actor = her()) =>
    requests().open(actor, { kind, what: '整件案件' }, key);
  const asked = async (kind: DataRight): Promise<ShownRequest> =>
    requests().find(her(), (await open(kind)).id);
  const decide = ({ file }: Pick<ShownRequest, 'file'>, input: object, actor: StaffActor = head) => {
    story.desk.time.forward(1);
    return story.desk.get(DataDecisions).decide(actor, file.caseNumber, { text: '說明如下', ...input });
  };
  const grant = (request: ShownRequest, input: object = {}) =>
    decide(request, { decision: 'GRANTED', ...input });
  const known = () => story.desk.get(CaseReader).petitioner(about.id);
  const last = async (file = about) => (await story.desk.get(CaseReader).events(file.id)).at(-1)!;
  const clocksOf = (file: CaseFile) =>
    story.desk.get(Reader).repository(ClockRow).findBy({ caseId: file.id });

  it.each<[DataRight, string, string]>([
    ['COPY', 'law.dsr-access', '2026-09-03'],
    ['CORRECT', 'law.dsr-correct', '2026-09-18'],
    ['RESTRICT', 'law.dsr-correct', '2026-09-18'],
    ['DELETE', 'law.dsr-correct', '2026-09-18'],
  ])('%s is a case of its own, with her contact and the days of the law', async (kind, commitment, due) => {
    const { file } = await asked(kind);
    const cases = story.desk.get(CaseReader);
    expect(await cases.petitioner(file.id)).toEqual(await known());
    expect(await cases.description(file)).toBe('整件案件');
    expect(file).toMatchObject({ organisationId: 'demo', channel: 'WEB', status: 'RECEIVED' });
    expect(file.subject).toContain(about.caseNumber);
    const clock = (await clocksOf(file)).find(({ commitmentId }) => commitmentId === commitment);
    expect(clock?.dueDate).toBe(due);
    expect(await story.notices(file)).toEqual(['case-received', 'lookup-code']);
  });

  it('the same form twice, and 100 at once, is one request; a second of its kind waits for the answer', async () => {
    const key = `key ${++keys}`;
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => open('COPY', key)));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    const { file: other } = await story.open(agent);
    await open('COPY', key, her(other));
    expect(await requests().of(her(other))).toHaveLength(1);
    const others = await Promise.allSettled(Array.from({ length: 20 }, () => open('DELETE')));
    expect(others.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(open('COPY'))).toMatchObject({ kind: 'NOT_ALLOWED', code: 'data-request-open' });
    expect(await requests().of(her())).toHaveLength(2);
  });

  it('is for the citizen of the case alone; without a text it is refused', async () => {
    const { id } = await open('COPY');
    const { file: other } = await story.open(agent);
    expect(await requests().of(her(other))).toEqual([]);
    expect((await refusal(requests().find(her(other), id))).kind).toBe('NOT_FOUND');
    const none = refusal(open('COPY', 'k', { kind: 'citizen', caseId: null }));
    expect((await none).kind).toBe('NOT_FOUND');
    const empty = refusal(requests().open(her(), { kind: 'COPY', what: ' ' }, 'k2'));
    expect((await empty).detail.fields).toMatchObject([{ field: 'what', code: 'required' }]);
  });

  it('is decided once, by a head of a unit who sees it', async () => {
    const request = await asked('COPY');
    const elsewhere = await story.staff('sme.planning', ['UNIT_HEAD']);
    for (const actor of [agent, elsewhere, { ...head, roles: ['AGENCY_HEAD' as const] }])
      expect((await refusal(decide(request, { decision: 'GRANTED' }, actor))).kind).toBe('NOT_FOUND');
    const before = await story.everything();
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => grant(request)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await story.everything()).not.toEqual(before);
    expect(await refusal(grant(request))).toMatchObject({
      kind: 'NOT_ALLOWED',
      code: 'data-request-decided',
    });
  });

  it('granted copy: can be read for 30 days, and ends the clock in time', async () => {
    const request = await asked('COPY');
    await grant(request);
    const [{ request: row, file } = request] = await requests().of(her());
    expect(row).toMatchObject({ decision: 'GRANTED', decidedBy: head.id, ground: null });
    expect(row.copyUntil).toBe(story.desk.time.now() + days(30));
    expect(file.status).toBe('REPLIED');
    const states = (await clocksOf(file)).filter(({ commitmentId }) => commitmentId === 'law.dsr-access');
    expect(states.map(({ state }) => state)).toEqual(['ON_TIME']);
  });

  it('refused: the answer names the ground of the law and how to appeal; nothing else changes', async () => {
    const request = await asked('DELETE');
    expect((await refusal(decide(request, { decision: 'REFUSED' }))).detail.fields).toMatchObject([
      { field: 'ground', code: 'required' },
    ]);
    await decide(request, { decision: 'REFUSED', ground: 'LEGAL_DUTY' });
    const { type, text } = await last(request.file);
    expect(type).toBe('REPLIED');
    expect(text).toMatch(/^說明如下\n\n駁回理由：因執行職務所必須.*第11條.*\n.*30 日內.*訴願/);
    expect((await story.desk.get(CaseReader).file(about.id)).erasedAt).toBeNull();
  });

  it('granted correction: the values, an event with the reason, and the partners that saw them are told', async () => {
    const partner = await story.staff('demo.finance-team', ['PARTNER']);
    const referral = await story.refer(agent, about, 'demo.finance-team');
    await story.referralAct(partner, referral, 'accept');
    const request = await asked('CORRECT');
    expect((await refusal(grant(request))).detail.fields).toMatchObject([{ code: 'nothing-corrected' }]);
    await grant(request, { corrected: { name: '王曉明', email: 'new@example.tw' } });
    expect(await known()).toEqual({ name: '王曉明', email: 'new@example.tw', phone: '+886912345678' });
    const events = await story.desk.get(CaseReader).events(about.id);
    expect(events.slice(-2)).toMatchObject([
      { type: 'DATA_CORRECTED', text: '說明如下', facts: { fields: ['name', 'email'] } },
      { type: 'CORRECTION_TOLD', facts: { partner: 'demo.finance-team' } },
    ]);
    expect(await story.notices(about)).toContain('data-corrected');
    expect(JSON.stringify(await story.everything())).not.toContain('王曉明');
  });

  it('granted restriction: no new referral and no questionnaire, until it is lifted', async () => {
    await grant(await asked('RESTRICT'));
    expect((await last()).type).toBe('RESTRICTED');
    expect((await refusal(story.refer(agent, about, 'demo.finance-team'))).code).toBe('data-restricted');
    await story.act(agent, about, 'reply', { text: '已答復' });
    await story.act(agent, about, 'close');
    const surveys = async () => (await story.everything())['survey']!.filter((row) => row.includes(about.id));
    expect(await surveys()).toEqual([]);
    const ours = await story.staff('demo.guidance', ['UNIT_HEAD']);
    await story.act(ours, about, 'lift-restriction', { reason: '爭議已釐清' });
    await story.act(ours, about, 'reopen', { reason: '續辦' });
    await story.refer(agent, about, 'demo.finance-team');
    expect((await last()).type).toBe('REFERRED');
  });

  it('granted deletion erases the first case, not the request; an open one is not erased', async () => {
    const request = await asked('DELETE');
    const before = await story.everything();
    expect((await refusal(grant(request))).code).toBe('erase-open');
    expect(await story.everything()).toEqual(before);
    await story.act(agent, about, 'withdraw', { reason: '不用了' });
    await grant(request);
    expect(await known()).toBeNull();
    expect(await last()).toMatchObject({ type: 'ERASED', actorId: head.id, facts: { ground: 'REQUESTED' } });
    expect((await story.desk.get(CaseReader).petitioner(request.file.id))?.name).toBe('王小明');
    expect(await refusal(open('COPY'))).toMatchObject({ kind: 'NOT_ALLOWED', code: 'erased' });
  });
});
