import { describe, expect, it } from '@jest/globals';
import { firstOf, inList, joinSql, rawSql, sql } from './sql.js';

describe('a piece of SQL', () => {
  it('numbers the values of all its pieces in the order of the text', () => {
    const inner = sql`b = ${'two'} OR c = ${'three'}`;
    expect(sql`a = ${'one'} AND (${inner}) AND d = ${'four'}`.numbered()).toEqual({
      text: 'a = $1 AND (b = $2 OR c = $3) AND d = $4',
      values: ['one', 'two', 'three', 'four'],
    });
  });

  it('never holds a value in its text', () => {
    const evil = `'; DROP TABLE case_file; --`;
    expect(sql`a = ${evil} AND ${inList('b', [evil, evil])}`.numbered()).toEqual({
      text: 'a = $1 AND b IN ($2, $3)',
      values: [evil, evil, evil],
    });
  });

  it('is joined by the separator, and empty for no parts', () => {
    const parts = [rawSql('a'), rawSql('b'), rawSql('c')];
    expect(joinSql(parts).numbered().text).toBe('a, b, c');
    expect(joinSql(parts, ' OR ').numbered().text).toBe('a OR b OR c');
    expect(inList('a', []).numbered()).toEqual({ text: 'FALSE', values: [] });
  });

  it('merges the first rows of several ordered queries, none read further than needed', () => {
    const looks = [sql`SELECT ${1}`, sql`SELECT ${2}`];
    const each = (n: number, order: string) =>
      `SELECT * FROM (SELECT * FROM (SELECT $${n}) AS look ORDER BY ${order} LIMIT 5) AS first`;
    const asked = firstOf(looks, rawSql('x DESC'), 5, rawSql('y'));
    expect(asked.numbered()).toEqual({
      text: `${each(1, 'y')} UNION ${each(2, 'y')} ORDER BY x DESC LIMIT 5`,
      values: [1, 2],
    });
    expect(firstOf(looks, rawSql('x'), 5).numbered().text).toContain(each(1, 'x'));
  });
});
