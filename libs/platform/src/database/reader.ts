import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { askSql, askWith } from './marks.js';
import { findRows } from './rows.js';
import type { Sql } from './sql.js';

/** Asks, never changes. Screens get queries shaped for them; `$1 … $n` mark the values on both databases. */
export class Reader {
  constructor(private readonly source: DataSource | EntityManager) {}

  get database(): 'sqlite' | 'postgres' {
    const source = 'connection' in this.source ? this.source.connection : this.source;
    return source.options.type === 'postgres' ? 'postgres' : 'sqlite';
  }

  rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return askWith<T>(this.source, sql, values);
  }

  /** The same for SQL that was put together of pieces. */
  ask<T>(query: Sql): Promise<T[]> {
    return askSql<T>(this.source, query);
  }

  async row<T>(sql: string, values: unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, values))[0];
  }

  /** Rows of an entity by the end of a query: `WHERE "caseId" = $1`. */
  find<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    tail: string | Sql,
    values: unknown[] = [],
  ): Promise<E[]> {
    return findRows(this.source, entity, tail, values);
  }

  repository<E extends ObjectLiteral>(entity: EntityTarget<E>): Repository<E> {
    return this.source.getRepository(entity);
  }

  /**
   * Several questions about one moment: none sees what is written between them. To be kept short, for it is a read
   * transaction; the level is the one that both databases know.
   */
  atOnce<T>(ask: (reader: Reader) => Promise<T>): Promise<T> {
    const manager = 'manager' in this.source ? this.source.manager : this.source;
    return manager.transaction('SERIALIZABLE', (own) => ask(new Reader(own)));
  }
}
