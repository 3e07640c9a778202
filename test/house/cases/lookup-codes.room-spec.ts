import {
  CaseFile,
  HistoryEvent,
  lookupCode,
  LookupCodes,
  LookupDoor,
  type LookupRequest,
  spacedCode,
} from '@app/cases';
import type { TakenIn } from '@app/intake';
import { Notice, NoticeSender } from '@app/notices';
import { type Actor, ANYONE, ROLES, type StaffActor, SYSTEM } from '@app/people';
import { Keyring, type Problem, Reader, UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASES } from '../../support/databases.js';
import { refusal, Story } from '../../support/story.js';

const MAY = ['FRONTLINE_AGENT', 'REGISTRY_CLERK'];
const CONTACT = { name: '王小明', email: 'ming@example.tw', phone: '0912345678' };

describe.each(DATABASES)('a new lookup code (查詢碼), on %s', (_name, postgres) => {
  let story: Story;
  let [agent, clerk]: StaffActor[] = [];
  let taken: TakenIn;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    clerk = await story.staff('demo.service-desk', ['REGISTRY_CLERK']);
  });
  afterAll(() => story.close());
  beforeEach(async () => void (taken = await story.open(agent!, { contact: CONTACT })));

  const issue = (actor: Actor = agent!, key?: string) =>
    story.desk.get(LookupCodes).issue(actor, taken.file.caseNumber, key);
  const opens = async (code: string, { file } = taken) => {
    const request: LookupRequest = { caseNumber: file.caseNumber, lookupCode: code, address: '192.0.2.1' };
    return story.desk
      .get(LookupDoor)
      .open(request)
      .then(
        ({ id }) => id === file.id,
        () => false,
      );
  };
  const version = async ({ file } = taken) =>
    (await story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ id: file.id })).codeVersion;

  it.each(ROLES)('%s may issue one if the role speaks with citizens', async (role) => {
    const actor = { ...agent!, unitId: 'demo.guidance', id: role, roles: [role] }; // sees the case
    const outcome = await issue(actor).then(
      ({ file }) => file.codeVersion,
      ({ kind }: Problem) => kind,
    );
    const may = MAY.includes(role);
    expect([outcome, await version()]).toEqual(may ? [2, 2] : ['NOT_FOUND', 1]);
  });

  it('cannot be issued by the citizen, the system or an agent of another organisation', async () => {
    const stranger = { ...agent!, organisationId: 'sme', unitId: 'sme.instant-service-centre' };
    const before = await story.everything();
    for (const actor of [{ kind: 'citizen' as const, caseId: taken.file.id }, ANYONE, SYSTEM, stranger])
      expect((await refusal(issue(actor))).kind).toBe('NOT_FOUND');
    expect(await story.everything()).toEqual(before);
  });

  it('opens the case at once, the old one no longer, and no other case is affected', async () => {
    const other = await story.open(agent!, { contact: CONTACT });
    expect(await opens(taken.lookupCode)).toBe(true);
    const fresh = await issue();
    expect(fresh.lookupCode).not.toBe(taken.lookupCode);
    expect(await opens(taken.lookupCode)).toBe(false);
    expect(await opens(fresh.lookupCode)).toBe(true);
    expect([await version(), await version(other)]).toEqual([2, 1]);
    expect(await opens(other.lookupCode, other)).toBe(true);
    const again = await issue(clerk);
    expect([await opens(fresh.lookupCode), await opens(again.lookupCode)]).toEqual([false, true]);
  });

  it('is recorded with its version and the agent, never the code', async () => {
    const fresh = await issue(clerk);
    const where = { caseId: taken.file.id, type: 'LOOKUP_CODE_ISSUED' as const };
    const event = await story.desk.get(Reader).repository(HistoryEvent).findOneByOrFail(where);
    expect(event).toMatchObject({ facts: { codeVersion: 2 }, actorId: clerk!.id, sealed: null });
    const stored = JSON.stringify(await story.everything());
    for (const code of [fresh.lookupCode, spacedCode(fresh.lookupCode)]) expect(stored).not.toContain(code);
  });

  it('is sent by SMS, with the new code and without the case number', async () => {
    const fresh = await issue();
    const sent = await story.desk.get(Reader).repository(Notice).findBy({ caseId: taken.file.id });
    expect(sent.map(({ kind, channel }) => `${kind} ${channel}`).toSorted()).toEqual([
      ...['case-received EMAIL', 'lookup-code SMS', 'lookup-code SMS'],
    ]);
    await story.desk.get(NoticeSender).sweep();
    const folder = join(story.desk.folder, 'outbox');
    const files = (await readdir(folder)).filter((name) => name.startsWith('lookup-code-'));
    const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    const hers = texts.filter((text) => text.includes(spacedCode(fresh.lookupCode)));
    expect(hers).toHaveLength(1);
    expect(hers[0]).not.toContain(taken.file.caseNumber);
    expect(hers[0]).toContain('+886912345678');
  });

  it('is the same for a repeated key; a new one for the key of another agent', async () => {
    const first = await issue(agent, 'key-1');
    expect((await issue(agent, 'key-1')).lookupCode).toBe(first.lookupCode);
    expect(await version()).toBe(2);
    const second = await issue(clerk, 'key-1');
    expect([await version(), second.lookupCode === first.lookupCode]).toEqual([3, false]);
    const reused = { kind: 'CONFLICT', code: 'idempotency-key-reused' };
    expect(await refusal(issue(agent, 'key-1'))).toMatchObject(reused);
    expect(await opens(second.lookupCode)).toBe(true);
  });

  it('is one for each of two cases with the same key', async () => {
    const other = await story.open(agent!, { contact: CONTACT });
    await issue(agent, 'key-2');
    await story.desk.get(LookupCodes).issue(agent!, other.file.caseNumber, 'key-2');
    expect([await version(), await version(other)]).toEqual([2, 2]);
  });

  it('issued by a hundred at once rises a hundred versions, and only the last opens', async () => {
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => issue()));
    expect(await version()).toBe(101);
    const codes = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(codes.every(({ file }) => file.codeVersion <= 101)).toBe(true);
    expect(await story.events(taken.file)).toHaveLength(102);
    expect(await opens(taken.lookupCode)).toBe(false);
    expect(await opens((await issue()).lookupCode)).toBe(true);
  });

  it('can be the first of a case that never had one', async () => {
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(CaseFile, { id: taken.file.id }, { codeVersion: 0 }));
    for (const version of [0, 1])
      expect(await opens(lookupCode(story.desk.get(Keyring), taken.file.id, version))).toBe(false);
    expect((await issue()).lookupCode).toBe(taken.lookupCode);
    expect(await opens(taken.lookupCode)).toBe(true);
  });
});
