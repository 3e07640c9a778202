import type { RunningDesk } from './running-desk.ts';
import { rooms } from './living-desk/rooms.ts';

export interface KnownCase {
  id: string;
  caseNumber: string;
  codeVersion: number;
}

const COLUMNS = 'id, "caseNumber", "codeVersion"';

/** Cases that citizens can look up, as many of each status as the desk has in the like share, spread over its years. */
export async function someCases({ database }: RunningDesk, most: number): Promise<KnownCase[]> {
  const [all] = await database.rows<{ n: number }>('SELECT COUNT(*) AS n FROM case_file');
  const step = Math.max(1, Math.floor(Number(all!.n) / most));
  const sql = `SELECT ${COLUMNS} FROM (SELECT ${COLUMNS}, ROW_NUMBER() OVER (ORDER BY status, id) AS n
    FROM case_file WHERE "codeVersion" > 0) f WHERE n % ${step} = 0`;
  return database.rows<KnownCase>(sql);
}

/** What their citizens type, each with the code that the desk derives. */
export async function lookUps(desk: RunningDesk, cases: KnownCase[]): Promise<string[]> {
  const { Keyring, readSecret, loadSettings, lookupCode } = await rooms();
  const keyring = new Keyring(readSecret(loadSettings({ DATA_DIR: desk.env['DATA_DIR']! })));
  return cases.map(({ id, caseNumber, codeVersion }) =>
    JSON.stringify({ caseNumber, lookupCode: lookupCode(keyring, id, codeVersion) }),
  );
}

/** Open cases of an organisation that came in here and are in hand. */
export async function inHand({ database }: RunningDesk, organisation: string, most: number) {
  return database.rows<{ caseNumber: string; unitId: string; serviceId: string }>(
    `SELECT "caseNumber", "unitId", "serviceId" FROM case_file WHERE "organisationId" = $1 AND status = 'IN_PROGRESS'
      AND mapping IS NULL ORDER BY "receivedAt" DESC LIMIT ${most}`,
    [organisation],
  );
}
