import { type ActName, CaseActs, CaseFile, type CaseStatus, ContactDetails, HistoryEvent } from '@app/cases';
import {
  type Actor,
  ANYONE,
  type CitizenActor,
  type Role,
  ROLES,
  type StaffActor,
  SYSTEM,
} from '@app/people';
import { Problem, Reader, UnitOfWork } from '@app/platform';
import { Referrals } from '@app/referrals';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { DATABASES } from '../../support/databases.js';
import { STATED_ACTS, STATED_CAPABILITIES, STATED_STATUSES } from '../../support/permissions.js';
import { chiefOf, refusal, Story } from '../../support/story.js';

jest.setTimeout(120_000);

const HOME = 'demo.guidance';
/** Every combination on SQLite; every fifth on PostgreSQL, where each costs several times as much. */
const EVERY = { sqlite: 1, postgres: 5 };

/** An actor, the column of docs/permissions.md for it, and whether it sees the case. */
interface Person {
  who: string;
  as: string;
  actor: Actor;
  sees: boolean;
}

const INPUTS: Partial<Record<string, object>> = {
  assign: { unit: HOME, handler: 'handler' },
  refer: { partner: 'demo.finance-team', reason: '請協處' },
  'co-handle': { unit: 'demo.city-services' },
  'recall-co-handling': { unit: 'demo.city-services', reason: '已有結論' },
  chase: { whom: 'demo.guidance', days: '3' },
  'request-correction': { what: '缺身分證明', lastDay: '2026-09-30' },
  'request-supplement': { what: '請補充時間與地點' },
  extend: { length: '5d', reason: '需會勘', approver: 'above' },
  'step-done': { step: 'papers-checked', on: '2026-08-19' },
  track: { tracker: 'above' },
  'add-task': { taskKind: 'PAYMENT_CHECK' },
  ...{ 'take-task': { task: 'x' }, 'log-attempt': { task: 'x', reached: 'REACHED' } },
  ...{ 'finish-task': { task: 'x', outcome: 'PAID' }, 'cancel-task': { task: 'x', reason: '已無須辦理' } },
  'record-decision': { decision: 'OTHER_DECISION' },
  'no-action': { ground: 'NO_ACTION_REPEATED', reason: '同一事由', approver: 'above' },
  transfer: { agency: '臺北市政府', reason: '非本機關權責' },
};
const WORDS = { text: '說明如下', reason: '理由如下' };
/** Asked for by one, decided by another; in AWAITING_APPROVAL the request of `submit` waits. */
const APPROVALS = ['extend', 'no-action'];
const DECISIONS = ['approve', 'send-back', 'withdraw-request'];
/**
 * No unit is asked here (co-handling.room-spec.ts, chase.room-spec.ts): none answers, and nothing is recalled. The
 * service has no steps (work-done.room-spec.ts), no one tracks the case (tracking.room-spec.ts), and
 * there is no task on it (tasks.room-spec.ts).
 */
const OF_THE_ASKED = ['answer-co-handling'];
const OF_TASKS = ['take-task', 'log-attempt', 'finish-task', 'cancel-task'];
const WITHOUT_ASKED = ['recall-co-handling', 'answer-chase', 'step-done', 'end-tracking', ...OF_TASKS];
const UNDONE = new Error('inspected, and rolled back');

