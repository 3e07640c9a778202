import { staffWho, type Actor } from '@app/people';
import { Reader, sql } from '@app/platform';
import { Injectable } from '@nestjs/common';

const MOST = 1_000;

/** How many open cases a person has, for administrators of accounts, who read no case. */
@Injectable()
export class OpenHeld {
  constructor(private readonly reader: Reader) {}

  /** Counted up to 1000; of the own organisation. */
  async count(actor: Actor, handlerId: string): Promise<number> {
    const { organisationId } = staffWho(actor, 'manage-accounts');
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM (SELECT 1 FROM case_file f WHERE f."handlerId" = ${handlerId}
        AND f.open = TRUE AND f."organisationId" = ${organisationId} LIMIT ${MOST}) AS held`,
    );
    return Number(row!.n);
  }
}
