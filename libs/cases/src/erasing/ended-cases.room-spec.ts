import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM, type StaffActor } from '@app/people';
import { days } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { Story } from '../../../../test/support/story.js';
import { CaseReader, EndedCases, Erasing, type ActName, type CaseFile } from '../index.js';

const SERVICE = 'demo.consultation';
const START = { receivedAt: -1, id: '' };

describe.each(DATABASES)('cases that have ended and hold personal data, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let files: CaseFile[];
  const ended = (before: number, after: Pick<CaseFile, 'receivedAt' | 'id'> = START, most = 10) =>
    story.desk.get(EndedCases).before(SERVICE, before, after, most);
  const numbers = async (...of: Parameters<typeof ended>) =>
    (await ended(...of)).map(({ caseNumber }) => caseNumber);
  const end = async (acts: [ActName, object][], service = SERVICE) => {
    const { file } = await story.open(agent, { service });
    for (const [act, input] of acts) await story.act(agent, file, act, input);
    return file;
  };
  const withdraw: [ActName, object] = ['withdraw', { reason: '已自行處理' }];
  const replied: [ActName, object][] = [
    ['reply', { text: '答復' }],
    ['close', {}],
  ];

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD']);
    files = [
      await end([withdraw]),
      await end(replied),
      // closed, opened again, closed again: the last end counts
      await end([...replied, ['reopen', { reason: '續辦' }], ...replied]),
    ];
    await end([]);
    await end([withdraw], 'demo.finance-diagnosis');
    const erased = await end([withdraw]);
    await story.desk.get(Erasing).erase({ actor: SYSTEM, caseNumber: erased.caseNumber, ground: 'OPERATOR' });
  });
  afterAll(() => story.close());

  it('are those of one service that are over and not erased, in the order in which they came in', async () => {
    const later = story.desk.time.now() + days(1);
    expect(await numbers(later)).toEqual(files.map(({ caseNumber }) => caseNumber));
    const [first] = await ended(later);
    const { id, caseNumber, organisationId, unitId, receivedAt } = files[0]!;
    expect(first).toMatchObject({ id, caseNumber, organisationId, unitId, receivedAt });
  });

  it('say when they ended last, whatever happened afterwards', async () => {
    const expected = await Promise.all(
      files.map(async ({ id }) => {
        const events = await story.desk.get(CaseReader).events(id);
        return events.findLast(({ type }) => type === 'WITHDRAWN' || type === 'CLOSED')!.at;
      }),
    );
    await story.act(agent, files[0]!, 'note', { text: '事後註記' });
    const found = await ended(story.desk.time.now() + days(1));
    expect(found.map(({ endedAt }) => endedAt)).toEqual(expected);
  });

  it('are not those that came in at the instant asked for, or later', async () => {
    expect(await numbers(files[1]!.receivedAt)).toEqual([files[0]!.caseNumber]);
    expect(await numbers(files[1]!.receivedAt + 1)).toHaveLength(2);
  });

  it('are read in pieces, of which none is missed or read twice', async () => {
    const later = story.desk.time.now() + days(1);
    const [one, ...none] = await ended(later, START, 1);
    expect([one!.caseNumber, none]).toEqual([files[0]!.caseNumber, []]);
    expect(await numbers(later, one!, 1)).toEqual([files[1]!.caseNumber]);
    // of several that came in at the same instant those with a later id follow
    const { receivedAt, id } = files[1]!;
    expect(await numbers(later, { receivedAt, id: '' })).toHaveLength(2);
    expect(await numbers(later, { receivedAt, id })).toEqual([files[2]!.caseNumber]);
  });
});
