import { days, Keyring, Reader, SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile } from '../record/case-file.entity.js';
import { formatCaseNumber } from '../record/case-number.js';
import { CitizenSession } from './citizen-session.entity.js';
import { CitizenSessions } from './citizen-sessions.js';
import type { LookupDoor } from './lookup-door.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const [HERS, ANOTHER] = [formatCaseNumber('DEMO', NOW, 1), formatCaseNumber('DEMO', NOW, 2)];

describe('a browser in which a citizen opened her case', () => {
  let tables: Tables;
  let time: SetTime;
  let sessions: CitizenSessions;
  let token: string;
  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CitizenSession);
  });
  beforeEach(async () => {
    await tables.empty();
    const hers = caseRow({ id: 'hers', caseNumber: HERS, serviceId: 'service of hers' });
    await tables.put(CaseFile, hers, caseRow({ id: 'another', caseNumber: ANOTHER }));
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    time = new SetTime(NOW);
    const settings = { CITIZEN_SESSION_MINUTES: 30, CITIZEN_SESSION_HOURS: 8 } as never;
    const keyring = new Keyring('the secret of this spec');
    sessions = new CitizenSessions(
      {} as LookupDoor,
      work,
      new Reader(tables.manager),
      keyring,
      time,
      settings,
    );
    ({ token } = await sessions.start(await tables.manager.findOneByOrFail(CaseFile, { id: 'hers' })));
  });
  afterAll(() => tables.close());

  it('finds that case, as its citizen, and no other', async () => {
    const actor = { kind: 'citizen', caseId: 'hers' };
    expect(await sessions.find(token, HERS)).toMatchObject({ token, actor, file: { id: 'hers' } });
    expect(await sessions.find(token, ANOTHER)).toBeUndefined();
  });

  it.each<[string, () => [string | undefined, string]]>([
    ['without its cookie', () => [undefined, HERS]],
    ['with an empty cookie', () => ['', HERS]],
    ['with the cookie of another browser', () => ['x'.repeat(22), HERS]],
    ['of no case number', () => [token, 'nothing']],
    ['of a number that no case has', () => [token, formatCaseNumber('DEMO', NOW, 3)]],
    ['of a case that it did not open', () => [token, ANOTHER]],
  ])('finds neither case nor service %s', async (_what, asked) => {
    expect(await sessions.find(...asked())).toBeUndefined();
    expect(await sessions.serviceOf(...asked())).toBeUndefined();
  });

  it('still knows the service of the case, for a link, when the session is over', async () => {
    expect(await sessions.serviceOf(token, HERS)).toBe('service of hers');
    time.forward(days(1));
    expect(await sessions.find(token, HERS)).toBeUndefined();
    expect(await sessions.serviceOf(token, HERS)).toBe('service of hers');
  });
});
