import { type ActName, CaseActs, CaseFile } from '@app/cases';
import { CaseDetails } from '@app/lookups';
import { type Role, ROLES, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { Referrals } from '@app/referrals';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { chiefOf, refusal, Story } from '../../support/story.js';

jest.setTimeout(120_000);

const HOME = 'demo.guidance';
const UNDONE = new Error('done, and rolled back');
const REASON = { reason: '理由如下' };
/** How a case comes to each situation; `submit` by the handler, `approve` by the agency's head. */
const SITUATIONS: Record<string, ActName[]> = {
  received: [],
  accepted: ['accept'],
  'in progress': ['assign'],
  'a correction asked for': ['accept', 'request-correction'],
  'submitted for approval': ['assign', 'submit'],
  'an extension asked for': ['assign', 'extend'],
  'an extension approved': ['assign', 'extend', 'approve'],
  'a unit asked to co-handle': ['accept', 'co-handle'],
  'a unit chased': ['accept', 'co-handle', 'chase'],
  tracked: ['accept', 'track'],
  'a referral open': ['accept', 'refer'],
  'answered, a referral open': ['accept', 'refer', 'reply'],
  answered: ['accept', 'reply'],
  closed: ['accept', 'reply', 'close'],
  'no action': ['no-action', 'approve'],
  withdrawn: ['withdraw'],
  merged: ['merge'],
  transferred: ['transfer'],
};

describe.each(DATABASES)('every act that a page offers is accepted, on %s', (_name, postgres) => {
  let story: Story;
  let all: StaffActor;
  let handler: StaffActor;
  let earlier: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    all = await story.staff(HOME, ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD'], 'all');
    handler = await story.staff(HOME, ['CASE_HANDLER'], 'handler');
    await story.staff(HOME, ['UNIT_HEAD'], 'head');
    await story.staff('demo.head-office', ['AGENCY_HEAD'], 'above');
    earlier = await open();
  });
  afterAll(() => story.close());

  const open = async () => (await story.open(all, { service: 'demo.application', channel: 'COUNTER' })).file;
  const INPUTS: Partial<Record<ActName, object>> = {
    assign: { unit: 'demo.registry' },
    'co-handle': { unit: 'demo.city-services' },
    'recall-co-handling': { unit: 'demo.registry', ...REASON },
    chase: { whom: HOME, days: '3', text: '請說明' },
    'request-correction': { what: '缺身分證明', lastDay: '2026-09-30' },
    'request-supplement': { what: '請補充' },
    extend: { length: '5d', approver: 'above', ...REASON },
    'no-action': { ground: 'NO_ACTION_REPEATED', approver: 'above', ...REASON },
    track: { tracker: 'above' },
    'record-decision': { decision: 'OTHER_DECISION' },
    'add-task': { taskKind: 'PAYMENT_CHECK' },
    transfer: { agency: '臺北市政府', ...REASON },
    refer: { partner: 'demo.startup-team', ...REASON },
  };
  const inputOf = (act: ActName) => INPUTS[act] ?? { text: '說明如下', into: earlier.caseNumber, ...REASON };
  const perform = (actor: StaffActor, { caseNumber }: CaseFile, act: ActName): Promise<unknown> => {
    story.desk.time.forward(60_000);
    const input = inputOf(act);
    return act === 'refer'
      ? story.desk.get(Referrals).offer({ actor, caseNumber, input })
      : story.desk.get(CaseActs).perform({ actor, caseNumber, act, input });
  };
  /** To another team or unit than the one that is tried: each is asked once. */
  const come = async (act: ActName, file: CaseFile) => {
    if (act === 'refer') await story.refer(all, file, 'demo.finance-team');
    else if (act === 'chase')
      await story.act(all, file, act, { whom: 'demo.registry', days: '3', text: '請說明' });
    else if (act === 'co-handle') await story.act(all, file, act, { unit: 'demo.registry' });
    else if (act === 'assign') await story.act(all, file, act, { unit: HOME });
    else await perform(doerOf(act), file, act);
  };
  const doerOf = (act: ActName) =>
    ['approve', 'track'].includes(act)
      ? chiefOf(all)
      : ['submit', 'extend', 'no-action'].includes(act)
        ? handler
        : all;

  it.each(Object.entries(SITUATIONS))('%s', async (_situation, acts) => {
    const { id } = await open();
    const fresh = () => story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ id });
    for (const act of acts) await come(act, await fresh());
    const file = await fresh();
    const people = ROLES.map((role: Role): StaffActor => ({
      ...handler,
      id: role,
      name: role,
      roles: [role],
    }));
    const refused: string[] = [];
    let tried = 0;
    for (const actor of [...people, handler, all, chiefOf(all)]) {
      const detail = await story.desk
        .get(CaseDetails)
        .show(actor, file.caseNumber)
        .catch(() => ({ acts: [] }));
      for (const act of detail.acts) {
        tried++;
        const attempt = async () => {
          await perform(actor, file, act);
          throw UNDONE;
        };
        const error = await refusal(story.desk.get(UnitOfWork).run(attempt));
        if ((error as unknown) !== UNDONE) refused.push(`${act} by ${actor.name}: ${error.code}`);
      }
    }
    expect(tried).toBeGreaterThan(0);
    expect(refused).toEqual([]);
  });
});
