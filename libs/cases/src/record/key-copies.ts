/**
 * The data keys of cases, for backups: stored apart from the data and restored beside it. Runs on a database that no
 * desk uses; `$1`, `$2` … once each and in this order.
 */
type Ask = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

export interface KeyCopy {
  caseId: string;
  wrapped: string;
}

/** The table that a copy of the data leaves out. */
export const KEY_TABLE = 'case_key';
export const FORGET_KEYS = 'DELETE FROM case_key';

/** SQL: whether a case has a key; `column`: of its id. */
export const hasKey = (column: string): string =>
  `EXISTS (SELECT 1 FROM case_key k WHERE k."caseId" = ${column})`;

const PAGE = 1_000;

/** All keys, page by page. */
export async function* keyPages(ask: Ask): AsyncGenerator<KeyCopy[]> {
  const sql = `SELECT "caseId", wrapped FROM case_key WHERE "caseId" > $1 ORDER BY "caseId" LIMIT ${PAGE}`;
  for (let after = ''; ;) {
    const page = (await ask(sql, [after])) as unknown as KeyCopy[];
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)!.caseId;
  }
}

/** False for a case that does not exist: it is newer than the copy of the data. */
export async function putKey(ask: Ask, { caseId, wrapped }: KeyCopy): Promise<boolean> {
  const [known] = await ask('SELECT id FROM case_file WHERE id = $1', [caseId]);
  if (known) await ask('INSERT INTO case_key ("caseId", wrapped) VALUES ($1, $2)', [caseId, wrapped]);
  return known !== undefined;
}

/** Marks cases without a key as erased: their texts cannot be read any more. Returns how many were not marked yet. */
export async function markErased(ask: Ask, now: number): Promise<number> {
  const erased = await ask(
    `UPDATE case_file SET "erasedAt" = $1 WHERE "erasedAt" IS NULL
      AND (description IS NOT NULL OR EXISTS (SELECT 1 FROM petitioner p WHERE p."caseId" = case_file.id)
        OR EXISTS (SELECT 1 FROM history_event e WHERE e."caseId" = case_file.id AND e.sealed IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM case_key k WHERE k."caseId" = case_file.id) RETURNING id`,
    [now],
  );
  return erased.length;
}
