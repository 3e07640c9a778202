import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseCalls, Intake, PRIVACY_NOTICE_VERSION, UndoContact, type TakenIn } from '@app/intake';
import type { StaffActor } from '@app/people';
import { minutes } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { Story } from '../../../test/support/story.js';
import { CaseDetails } from './case-detail.js';
import { HeldDataLookup } from './held-data.js';
import { ProgressLookup } from './progress.js';

const NOTED = {
  ...{ matter: 'PETITION', readBack: 'yes', named: 'no', topicCode: 'loan', need: 'hearing' },
  ...{ waited: '12', transferredTo: 'demo.guidance', rating: '4' },
};
const KEPT = {
  ...{ matter: 'PETITION', readBack: true, named: false, need: 'hearing' },
  ...{ waited: 12, transferredTo: 'demo.guidance', rating: 4 },
};

describe.each(DATABASES)('what was noted of calls, on the pages of a case, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let file: TakenIn['file'];

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());
  const open = async (more: object) => {
    story.desk.time.forward(minutes(1));
    const matter = { service: 'demo.finance-diagnosis', subject: '路燈', description: '不亮' };
    const taken = { channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION, contact: { name: '王小明' } };
    return (await story.desk.get(Intake).logCase(agent, { ...matter, ...taken, ...more })).file;
  };
  beforeEach(async () => {
    file = await open(NOTED);
  });
  const call = (more: object = {}) => {
    story.desk.time.forward(minutes(1));
    const said = { channel: 'COUNTER', caseNumber: file.caseNumber, said: '又壞了' };
    return story.desk.get(CaseCalls).log(agent, 'ATTACHED', { ...said, ...more });
  };
  const ofStaff = async () => (await story.desk.get(CaseDetails).show(agent, file.caseNumber)).calls;
  const ofCitizen = async () => (await story.desk.get(ProgressLookup).show(file)).calls;

  it('staff read all of it, of the call that opened the case and of later ones, in their order', async () => {
    const { id } = await call({ rating: '2' });
    const calls = await ofStaff();
    expect(calls).toMatchObject([
      { ...KEPT, topicCode: 'loan', channel: 'PHONE', id: file.id },
      { id, rating: 2, channel: 'COUNTER', topicCode: null },
    ]);
    expect(Object.keys(calls[0]!)).not.toContain('reference');
  });

  it('the citizen reads the same without the code of the topic', async () => {
    const [shown, ...others] = await ofCitizen();
    expect(shown).toMatchObject({ ...KEPT, channel: 'PHONE' });
    expect(Object.keys(shown!)).not.toContain('topicCode');
    expect(others).toEqual([]);
  });

  it('her copy of her data has all of it, also the code of the topic, and no number that is ours', async () => {
    const held = await story.desk.get(HeldDataLookup).of({ kind: 'citizen', caseId: file.id }, file);
    const at = file.receivedAt;
    expect(held.calls).toEqual([{ ...KEPT, at, channel: 'PHONE', topicCode: 'loan' }]);
  });

  it('a call in which nothing was noted, or that was undone, is left out', async () => {
    await call();
    const { id } = await call({ need: 'elder' });
    expect((await ofStaff()).map((one) => one.id)).toEqual([file.id, id]);
    await story.desk.get(UndoContact).undo(agent, id);
    expect((await ofStaff()).map((one) => one.id)).toEqual([file.id]);
    file = await open({});
    expect(await ofStaff()).toEqual([]);
  });
});
