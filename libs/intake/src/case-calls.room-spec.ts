import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseReader, type CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { minutes, Reader } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { refusal, Story } from '../../../test/support/story.js';
import { CallRecord } from './call-record.entity.js';
import { CaseCalls, Contact, Intake, UndoContact } from './index.js';
import { CONTACT } from './spec-support.js';

describe.each(DATABASES)('a call about an existing case, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let calls: CaseCalls;
  let undo: UndoContact;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    calls = story.desk.get(CaseCalls);
    undo = story.desk.get(UndoContact);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
  });

  const call = (more: object = {}) => ({
    ...{ channel: 'PHONE', hotline: '0800-000000', caseNumber: file.caseNumber, said: '路燈又壞了' },
    ...more,
  });
  const notes = async () =>
    (await story.desk.get(CaseReader).events(file.id))
      .filter(({ type }) => type === 'NOTED')
      .map(({ facts, text }) => [facts['call'], text]);
  const contact = (id: string) => story.desk.get(Reader).repository(Contact).findOneByOrFail({ id });
  const fields = async (doing: Promise<unknown>) =>
    (await refusal(doing)).detail.fields?.map(({ field }) => field);

  it('is counted, and what was said and answered is noted on the case', async () => {
    const { id } = await calls.log(agent, 'ATTACHED', call({ answer: '已轉知承辦' }));
    expect(await notes()).toEqual([
      ['ATTACHED', '路燈又壞了'],
      ['ANSWERED', '已轉知承辦'],
    ]);
    expect(await contact(id)).toMatchObject({
      ...{ ending: 'ATTACHED', caseId: file.id, channel: 'PHONE', hotline: '0800-000000' },
      ...{ serviceId: file.serviceId, topic: '', answer: '', undoneAt: null, staffId: agent.id },
    });
    // it is about the case and did not open it
    const record = await story.desk.get(Reader).repository(CallRecord).findOneByOrFail({ id });
    expect(record).toMatchObject({ organisationId: 'demo', openedCaseId: null });
  });

  it('stores what was said sealed, in the case alone', async () => {
    await calls.log(agent, 'ATTACHED', call());
    const reader = story.desk.get(Reader);
    const rows = [
      await reader.rows('SELECT * FROM contact'),
      await reader.rows('SELECT * FROM history_event'),
    ];
    expect(JSON.stringify(rows)).not.toContain('路燈又');
  });

  it('can be an enquiry without a word of the caller', async () => {
    const { id } = await calls.log(agent, 'ASKED', call({ said: undefined }));
    expect(await notes()).toEqual([['ASKED', null]]);
    expect(await contact(id)).toMatchObject({ ending: 'ASKED', caseId: file.id });
  });

  it('leaves the status and the promises of the case as they are', async () => {
    await calls.log(agent, 'ATTACHED', call());
    const after = await story.desk.get(CaseReader).file(file.id);
    expect(after).toMatchObject({
      status: file.status,
      unitId: file.unitId,
      historySeq: file.historySeq + 1,
    });
  });

  it('finds the case by its number in any notation', async () => {
    await calls.log(
      agent,
      'ASKED',
      call({ caseNumber: ` ${file.caseNumber.toLowerCase().replaceAll('-', '')} ` }),
    );
    expect(await notes()).toHaveLength(1);
  });

  it('is refused with all its errors at once', async () => {
    const nothing = { channel: 'PIGEON', hotline: '0800-999999', said: ' ' };
    expect((await fields(calls.log(agent, 'ATTACHED', nothing)))?.toSorted()).toEqual([
      'caseNumber',
      'channel',
      'hotline',
      'said',
    ]);
    expect(await fields(calls.log(agent, 'ATTACHED', null))).toContain('said');
  });

  it('is not for a case that the agent does not see, nor for staff who take no calls', async () => {
    const elsewhere = await story.staff('sme.instant-service-centre', ['FRONTLINE_AGENT']);
    expect((await refusal(calls.log(elsewhere, 'ASKED', call({ hotline: undefined })))).kind).toBe(
      'NOT_FOUND',
    );
    const head = await story.staff('demo.guidance', ['UNIT_HEAD']);
    expect((await refusal(calls.log(head, 'ASKED', call()))).kind).toBe('NOT_FOUND');
    expect(await notes()).toEqual([]);
  });

  it('of a merged case names the case to go to, and counts nothing', async () => {
    const handler = await story.staff('demo.guidance', ['UNIT_HEAD']);
    const main = file;
    ({ file } = await story.open(agent));
    for (const one of [main, file]) await story.act(agent, one, 'assign', { unit: 'demo.guidance' });
    await story.act(handler, file, 'merge', { into: main.caseNumber });
    const before = await story.desk.get(Reader).repository(Contact).count();
    const refused = await refusal(calls.log(agent, 'ATTACHED', call()));
    expect([refused.code, refused.detail.params]).toEqual(['case-merged', { into: main.caseNumber }]);
    expect(await story.desk.get(Reader).repository(Contact).count()).toBe(before);
  });

  it('sent a hundred times with one key is logged once', async () => {
    const all = await Promise.all(
      Array.from({ length: 100 }, () => calls.log(agent, 'ATTACHED', call(), file.id)),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await notes()).toHaveLength(1);
  });

  describe('undone', () => {
    it('within ten minutes it stays in the record, marked, and on the case', async () => {
      const { id } = await calls.log(agent, 'ATTACHED', call());
      story.desk.time.forward(minutes(10));
      expect((await undo.open(agent, id))?.id).toBe(id);
      await undo.undo(agent, id);
      expect((await contact(id)).undoneAt).toBe(story.desk.time.now());
      expect(await notes()).toEqual([
        ['ATTACHED', '路燈又壞了'],
        ['UNDONE', null],
      ]);
      expect(await undo.open(agent, id)).toBeUndefined();
    });

    it('later it is refused', async () => {
      const { id } = await calls.log(agent, 'ATTACHED', call());
      story.desk.time.forward(minutes(10) + 1);
      expect(await undo.open(agent, id)).toBeUndefined();
      expect((await refusal(undo.undo(agent, id))).code).toBe('undo-too-late');
      expect((await contact(id)).undoneAt).toBeNull();
      expect(await notes()).toHaveLength(1);
    });

    it('by a colleague it is as if it did not exist', async () => {
      const { id } = await calls.log(agent, 'ATTACHED', call());
      const colleague = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
      expect(await undo.open(colleague, id)).toBeUndefined();
      expect((await refusal(undo.undo(colleague, id))).kind).toBe('NOT_FOUND');
      expect((await refusal(undo.undo(agent, 'none'))).kind).toBe('NOT_FOUND');
      expect((await contact(id)).undoneAt).toBeNull();
    });

    it('by who was asked for an opinion, and by who does not read the case any more', async () => {
      const handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
      await story.act(agent, file, 'assign', { unit: 'demo.guidance' });
      await story.act(handler, file, 'co-handle', { unit: 'sme.planning' });
      const asked = await story.staff('sme.planning', ['FRONTLINE_AGENT']);
      const log = () => calls.log(asked, 'ATTACHED', call({ hotline: undefined }));
      const [first, second] = [await log(), await log()];
      await undo.undo(asked, first.id);
      await story.act(handler, file, 'recall-co-handling', { unit: 'sme.planning', reason: '免' });
      expect((await refusal(log())).kind).toBe('NOT_FOUND');
      await undo.undo(asked, second.id);
      for (const { id } of [first, second]) expect((await contact(id)).undoneAt).not.toBeNull();
      expect((await notes()).map(([what]) => what)).toEqual(['ATTACHED', 'ATTACHED', 'UNDONE', 'UNDONE']);
    });

    it('a hundred times at once it is undone once', async () => {
      const { id } = await calls.log(agent, 'ATTACHED', call());
      await Promise.all(Array.from({ length: 100 }, () => undo.undo(agent, id)));
      expect(await notes()).toHaveLength(2);
    });

    it('a call solved at once is undone without a case', async () => {
      const { id } = await story.desk.get(Intake).logContact(agent, CONTACT);
      expect(await contact(id)).toMatchObject({ ending: 'SOLVED', caseId: null, undoneAt: null });
      await undo.undo(agent, id);
      expect((await contact(id)).undoneAt).not.toBeNull();
    });
  });
});
