import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hours, minutes, Reader, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { CaseFile } from '../record/case-file.entity.js';
import { CitizenSession } from './citizen-session.entity.js';
import { CitizenSessions } from './citizen-sessions.js';
import { LookupCodes } from './lookup-codes.js';
import type { StaffActor } from '@app/people';

describe.each(DATABASES)('the sessions of citizens, on %s', (_name, postgres) => {
  let story: Story;
  let sessions: CitizenSessions;
  let agent: StaffActor;
  let file: CaseFile;
  let lookupCode: string;

  beforeAll(async () => {
    story = await Story.begin({ postgres, env: { CITIZEN_SESSION_MINUTES: '30' } });
    sessions = story.desk.get(CitizenSessions);
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file, lookupCode } = await story.open(agent));
  });

  const open = (known?: string) =>
    sessions.open({ caseNumber: file.caseNumber, lookupCode, address: '192.0.2.1' }, known);
  const sees = async (token: string | undefined, of = file.caseNumber) =>
    (await sessions.find(token, of))?.actor.caseId;

  it('number and code open the case to this browser alone', async () => {
    const { token, actor } = await open();
    expect(actor).toEqual({ kind: 'citizen', caseId: file.id });
    expect(await sees(token)).toBe(file.id);
    expect(await sees(token, file.caseNumber.toLowerCase())).toBe(file.id);
    expect(await sees('another token')).toBeUndefined();
    expect(await sees(undefined)).toBeUndefined();
    expect(await sees('')).toBeUndefined();
  });

  it('a wrong code opens nothing and leaves no row', async () => {
    const before = await story.desk.get(Reader).repository(CitizenSession).count();
    const wrong = { caseNumber: file.caseNumber, lookupCode: 'AAAAAAAAAA', address: '192.0.2.2' };
    expect((await refusal(sessions.open(wrong))).kind).toBe('NOT_FOUND');
    expect(await story.desk.get(Reader).repository(CitizenSession).count()).toBe(before);
  });

  it('of one case it says nothing of another, until that is opened with the same cookie, too', async () => {
    const { token } = await open();
    const other = await story.open(agent);
    expect(await sees(token, other.file.caseNumber)).toBeUndefined();
    const request = { caseNumber: other.file.caseNumber, lookupCode: other.lookupCode, address: '192.0.2.1' };
    expect((await sessions.open(request, token)).token).toBe(token);
    expect([await sees(token), await sees(token, other.file.caseNumber)]).toEqual([file.id, other.file.id]);
  });

  it('ends 30 minutes after the last visit, not after the first', async () => {
    const { token } = await open();
    story.desk.time.forward(minutes(29));
    expect(await sees(token)).toBe(file.id);
    story.desk.time.forward(minutes(29));
    expect(await sees(token)).toBe(file.id);
    story.desk.time.forward(minutes(30));
    expect(await sees(token)).toBeUndefined();
  });

  it('ends 12 hours after it was opened, however often she comes', async () => {
    const { token } = await open();
    for (let n = 0; n < 35; n++) {
      story.desk.time.forward(minutes(20));
      expect([n, await sees(token)]).toEqual([n, file.id]);
    }
    story.desk.time.forward(minutes(20));
    expect(await sees(token)).toBeUndefined();
  });

  it('giving the code again begins it again, with the same cookie', async () => {
    const { token } = await open();
    story.desk.time.forward(hours(13));
    expect(await sees(token)).toBeUndefined();
    await open(token);
    expect(await sees(token)).toBe(file.id);
  });

  it('a new code ends every session of the case', async () => {
    const [{ token }, { token: second }] = [await open(), await open()];
    await story.desk.get(LookupCodes).issue(agent, file.caseNumber, 'key');
    expect([await sees(token), await sees(second)]).toEqual([undefined, undefined]);
  });

  it('leaving ends it here, not in another browser', async () => {
    const [here, there] = [await open(), await open()];
    await sessions.end(here);
    await sessions.end(here);
    expect([await sees(here.token), await sees(there.token)]).toEqual([undefined, file.id]);
  });

  it('the row holds neither the cookie nor anything from which it follows', async () => {
    const { token } = await open();
    const rows = await story.desk.get(Reader).repository(CitizenSession).findBy({ caseId: file.id });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('a visit is stored once a minute at most', async () => {
    const { token } = await open();
    const lastSeen = async () =>
      (await story.desk.get(Reader).repository(CitizenSession).findOneByOrFail({ caseId: file.id }))
        .lastSeenAt;
    const opened = await lastSeen();
    story.desk.time.forward(minutes(1) - 1);
    await sees(token);
    expect(await lastSeen()).toBe(opened);
    story.desk.time.forward(1);
    await sees(token);
    expect(await lastSeen()).toBe(opened + minutes(1));
  });

  it('a hundred at once with one cookie leave one row', async () => {
    const { token } = await open();
    await Promise.all(Array.from({ length: 100 }, () => open(token)));
    expect(await story.desk.get(Reader).repository(CitizenSession).countBy({ caseId: file.id })).toBe(1);
    await story.desk.get(UnitOfWork).run((manager) => manager.delete(CitizenSession, { caseId: file.id }));
    expect(await sees(token)).toBeUndefined();
  });
});
