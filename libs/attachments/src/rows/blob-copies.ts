import { hasKey } from '@app/cases';

/**
 * The files of a copy of the database, for backups. Runs on a database that no desk uses; `$1`, `$2` … once each and in
 * this order.
 */
type Ask = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

export interface BlobCopy {
  blob: string;
  blobSize: number;
  sha256: string;
}

const PAGE = 1_000;

/** All files that rows name, page by page. */
export async function* blobPages(ask: Ask): AsyncGenerator<BlobCopy[]> {
  const sql = `SELECT blob, "blobSize", sha256 FROM attachment WHERE blob > $1 ORDER BY blob LIMIT ${PAGE}`;
  for (let after = ''; ;) {
    const page = (await ask(sql, [after])) as unknown as BlobCopy[];
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)!.blob;
  }
}

/**
 * Removes the rows of files that cannot be read any more: their case has no key, or the file was removed while the
 * backup was made (`kept` has no such name). Returns the files that rows still name.
 */
export async function forgetUnreadable(ask: Ask, kept: ReadonlySet<string>): Promise<Set<string>> {
  await ask(`DELETE FROM attachment WHERE "caseId" IS NOT NULL AND NOT ${hasKey('attachment."caseId"')}`);
  const named = new Set<string>();
  for await (const page of blobPages(ask))
    for (const { blob } of page)
      if (kept.has(blob)) named.add(blob);
      else await ask('DELETE FROM attachment WHERE blob = $1', [blob]);
  return named;
}
