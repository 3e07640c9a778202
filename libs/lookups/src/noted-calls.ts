import type { CaseFile, ReadEvent } from '@app/cases';
import { CallRecord } from '@app/intake';
import { inList, Reader, sql } from '@app/platform';
import { Injectable } from '@nestjs/common';

const NOTED = [
  'matter',
  'readBack',
  'named',
  'topicCode',
  'need',
  'waited',
  'transferredTo',
  'rating',
] as const;

/** What was noted of a call or visit: of the one that opened the case, or of one about it. */
export type NotedCall = Pick<CallRecord, 'id' | 'at' | (typeof NOTED)[number]> & { channel: string };

/** The calls of a case in which something was noted, the oldest first; those that were undone are left out. */
@Injectable()
export class NotedCalls {
  constructor(private readonly reader: Reader) {}

  async of(file: CaseFile, events: readonly ReadEvent[]): Promise<NotedCall[]> {
    const channels = channelsOf(file, events);
    const rows = await this.reader.find(
      CallRecord,
      sql`WHERE ${inList('id', [...channels.keys()])} ORDER BY at, id`,
    );
    return rows
      .filter((row) => NOTED.some((name) => row[name] !== null))
      .map(
        ({ openedCaseId: _case, knowledgeId: _entry, organisationId: _of, reference: _number, ...row }) => ({
          ...row,
          channel: channels.get(row.id)!,
        }),
      );
  }
}

/** By which way each call came in, by its id. */
function channelsOf(file: CaseFile, events: readonly ReadEvent[]): Map<string, string> {
  const channels = new Map([[file.id, file.channel]]);
  for (const { facts } of events) {
    const id = facts['contactId'];
    if (typeof id !== 'string') continue;
    if (facts['call'] === 'UNDONE') channels.delete(id);
    else channels.set(id, facts.channel ?? '');
  }
  return channels;
}
