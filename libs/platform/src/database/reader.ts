import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { askSql, askWith } from './marks.js';
import { findRowBy, findRows, findRowsBy, type Holding } from './rows.js';
import type { Sql } from './sql.js';

/** Read-only access with queries made for each page; `$1 … $n` mark the values on both databases. */
export class Reader {
  constructor(private readonly source: DataSource | EntityManager) {}

  get database(): 'sqlite' | 'postgres' {
    const source = 'connection' in this.source ? this.source.connection : this.source;
    return source.options.type === 'postgres' ? 'postgres' : 'sqlite';
  }

  rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return askWith<T>(this.source, sql, values);
  }

  /** The same for SQL built with `sql`. */
  ask<T>(query: Sql): Promise<T[]> {
    return askSql<T>(this.source, query);
  }

  async row<T>(sql: string, values: unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, values))[0];
  }

  /** Rows of an entity; `tail` is the end of the query: `WHERE "caseId" = $1`. */
  find<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    tail: string | Sql,
    values: unknown[] = [],
  ): Promise<E[]> {
    return findRows(this.source, entity, tail, values);
  }

  /** Rows of an entity that hold these values; `order`: 'ORDER BY "askedAt", id'. */
  findBy<E extends ObjectLiteral>(entity: EntityTarget<E>, values: Holding<E>, order?: string): Promise<E[]> {
    return findRowsBy(this.source, entity, values, order);
  }

  /** The row that holds these values, which are those of one row at most. */
  findOneBy<E extends ObjectLiteral>(entity: EntityTarget<E>, values: Holding<E>): Promise<E | null> {
    return findRowBy(this.source, entity, values);
  }

  repository<E extends ObjectLiteral>(entity: EntityTarget<E>): Repository<E> {
    return this.source.getRepository(entity);
  }

  /**
   * Several queries on one snapshot: none sees what is written between them. Keep it short, as it is a read
   * transaction;
   * its isolation level is the one that both databases support.
   */
  atOnce<T>(ask: (reader: Reader) => Promise<T>): Promise<T> {
    const manager = 'manager' in this.source ? this.source.manager : this.source;
    return manager.transaction('SERIALIZABLE', (own) => ask(new Reader(own)));
  }
}
