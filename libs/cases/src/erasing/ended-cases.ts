import { inList, rawSql, Reader, sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../record/case-file.entity.js';
import type { EventType } from '../record/events.js';

/** Events with which a case ends; the last one counts. */
const ENDS: readonly EventType[] = [
  ...(['CLOSED', 'NO_ACTION', 'WITHDRAWN', 'MERGED', 'TRANSFERRED', 'CONFIRMATION_LAPSED'] as const),
];

export type EndedCase = Pick<CaseFile, 'id' | 'caseNumber' | 'organisationId' | 'unitId'> & {
  receivedAt: number;
  endedAt: number;
};

/** Cases that have ended and still hold personal data. */
@Injectable()
export class EndedCases {
  constructor(private readonly reader: Reader) {}

  /**
   * Of one service, in the order in which they came in, those that ended before an instant. `after`: the last one seen.
   */
  async before(
    serviceId: string,
    endedBefore: number,
    after: Pick<EndedCase, 'receivedAt' | 'id'>,
    most: number,
  ): Promise<EndedCase[]> {
    const rows = await this.reader.ask<EndedCase>(
      sql`SELECT f.id, f."caseNumber", f."organisationId", f."unitId", f."receivedAt",
          (SELECT MAX(e.at) FROM history_event e WHERE e."caseId" = f.id AND ${inList('e.type', ENDS)}) AS "endedAt"
        FROM case_file f
        WHERE f."serviceId" = ${serviceId} AND f.open = false AND f."erasedAt" IS NULL
          AND f."receivedAt" < ${endedBefore}
          AND (f."receivedAt" > ${after.receivedAt} OR f."receivedAt" = ${after.receivedAt} AND f.id > ${after.id})
        ORDER BY f."receivedAt", f.id LIMIT ${rawSql(String(most))}`,
    );
    return rows.map((row) => ({ ...row, receivedAt: Number(row.receivedAt), endedAt: Number(row.endedAt) }));
  }
}
