import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';

const pages = new AsyncLocalStorage<Map<string, Promise<unknown[]>>>();

/**
 * While `work` runs, a question that was asked before gets the same answer: the parts of a page ask for the same rows,
 * a third of all statements of a case page. A transaction asks for itself, and what one wrote is seen (`forgetAnswers`).
 */
export const askingOnce = <T>(work: () => T): T => pages.run(new Map(), work);

/** After a transaction. */
export const forgetAnswers = (): void => pages.getStore()?.clear();

/** The answer that is known, or that of `ask`; each caller gets a list of its own, with the same rows. */
export async function answered<T>(
  source: DataSource | EntityManager,
  { sql, values }: { sql: string; values: readonly unknown[] },
  ask: () => Promise<T[]>,
): Promise<T[]> {
  const known = pages.getStore();
  if (!known || ('queryRunner' in source && source.queryRunner) || !sql.startsWith('SELECT')) return ask();
  const key = JSON.stringify([sql, values]);
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return [...((await answer) as T[])];
}
