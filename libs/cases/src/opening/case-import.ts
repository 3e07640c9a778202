import { Catalogue } from '@app/catalogue';
import { inList, insertRows, newId, Reader, rocDigits, seal, sql, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseFile, CaseKey, Petitioner } from '../record/case-file.entity.js';
import { formatCaseNumber } from '../record/case-number.js';
import { takeSerials } from '../record/case-serial.entity.js';
import type { EventType } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { chained, type Happened, type ImportedCase, type Rows } from './imported-rows.js';
import { listPlace } from '../record/list-place.js';
import type { PetitionerDetails } from '../record/petition.js';
import { isOpen } from '../record/statuses.js';
import { place, Seals } from '../record/seals.js';

/**
 * Writes cases of another system, many at a time. It bypasses `History.append` and its listeners on purpose:
 * what they do (start clocks, owe notices and questionnaires) must not happen for cases promised elsewhere,
 * and folding 20,000 cases one by one would take minutes. The hash chain is the same as for every case.
 */
@Injectable()
export class CaseImport {
  constructor(
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
    private readonly seals: Seals,
    private readonly time: TimeSource,
  ) {}

  /** Which of these ids of a mapping were imported already. */
  async known(mapping: string, externalIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.reader.ask<{ id: string }>(
      sql`SELECT "externalId" AS id FROM case_file
        WHERE mapping = ${mapping} AND ${inList('"externalId"', externalIds)}`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Inserts cases that are not known yet, in the caller's transaction. */
  async insert(manager: EntityManager, mapping: string, cases: readonly ImportedCase[]): Promise<void> {
    const numbers = await this.numbers(manager, cases);
    const rows = cases.map((one, at) => this.rows(mapping, one, numbers[at]!));
    await insertRows(
      manager,
      CaseFile,
      rows.map(({ file }) => file),
    );
    await insertRows(
      manager,
      HistoryEvent,
      rows.flatMap(({ events }) => events),
    );
    await insertRows(
      manager,
      CaseKey,
      rows.flatMap(({ key }) => key ?? []),
    );
    await insertRows(
      manager,
      Petitioner,
      rows.flatMap(({ petitioner }) => petitioner ?? []),
    );
  }

  /** Case numbers in the order of the cases; the serials of a day are reserved together. */
  private async numbers(manager: EntityManager, cases: readonly ImportedCase[]): Promise<string[]> {
    const days = Map.groupBy(cases, (one) => `${one.service.organisation} ${rocDigits(one.receivedAt)}`);
    const numbers = new Map<ImportedCase, string>();
    // in a fixed order, so that two imports cannot deadlock
    for (const [day, those] of [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const [organisation, date] = day.split(' ') as [string, string];
      const first = await takeSerials(manager, organisation, date, those.length);
      const prefix = this.catalogue.organisation(organisation)!.prefix;
      those.forEach((one, at) => numbers.set(one, formatCaseNumber(prefix, one.receivedAt, first + at)));
    }
    return cases.map((one) => numbers.get(one)!);
  }

  private rows(mapping: string, one: ImportedCase, caseNumber: string): Rows {
    const id = newId(this.time.now());
    const events = chained(id, this.events(mapping, one));
    const { service, petitioner, description, ...given } = one;
    const sealed = petitioner || description !== null ? this.sealed(id, description, petitioner) : undefined;
    const open = isOpen(one.status);
    const file: CaseFile = {
      ...given,
      ...listPlace({ ...one, open, confirmBy: null }, events, []),
      id,
      caseNumber,
      mapping,
      organisationId: service.organisation,
      serviceId: service.id,
      trackerId: null,
      handlerId: null,
      hotline: null,
      noticeVersion: null,
      acceptedAt: null,
      repliedAt: null,
      origin: 'IMPORTED',
      codeVersion: 0,
      confidential: false,
      erasedAt: null,
      confirmBy: null,
      open,
      description: sealed?.description ?? null,
      historySeq: events.length,
      historyHead: events.at(-1)!.hash,
    };
    return { file, events, ...(sealed && { key: sealed.key, petitioner: sealed.petitioner }) };
  }

  private events(mapping: string, one: ImportedCase): Happened[] {
    const { channel, unitId: unit, receivedAt, closedAt, status, externalId } = one;
    const ended: Happened[] =
      closedAt === null ? [] : [{ type: status as EventType, at: closedAt, facts: {} }];
    return [
      { type: 'RECEIVED', at: receivedAt, facts: { channel, unit } },
      ...ended,
      { type: 'IMPORTED', at: this.time.now(), facts: { mapping, externalId } },
    ];
  }

  /** A data key only where there is something to seal. */
  private sealed(
    caseId: string,
    description: string | null,
    person: PetitionerDetails | null,
  ): { key: CaseKey; description: string | null; petitioner?: Petitioner } {
    const { key, row } = this.seals.make(caseId);
    const under = (what: string, value: string | null) =>
      value === null ? null : seal(key, place(what, caseId), value);
    const petitioner = person && {
      caseId,
      name: under('petitioner.name', person.name)!,
      email: under('petitioner.email', person.email),
      phone: under('petitioner.phone', person.phone),
      emailIndex: this.seals.blindIndex('email', person.email),
      phoneIndex: this.seals.blindIndex('phone', person.phone),
    };
    return {
      key: row,
      description: under('case_file.description', description),
      ...(petitioner && { petitioner }),
    };
  }
}