describe.each(DATABASES)('permissions of acts by status and role, on %s', (_name, postgres) => {
  let story: Story;
  let people: Person[];
  const cases = new Map<string, CaseFile>();
  let earlier: CaseFile;
  let handler: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    const all = await story.staff(HOME, ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD'], 'approver');
    await story.staff('demo.head-office', ['AGENCY_HEAD'], 'above');
    handler = await story.staff(HOME, ['CASE_HANDLER'], 'handler');
    earlier = await open(all);
    for (const status of STATED_STATUSES) cases.set(status, await inStatus(status as CaseStatus, all));
    people = everyone();
  });
  afterAll(() => story.close());

  /** An application at the counter: its service does not accept it at once, and its promise by law may be extended. */
  const open = async (agent: StaffActor) =>
    (await story.open(agent, { service: 'demo.application', channel: 'COUNTER' })).file;

  async function inStatus(status: CaseStatus, all: StaffActor): Promise<CaseFile> {
    const file = await open(all);
    const ways: Partial<Record<CaseStatus, ActName[]>> = {
      ACCEPTED: ['accept'],
      IN_PROGRESS: ['assign'],
      AWAITING_CORRECTION: ['accept', 'request-correction'],
      AWAITING_APPROVAL: ['assign', 'submit'],
      REPLIED: ['accept', 'reply'],
      CLOSED: ['accept', 'reply', 'close'],
      NO_ACTION: ['no-action', 'approve'],
      WITHDRAWN: ['withdraw'],
      MERGED: ['merge'],
      TRANSFERRED: ['transfer'],
    };
    for (const act of ways[status] ?? [])
      await story.act(
        act === 'submit' ? handler : act === 'approve' ? chiefOf(all) : all,
        file,
        act,
        act === 'assign' ? { unit: HOME } : input(act),
      );
    // only reports on the web come to this status
    const unconfirmed = status === 'AWAITING_CONFIRMATION' || status === 'LAPSED';
    if (unconfirmed)
      await story.desk
        .get(UnitOfWork)
        .run((manager) =>
          manager.update(
            CaseFile,
            { id: file.id },
            { status: 'AWAITING_CONFIRMATION', confirmBy: '2026-08-22' },
          ),
        );
    if (status === 'LAPSED') await story.act(SYSTEM, file, 'let-confirmation-lapse');
    const now = await story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ id: file.id });
    expect(now.status).toBe(status);
    return now;
  }

  const input = (act: string) => ({ ...WORDS, into: earlier.caseNumber, ...INPUTS[act] });
  const stated = (act: string) => STATED_ACTS[act]!;

  function everyone(): Person[] {
    const reads = (role: Role) => STATED_CAPABILITIES['read-cases']!.includes(role);
    const seesAll = (role: Role) => STATED_CAPABILITIES['see-organisation']!.includes(role);
    const staff = (unitId: string, sees: (role: Role) => boolean) =>
      ROLES.map((role): Person => {
        const where = { organisationId: unitId.split('.')[0]!, unitId };
        const actor = { kind: 'staff' as const, id: role, name: role, ...where, roles: [role] };
        return { who: `${role} of ${unitId}`, as: role, actor, sees: sees(role) };
      });
    const other = { kind: 'citizen' as const, caseId: earlier.id };
    return [
      ...staff(HOME, reads),
      ...staff('demo.head-office', reads),
      ...staff('demo.city-services', seesAll),
      ...staff('sme.instant-service-centre', () => false),
      { who: 'the citizen of another case', as: 'CITIZEN', actor: other, sees: false },
      { who: 'a citizen who proved nothing', as: 'CITIZEN', actor: ANYONE, sees: false },
      { who: 'the system', as: 'SYSTEM', actor: SYSTEM, sees: true },
    ];
  }

  /** Acts of the table that a service of their own performs. */
  const elsewhere: Record<string, (actor: Actor, caseNumber: string) => Promise<unknown>> = {
    refer: (actor, caseNumber) =>
      story.desk.get(Referrals).refer({ actor, caseNumber, input: input('refer') }),
    'change-contact': (actor, caseNumber) =>
      story.desk.get(ContactDetails).change({
        ...{ actor: actor as CitizenActor, caseNumber, contact: { phone: '+886912345678' } },
        ...{ locale: 'en', key: '' },
      }),
  };
  const attempt = (actor: Actor, { caseNumber }: CaseFile, act: string): Promise<unknown> =>
    elsewhere[act]?.(actor, caseNumber) ??
    story.desk.get(CaseActs).perform({ actor, caseNumber, act: act as ActName, input: input(act) });

  /**
   * The effect of an act, read inside its transaction, which is then rolled back so that the next one uses the same
   * case.
   */
  async function outcome(actor: Actor, file: CaseFile, act: string) {
    let seen: { status: string; events: string[] } | undefined;
    const look = async (manager: EntityManager) => {
      await attempt(actor, file, act);
      const { status } = await manager.findOneByOrFail(CaseFile, { id: file.id });
      const events = await manager.find(HistoryEvent, { where: { caseId: file.id }, order: { seq: 'ASC' } });
      seen = { status, events: events.slice(file.historySeq).map(({ type }) => type) };
      throw UNDONE;
    };
    const error = await refusal(story.desk.get(UnitOfWork).run(look));
    if (error instanceof Problem)
      return { refused: error.kind, allowed: error.detail.allowed?.toSorted(), fields: error.detail.fields };
    expect(error).toBe(UNDONE);
    return seen;
  }

  /** Refused with the acts that are left: while a request waits no other is, and without one none is decided. */
  function hindered(as: string, status: string): object {
    const waits = status === 'AWAITING_APPROVAL';
    const not = waits ? [...APPROVALS, 'withdraw-request'] : DECISIONS;
    const free = Object.keys(STATED_ACTS).filter(
      (name) => ![...not, ...OF_THE_ASKED, ...WITHOUT_ASKED].includes(name),
    );
    const allowed = free.filter(
      (name) => stated(name).who.includes(as) && stated(name).from.includes(status),
    );
    return { refused: 'NOT_ALLOWED', allowed: allowed.toSorted(), fields: undefined };
  }

  /** A case that was assigned before goes to another unit: 改分. */
  function taking(actor: Actor, status: string): string[] {
    const moves = actor.kind === 'staff' && actor.unitId !== HOME && status === 'IN_PROGRESS';
    return [...(status === 'RECEIVED' ? ['ACCEPTED'] : []), moves ? 'REASSIGNED' : 'ASSIGNED'];
  }

  function expected({ as, sees, actor }: Person, status: string, act: string): object {
    const { who, from, to, stays, event } = stated(act);
    if (!sees || !who.includes(as) || OF_THE_ASKED.includes(act))
      return { refused: 'NOT_FOUND', allowed: undefined, fields: undefined };
    if (!from.includes(status)) {
      return hindered(as, status);
    }
    if (act === 'extend' && status === 'REPLIED') {
      const fields = [{ field: 'length', code: 'nothing-to-extend' }];
      return { refused: 'INVALID', allowed: undefined, fields };
    }
    if (WITHOUT_ASKED.includes(act)) return hindered(as, status);
    if (APPROVALS.includes(act) && status === 'AWAITING_APPROVAL') return hindered(as, status);
    if (DECISIONS.includes(act) && (status !== 'AWAITING_APPROVAL' || act === 'withdraw-request'))
      return hindered(as, status);
    if (APPROVALS.includes(act)) return { status, events: ['APPROVAL_ASKED'] };
    const same = to === 'unchanged' || stays.includes(status);
    if (act === 'take') return { status: same ? status : to, events: taking(actor, status) };
    const events = act === 'assign' && status === 'RECEIVED' ? ['ACCEPTED', event] : [event];
    return { status: same ? status : to, events };
  }

  it.each(STATED_STATUSES)(
    'in the status %s each act is accepted only from actors who may, and refused acts change nothing',
    async (status) => {
      const file = cases.get(status)!;
      const citizen: Person = {
        ...{ who: 'her citizen', as: 'CITIZEN', sees: true },
        actor: { kind: 'citizen', caseId: file.id },
      };
      const before = await story.everything();
      const [said, wanted]: [string, object][][] = [[], []];
      let turn = STATED_STATUSES.indexOf(status);
      for (const act of Object.keys(STATED_ACTS))
        for (const person of [...people, citizen]) {
          if (turn++ % EVERY[story.desk.get(Reader).database] !== 0) continue;
          const tried = `${act} by ${person.who}`;
          said!.push([tried, (await outcome(person.actor, file, act))!]);
          wanted!.push([tried, expected(person, status, act)]);
        }
      expect(said).toEqual(wanted);
      expect(await story.everything()).toEqual(before);
    },
  );

  it('an act of another room cannot be performed here', async () => {
    const actor = people[0]!.actor;
    const { caseNumber } = cases.get('IN_PROGRESS')!;
    const asked = story.desk
      .get(CaseActs)
      .perform({ actor, caseNumber, act: 'refer', input: input('refer') });
    expect((await refusal(asked)).kind).toBe('NOT_FOUND');
  });
});
