import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CaseFile, type ActName } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, Reader } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';

jest.setTimeout(60_000);

const TEAM = 'demo.finance-team';
const WHY = { reason: '另行安排' };

/** A case cannot end while a referral is open. */
describe.each(DATABASES)('a case with a referral, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let above: StaffActor;
  let team: StaffActor;
  let into: string;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD']);
    above = await story.staff('demo.head-office', ['UNIT_HEAD'], 'above');
    team = await story.staff(TEAM, ['PARTNER']);
    into = (await story.open(owner)).file.caseNumber;
  }, 60_000);
  afterAll(() => story.close());

  const open = async () => (await story.open(owner)).file;
  const status = async ({ id }: CaseFile) =>
    (await story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ id })).status;
  const inputs = (): [ActName, object, string][] => [
    ['withdraw', WHY, 'WITHDRAWN'],
    ['merge', { into }, 'MERGED'],
    ['transfer', { ...WHY, agency: '他機關' }, 'TRANSFERRED'],
    ['no-action', { ...WHY, ground: 'NO_ACTION_REPEATED', approver: above.id }, 'NO_ACTION'],
    ['close', {}, 'CLOSED'],
  ];
  const ENDINGS: Record<string, (id: string) => Promise<unknown>> = {
    returned: (id) => story.referralAct(team, id, 'return', WHY),
    recalled: (id) => story.referralAct(owner, id, 'recall', WHY),
    answered: async (id) => {
      await story.referralAct(team, id, 'accept');
      await story.referralAct(team, id, 'reply', { text: '結果' });
    },
  };

  it.each(['withdraw', 'merge', 'transfer', 'no-action', 'close'])(
    'is not ended by %s while the referral is offered or accepted; it is afterwards',
    async (name) => {
      const [act, input, ended] = inputs().find(([one]) => one === name)!;
      for (const end of Object.values(ENDINGS)) {
        const file = await open();
        const id = await story.refer(owner, file, TEAM);
        if (act === 'close') await story.act(owner, file, 'reply', { text: '答復' });
        const before = await story.everything();
        const problem = await refusal(story.act(owner, file, act, input));
        expect(problem).toMatchObject({ kind: 'NOT_ALLOWED', code: 'referral-open' });
        for (const blocked of ['withdraw', 'merge', 'transfer', 'no-action', 'close'])
          expect(problem.detail.allowed).not.toContain(blocked);
        expect(await story.everything()).toEqual(before);
        await end(id);
        const perform = act === 'no-action' ? story.approved : story.act;
        await perform.call(story, owner, file, act, input);
        expect(await status(file)).toBe(ended);
      }
    },
  );

  it('is not closed while an accepted referral is open, also if it is the second of two', async () => {
    const file = await open();
    const [id] = [await story.refer(owner, file, TEAM), await story.refer(owner, file, 'demo.north-team')];
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.referralAct(team, id, 'accept');
    expect(await refusal(story.act(owner, file, 'close'))).toMatchObject({ code: 'referral-open' });
    await story.referralAct(team, id, 'reply', { text: '結果' });
    expect(await refusal(story.act(owner, file, 'close'))).toMatchObject({ code: 'referral-open' });
  });

  it('is not closed by its timer either: that tries again a day later, until the referral has ended', async () => {
    const file = await open();
    const id = await story.refer(owner, file, TEAM);
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.pass(days(7));
    expect(await status(file)).toBe('REPLIED');
    await story.pass(days(1));
    expect(await status(file)).toBe('REPLIED');
    await story.referralAct(owner, id, 'recall', WHY);
    await story.pass(days(1));
    expect(await status(file)).toBe('CLOSED');
  });

  it('may be answered, and the partner may still act on the answered case', async () => {
    const file = await open();
    const id = await story.refer(owner, file, TEAM);
    for (const act of ['interim-reply', 'reply'] as const)
      await story.act(owner, file, act, { text: '說明' });
    await ENDINGS['answered']!(id);
    expect(await status(file)).toBe('REPLIED');
    const refused = await refusal(story.refer(owner, file, 'demo.north-team'));
    expect(refused).toMatchObject({ kind: 'NOT_ALLOWED', code: 'act-not-allowed' });
  });

  it('cannot be offered once ended; when reopened it can, in a new chain', async () => {
    const file = await open();
    await ENDINGS['answered']!(await story.refer(owner, file, TEAM));
    await story.act(owner, file, 'reply', { text: '答復' });
    await story.act(owner, file, 'close');
    expect(await refusal(story.refer(owner, file, TEAM))).toMatchObject({ kind: 'NOT_ALLOWED' });
    await story.act(owner, file, 'reopen', WHY);
    const id = await story.refer(owner, file, TEAM);
    await story.referralAct(team, id, 'accept');
    expect((await story.events(file)).slice(-3)).toEqual(['REOPENED', 'REFERRED', 'REFERRAL_ACCEPTED']);
  });

  it('keeps its status, unit and handler through all acts of a referral', async () => {
    const file = await open();
    const read = () =>
      story.desk
        .get(Reader)
        .rows(
          'SELECT status, open, "unitId", "handlerId", "acceptedAt", "repliedAt" FROM case_file WHERE id = $1',
          [file.id],
        );
    const before = await read();
    for (const end of Object.values(ENDINGS)) {
      await end(await story.refer(owner, file, TEAM));
      expect(await read()).toEqual(before);
    }
  });
});
