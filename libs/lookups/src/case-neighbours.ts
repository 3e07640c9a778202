import type { StaffActor } from '@app/people';
import { firstOf, parseInput, Reader, sql, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { caseQuery, type CaseQuery } from './case-query.js';
import { COUNTED } from './counted.js';
import { and, ListLooks } from './list-looks.js';

/** The cases before and after a place of a list. */
export interface Neighbours {
  previous: Neighbour | null;
  next: Neighbour | null;
  /** How many stand before it, and in the whole list, each at most `COUNTED`. */
  before: number;
  all: number;
}

export interface Neighbour {
  id: string;
  caseNumber: string;
  receivedAt: number;
  listOrder: number;
}

/** The way from case to case of the list that one came from. */
@Injectable()
export class CaseNeighbours {
  constructor(
    private readonly reader: Reader,
    private readonly looks: ListLooks,
  ) {}

  /** `input.cursor` is the place of the case, which it keeps while acts give it another date. */
  async of(actor: StaffActor, input: CaseQuery & { cursor: string }): Promise<Neighbours> {
    const { cursor = '', ...asked } = parseInput(caseQuery, input);
    const { looks, order } = await this.looks.of(actor, asked);
    const within = (condition: Sql) => looks.map((look) => and(look, [condition]));
    const before = within(order.before(cursor));
    const [previous, next, ahead, all] = await Promise.all([
      this.first(firstOf(before, order.reverse, 1)),
      this.first(firstOf(within(order.after(cursor)), order.sort, 1)),
      this.number(firstOf(before, order.reverse, COUNTED)),
      this.number(firstOf(looks, order.sort, COUNTED)),
    ]);
    return { previous, next, before: ahead, all };
  }

  private async first(found: Sql): Promise<Neighbour | null> {
    const [row] = await this.reader.ask<Neighbour>(
      sql`SELECT f.id, f."caseNumber", f."receivedAt", f."listOrder"
        FROM (${found}) AS found JOIN case_file f ON f.id = found.id`,
    );
    return row ?? null;
  }

  private async number(found: Sql): Promise<number> {
    const [row] = await this.reader.ask<{ n: number }>(sql`SELECT COUNT(*) AS n FROM (${found}) AS found`);
    return Number(row!.n);
  }
}
