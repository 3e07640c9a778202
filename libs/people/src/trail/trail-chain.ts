import { createHash } from 'node:crypto';

/**
 * The hash chain of `audit_event` (promise P7): each row carries the hash of the row before, and the end of the chain
 * is stored apart in `installation`, so that an edited, removed or reordered row is detected, also at the end.
 */
export type Ask = (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>;

/** `detail` as it is stored: JSON. */
export interface TrailEntry {
  id: string;
  at: number;
  type: string;
  staffId: string | null;
  detail: string;
}

interface Link extends TrailEntry {
  seq: number;
  previousHash: string;
}

interface End {
  seq: number;
  hash: string;
}

const END = 'audit-trail';
const NOTHING_YET: End = { seq: 0, hash: '' };
const SLICE = 1_000;

function hashOf({ seq, id, at, type, staffId, detail, previousHash }: Link): string {
  const row = [seq, id, at, type, staffId, detail, previousHash];
  return createHash('sha256').update(JSON.stringify(row)).digest('base64url');
}

/** Appends a row in the caller's transaction, which locks the end of the chain until it is over. */
export async function chain(ask: Ask, entry: TrailEntry): Promise<void> {
  const end = await heldEnd(ask);
  const link = { ...entry, seq: end.seq + 1, previousHash: end.hash };
  const hash = hashOf(link);
  await ask(
    `INSERT INTO audit_event (seq, id, at, type, "staffId", detail, "previousHash", hash)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [link.seq, link.id, link.at, link.type, link.staffId, link.detail, link.previousHash, hash],
  );
  const after: End = { seq: link.seq, hash };
  await ask('UPDATE installation SET value = $1 WHERE key = $2', [JSON.stringify(after), END]);
}

/** Adds a row to a database that may be older than the chain, whose migration will then chain it. */
export async function chainIfThere(ask: Ask, entry: TrailEntry): Promise<void> {
  const [migrated] = await ask(`SELECT name FROM migrations WHERE name LIKE 'AuditChain%'`, []);
  await (migrated ? chain : putUnchained)(ask, entry);
}

export async function putUnchained(ask: Ask, { id, at, type, staffId, detail }: TrailEntry): Promise<void> {
  const sql = 'INSERT INTO audit_event (id, at, type, "staffId", detail) VALUES ($1, $2, $3, $4, $5)';
  await ask(sql, [id, at, type, staffId, detail]);
}

/** Number of the first row that does not fit, or undefined when the chain is intact. Reads in slices. */
export async function firstBreak(ask: Ask): Promise<number | undefined> {
  const [row] = await ask('SELECT value FROM installation WHERE key = $1', [END]);
  const end = row ? (JSON.parse(String(row['value'])) as End) : NOTHING_YET;
  let last = NOTHING_YET;
  while (last.seq < end.seq) {
    const rows = await ask(
      `SELECT * FROM audit_event WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT ${SLICE}`,
      [last.seq, end.seq],
    );
    for (const { hash, ...columns } of rows) {
      const link = { ...(columns as unknown as Link), at: Number(columns['at']) };
      const fits = link.seq === last.seq + 1 && link.previousHash === last.hash && hash === hashOf(link);
      if (!fits) return last.seq + 1;
      last = { seq: link.seq, hash };
    }
    if (rows.length === 0) return last.seq + 1;
  }
  return last.hash === end.hash ? undefined : end.seq;
}

/** The end of the chain; its row stays locked until the transaction is over. */
export async function heldEnd(ask: Ask): Promise<End> {
  const [row] = await ask(
    `INSERT INTO installation (key, value) VALUES ($1, $2)
      ON CONFLICT (key) DO UPDATE SET value = installation.value RETURNING value`,
    [END, JSON.stringify(NOTHING_YET)],
  );
  return JSON.parse(String(row!['value'])) as End;
}
