import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { days, minutes, Reader } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { BrokenList, ChaseRequest, UndoChase, type CaseFile } from '../index.js';

const [HOME, OTHER] = ['demo.guidance', 'demo.registry'];

describe.each(DATABASES)('a chase that is taken back, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let control: StaffActor;
  let second: StaffActor;
  let handler: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    control = await story.staff('demo.planning', ['CONTROL_OFFICER'], 'control');
    second = await story.staff('demo.planning', ['CONTROL_OFFICER'], 'second');
    handler = await story.staff(HOME, ['CASE_HANDLER', 'UNIT_HEAD'], 'handler');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
    file = await story.act(agent, file, 'assign', { unit: HOME, handler: handler.id });
    file = await story.act(control, file, 'chase', { whom: HOME, days: '3', text: '請說明' });
  });

  const chases = () => story.desk.get(Reader).repository(ChaseRequest).findBy({ caseId: file.id });
  const states = async () => (await chases()).map(({ state }) => state);
  const undo = async (actor = control) =>
    story.desk.get(UndoChase).undo(actor, file.caseNumber, (await chases())[0]!.id);
  const why = async (actor = control) => {
    const { kind, code } = await refusal(undo(actor));
    return [kind, code];
  };
  const undone = async () => (await story.events(file)).filter((type) => type === 'CHASE_UNDONE').length;

  it('within ten minutes asks no one any more, once, and leaves the unit free to be asked again', async () => {
    story.desk.time.forward(minutes(10));
    await undo();
    await undo();
    expect([await states(), await undone()]).toEqual([['UNDONE'], 1]);
    expect((await refusal(story.act(handler, file, 'answer-chase', { text: '辦理中' }))).code).toBe(
      'no-chase',
    );
    await story.act(control, file, 'chase', { whom: HOME, days: '3', text: '請說明' });
    expect((await states()).toSorted()).toEqual(['OPEN', 'UNDONE']);
  });

  it('is refused in words after ten minutes, once answered, and once nothing is left to answer', async () => {
    await story.act(handler, file, 'answer-chase', { text: '辦理中' });
    expect(await why()).toEqual(['NOT_ALLOWED', 'chase-answered']);
    await story.act(control, file, 'chase', { whom: HOME, days: '3', text: '再問' });
    const later = (await chases()).find(({ state }) => state === 'OPEN')!;
    story.desk.time.forward(minutes(10) + 1);
    const again = story.desk.get(UndoChase).undo(control, file.caseNumber, later.id);
    expect((await refusal(again)).code).toBe('undo-too-late');
    expect(await undone()).toBe(0);
  });

  it('is refused once the case has gone to another unit', async () => {
    await story.act(agent, file, 'assign', { unit: OTHER });
    expect([await states(), await why()]).toEqual([['VOID'], ['NOT_ALLOWED', 'chase-over']]);
  });

  it('is the matter of the one who sent it: for all others there is none', async () => {
    for (const actor of [second, handler, agent]) expect((await why(actor))[0]).toBe('NOT_FOUND');
    const { file: other } = await story.open(agent);
    const [{ id }] = (await chases()) as [ChaseRequest];
    expect((await refusal(story.desk.get(UndoChase).undo(control, other.caseNumber, id))).kind).toBe(
      'NOT_FOUND',
    );
    expect(await states()).toEqual(['OPEN']);
  });

  it('can be seen to be open to its sender alone, until it ends', async () => {
    const [chase] = (await chases()) as [ChaseRequest];
    const open = (actor: StaffActor) => story.desk.get(UndoChase).isOpen(actor, chase);
    expect([open(control), open(second)]).toEqual([true, false]);
    story.desk.time.forward(minutes(10));
    expect(open(control)).toBe(true);
    story.desk.time.forward(1);
    expect(open(control)).toBe(false);
  });

  it('is seen to be open no more once it is answered, over, or taken back', async () => {
    const open = async () => (await chases()).map((one) => story.desk.get(UndoChase).isOpen(control, one));
    const ask = () => story.act(control, file, 'chase', { whom: HOME, days: '3', text: '再問' });
    expect(await open()).toEqual([true]);
    await story.act(handler, file, 'answer-chase', { text: '辦理中' });
    expect(await open()).toEqual([false]);
    await ask();
    expect((await open()).toSorted()).toEqual([false, true]);
    const { id } = (await chases()).find(({ state }) => state === 'OPEN')!;
    await story.desk.get(UndoChase).undo(control, file.caseNumber, id);
    expect(await open()).toEqual([false, false]);
    await ask();
    await story.act(agent, file, 'assign', { unit: OTHER });
    expect(await open()).toEqual([false, false, false]);
  });

  it('is not what the list of a unit says of the last one', async () => {
    const until = story.desk.time.now() + days(400);
    const last = async () => {
      const rows = await story.desk.get(BrokenList).of(HOME, until, 100);
      return rows.find(({ caseId }) => caseId === file.id)!.chase?.state;
    };
    expect(await last()).toBe('OPEN');
    await undo();
    expect(await last()).toBeUndefined();
  });
});
