import { ACT_NAMES, type ActName, Audit, CaseActs, type CaseFile, HistoryEvent } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION, type TakenIn } from '@app/intake';
import { CaseDetails, ProgressLookup } from '@app/lookups';
import { Notice } from '@app/notices';
import { type Actor, type StaffActor, StaffRegister } from '@app/people';
import { minutes, type Problem, Reader } from '@app/platform';
import { Referrals } from '@app/referrals';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk } from '../../support/desk.js';

jest.setTimeout(30_000);

describe.each(DATABASES)('what two petitioners of merged cases see, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let owner: StaffActor;

  const open = async (): Promise<TakenIn> => {
    desk.time.forward(minutes(1));
    return desk.get(Intake).logCase(owner, {
      ...{ channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.finance-diagnosis' },
      ...{ subject: '同一件事', description: '內容', contact: { name: '王小明', email: 'ming@example.tw' } },
    });
  };
  const act = ({ caseNumber }: CaseFile, name: ActName, input: object = {}, actor: Actor = owner) => {
    desk.time.forward(minutes(1));
    return desk.get(CaseActs).perform({ actor, caseNumber, act: name, input });
  };
  const merge = ({ file }: TakenIn, into: TakenIn) => act(file, 'merge', { into: into.file.caseNumber });
  const kinds = async ({ file }: TakenIn) =>
    (await desk.get(Reader).repository(Notice).findBy({ caseId: file.id })).map(({ kind }) => kind);
  const seen = async ({ file, lookupCode }: TakenIn) => {
    const request = { caseNumber: file.caseNumber, lookupCode, address: '192.0.2.1' };
    const { replies, messages } = await desk.get(ProgressLookup).find(request);
    return [replies, messages].map((texts) => texts.map(({ text }) => text));
  };
  const refusal = (promise: Promise<unknown>): Promise<Problem> =>
    promise.then(
      () => Promise.reject(new Error('was taken')),
      (error: unknown) => error as Problem,
    );

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    const account = { organisationId: 'demo', unitId: 'demo.guidance' };
    const roles = ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT', 'REGISTRY_CLERK'] as const;
    const person = { login: 'owner', name: 'owner', ...account, roles: [...roles] };
    const { id } = await desk.get(StaffRegister).create(person, { password: 'Correct-Horse-1' });
    owner = { kind: 'staff', id, name: 'owner', ...account, roles };
  }, 60_000);
  afterAll(() => desk.close());

  it('messages before the merging stay private; later ones go to both', async () => {
    const [hers, other] = [await open(), await open()];
    await act(hers.file, 'interim-reply', { text: '林甲先生，電話 0911-000-111' });
    await act(hers.file, 'message', { text: '請林甲先生來電' });
    await act(other.file, 'interim-reply', { text: '給另一位的說明' });
    await merge(other, hers);
    expect(await seen(other)).toEqual([['給另一位的說明'], []]);
    const before = await kinds(other);
    await act(hers.file, 'interim-reply', { text: '兩位：續辦中' });
    await act(hers.file, 'message', { text: '兩位：下週會勘' });
    await act(hers.file, 'message', { text: '我自己的話' }, { kind: 'citizen', caseId: hers.file.id });
    await act(hers.file, 'reply', { text: '兩位：已修復' });
    await act(hers.file, 'supplementary-reply', { text: '兩位：補充' });
    expect(await seen(other)).toEqual([
      ['給另一位的說明', '兩位：續辦中', '兩位：已修復', '兩位：補充'],
      ['兩位：下週會勘'],
    ]);
    expect(await seen(hers)).toEqual([
      ['林甲先生，電話 0911-000-111', '兩位：續辦中', '兩位：已修復', '兩位：補充'],
      ['請林甲先生來電', '兩位：下週會勘', '我自己的話'],
    ]);
    const after = (await kinds(other)).slice(before.length);
    expect(after.toSorted()).toEqual(['merged-replied', 'merged-replied', 'message', 'message']);
  });

  it('along a chain each case sees what was said after its own merging, in order of time', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    await act(first.file, 'interim-reply', { text: '一：先' });
    await act(second.file, 'interim-reply', { text: '二：先' });
    await act(third.file, 'interim-reply', { text: '三：先' });
    await merge(third, second);
    await act(second.file, 'interim-reply', { text: '二：三併入後' });
    await act(first.file, 'interim-reply', { text: '一：二併入前' });
    await merge(second, first);
    await act(first.file, 'reply', { text: '一併答復' });
    expect(await seen(third)).toEqual([['三：先', '二：三併入後', '一併答復'], []]);
    expect(await seen(second)).toEqual([['二：先', '二：三併入後', '一併答復'], []]);
    expect(await seen(first)).toEqual([['一：先', '一：二併入前', '一併答復'], []]);
    for (const joined of [second, third]) expect(await kinds(joined)).toContain('merged-replied');
  });

  it('no case is merged into an answered one, whose answer went to another and may be the last', async () => {
    const [answered, late] = [await open(), await open()];
    await act(answered.file, 'reply', { text: '已答復林甲' });
    expect((await refusal(merge(late, answered))).detail.fields).toEqual([
      { field: 'into', code: 'answered-case' },
    ]);
    await act(answered.file, 'reopen', { reason: '另有相同案件' });
    await merge(late, answered);
    expect(await seen(late)).toEqual([[], []]);
    await act(answered.file, 'reply', { text: '再次答復' });
    expect(await seen(late)).toEqual([['再次答復'], []]);
  });

  it('acts on a merged case are refused, naming the case it was merged into', async () => {
    const [, first, second, third] = [await open(), await open(), await open(), await open()];
    await merge(third, second);
    await merge(second, first);
    const before = await desk.get(Reader).repository(HistoryEvent).count();
    // a merged case keeps data of its own: they may be held back from erasing; who was not asked cannot answer
    const OTHERS: ActName[] = [
      'answer-co-handling',
      'answer-chase',
      'confirm',
      'change-contact',
      'legal-hold',
      'lift-legal-hold',
      'lift-restriction',
    ];
    const inputs: Partial<Record<ActName, object>> = {
      refer: { partner: 'demo.finance-team', reason: '轉介' },
    };
    for (const name of ACT_NAMES.filter((one) => !one.startsWith('let-') && !OTHERS.includes(one))) {
      const { caseNumber } = third.file;
      const input = inputs[name] ?? { text: '更嚴重了', reason: '更嚴重了' };
      const problem = await refusal(
        name === 'refer'
          ? desk.get(Referrals).offer({ actor: owner, caseNumber, input })
          : act(third.file, name, input),
      );
      expect([name, problem.kind, problem.code, problem.detail]).toEqual([
        ...[name, 'NOT_ALLOWED', 'case-merged'],
        {
          allowed: ['legal-hold', 'lift-legal-hold', 'lift-restriction'],
          params: { into: first.file.caseNumber },
        },
      ]);
    }
    const { acts } = await desk.get(CaseDetails).show(owner, third.file.caseNumber);
    expect(acts).toEqual(['legal-hold', 'lift-legal-hold', 'lift-restriction']);
    expect(await desk.get(Reader).repository(HistoryEvent).count()).toBe(before);
    const violations = [];
    for await (const violation of desk.get(Audit).violations()) violations.push(violation);
    expect(violations).toEqual([]);
  });
});
