import type { StaffActor } from '@app/people';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CaseAccess } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';
import { ACT_NAMES, actNamed, type ActName } from './acts.js';
import type { Approving } from './approving.js';
import type { Chases } from './chases.js';
import type { CoHandlings } from './co-handlings.js';
import { WhoMay } from './who-may.js';

const AGENT = { kind: 'staff', id: 'id-agent', roles: ['FRONTLINE_AGENT'] } as unknown as StaffActor;
const AWAY = { kind: 'staff', id: 'id-away', roles: ['CASE_HANDLER'] } as unknown as StaffActor;

describe('whose an act of a case is', () => {
  let owns: boolean;
  let absent: StaffActor | undefined;
  let parts: object[];
  let chased: object[];
  let decides: boolean;
  let asked: string[];
  const context = { manager: {}, file: { id: 'case' } } as CaseContext;

  beforeEach(() => {
    [owns, absent, parts, chased, decides, asked] = [false, undefined, [], [], false, []];
  });

  const note = <T>(what: string, found: T): T => (asked.push(what), found);
  const access = { sees: () => owns, absentHandler: async () => absent } as unknown as CaseAccess;
  const approving = { mayBeAsked: async () => note('decides', decides) } as unknown as Approving;
  const coHandlings = { partsOf: async () => note('parts', parts) } as unknown as CoHandlings;
  const chases = { owedBy: async () => note('chases', chased) } as unknown as Chases;
  const whoMay = new WhoMay(access, approving, coHandlings, chases);
  const allOf = async (actor: StaffActor): Promise<ActName[]> => {
    const mayDo = whoMay.of(context, actor);
    const found: ActName[] = [];
    for (const name of ACT_NAMES) if (await mayDo(name)) found.push(name);
    return found;
  };
  const ofRole = (role: string) =>
    ACT_NAMES.filter((name) => (actNamed(name).who as readonly string[]).includes(role));

  it('of the owner by role, without what others alone are asked', async () => {
    owns = true;
    expect(await allOf(AGENT)).toEqual(
      ofRole('FRONTLINE_AGENT').filter((name) => name !== 'answer-co-handling'),
    );
  });

  it('of no one who has no part in it', async () => {
    expect(await allOf(AGENT)).toEqual([]);
  });

  it('of a unit asked to co-handle: its opinion, notes and tasks', async () => {
    parts = [{}];
    expect(await allOf(AGENT)).toEqual([
      ...([
        'answer-co-handling',
        'add-task',
        'take-task',
        'log-attempt',
        'finish-task',
        'cancel-task',
      ] as const),
      'note',
    ]);
  });

  it('of a unit that is chased: its answer alone', async () => {
    chased = [{}];
    expect(await allOf(AGENT)).toEqual(['answer-chase']);
  });

  it('of the deputy of an absent handler, but for taking the case, her requests, and what a unit is asked', async () => {
    absent = AWAY;
    const never = ['take', 'withdraw-request', 'answer-co-handling', 'answer-chase'];
    expect(await allOf(AGENT)).toEqual(ofRole('CASE_HANDLER').filter((name) => !never.includes(name)));
  });

  it('of a deputy of a head also the decision, whatever her own role, where she sees the case', async () => {
    decides = true;
    expect(await allOf(AGENT)).toEqual([]);
    owns = true;
    const found = await allOf(AGENT);
    expect(found.filter((name) => actNamed(name).decides)).toEqual(['approve', 'send-back']);
  });

  it('and asks the database once for all acts', async () => {
    await allOf(AGENT);
    expect(asked.toSorted()).toEqual(['chases', 'parts']);
  });
});
