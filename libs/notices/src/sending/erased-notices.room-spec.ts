import { Erasing, type CaseFile } from '@app/cases';
import { SYSTEM, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { ErasedNotices, Notice, NoticeSender } from '../index.js';
import { NoticeOutbox } from './notice-outbox.js';

describe.each(DATABASES)('messages of an erased case, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let file: CaseFile;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
    await story.act(agent, file, 'withdraw', { reason: '已處理' });
  });

  const erase = async () => {
    await story.desk.get(Erasing).erase({ actor: SYSTEM, caseNumber: file.caseNumber, ground: 'REQUESTED' });
    await story.desk.get(ErasedNotices).settled();
  };
  const rows = () => story.desk.get(Reader).repository(Notice).findBy({ caseId: file.id });
  const copies = async () => (await readdir(join(story.desk.folder, 'outbox')).catch(() => [])).toSorted();
  const send = () => story.desk.get(NoticeSender).sweep();

  it('keep kind, state and times; address, its hash, facts and number at the gateway go', async () => {
    await send();
    const before = await rows();
    expect(before.map(({ state }) => state)).not.toContain('PENDING');
    await erase();
    const kept = ({ kind, state, channel, occasion, sentAt, createdAt }: Notice) => ({
      kind,
      state,
      channel,
      occasion,
      sentAt,
      createdAt,
    });
    const after = await rows();
    expect(after.map(kept)).toEqual(before.map(kept));
    expect(
      after.every(
        ({ id, recipient, recipientHash, facts, providerId }) =>
          recipient === '' && recipientHash === id && JSON.stringify(facts) === '{}' && providerId === null,
      ),
    ).toBe(true);
  });

  it('that were not sent yet are not sent any more', async () => {
    const before = await copies();
    await erase();
    await send();
    expect((await rows()).map(({ state, reason }) => `${state} ${reason}`)).toEqual(
      (await rows()).map(() => 'SUPPRESSED ERASED'),
    );
    expect(await copies()).toEqual(before);
  });

  it('in the hands of a sender hold the erasing up, until its lease has run out', async () => {
    const [one] = await rows();
    const taken = { state: 'SENDING' as const, leaseUntil: story.desk.time.now() + 1 };
    await story.desk.get(UnitOfWork).run((manager) => manager.update(Notice, { id: one!.id }, taken));
    const before = await story.everything();
    expect((await refusal(erase())).code).toBe('erase-while-sending');
    expect(await story.everything()).toEqual(before);
    story.desk.time.forward(1);
    const held = (await rows()).find(({ id }) => id === one!.id)!;
    await erase();
    expect((await rows()).every(({ state }) => state === 'SUPPRESSED')).toBe(true);
    // a sender that wakes up now is fenced off: what the gateway told it is not written any more
    const late = { state: 'ACCEPTED' as const, providerId: 'number at the gateway', sentAt: 1 };
    expect(await story.desk.get(NoticeOutbox).finish([held], late)).toBe(false);
    expect(
      (await rows()).every(({ state, providerId }) => state === 'SUPPRESSED' && providerId === null),
    ).toBe(true);
  });

  it('leave no copy in the outbox; one left behind by a killed process is found by the sweep', async () => {
    const { file: other } = await story.open(agent);
    await send();
    const ids = (await rows()).map(({ id }) => id);
    const all = await copies();
    const hers = all.filter((name) => ids.some((id) => name.includes(id)));
    expect(hers.length).toBeGreaterThan(0);
    await erase();
    const others = all.filter((name) => !hers.includes(name));
    expect(others.length).toBeGreaterThan(0);
    expect(await copies()).toEqual(others);
    await writeFile(join(story.desk.folder, 'outbox', hers[0]!), 'To: ming@example.tw');
    await story.desk.get(ErasedNotices).sweep();
    expect(await copies()).toEqual(others);
    expect(other.erasedAt).toBeNull();
  });
});
