import { EVENT_TYPES } from '@app/cases';
import {
  bindsOrganisation,
  Catalogue,
  isProposable,
  proposeCommitment,
  toClockCommitment,
  type CommitmentEntry,
} from '@app/catalogue';
import { staffWho, type Actor } from '@app/people';
import { invalid, notFound, Problem, taipeiDate, TimeSource } from '@app/platform';
import { CalendarRangeError, dueFor } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import type { TypedForm } from '../../site/index.js';
import { changeOf, problemOf } from './proposal-form.js';

/** A change that can be downloaded. */
export interface Proposed {
  before: CommitmentEntry;
  after: CommitmentEntry;
  /** Path of the file that it is for, in the project. */
  file: string;
  /** Name of the file that is downloaded. */
  name: string;
  yaml: string;
  /** When each would be due, counted from now: of two clocks, within the calendars that are loaded. */
  due: { before: number; after: number } | undefined;
}

/** Commitments of an administrator's organisation, and changes of them as files. Stores nothing. */
@Injectable()
export class Proposals {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** Those that bind the organisation, in the order of the plans. */
  list(actor: Actor): CommitmentEntry[] {
    const { organisationId } = staffWho(actor, 'see-configuration');
    return this.catalogue.commitments().filter((entry) => bindsOrganisation(entry, organisationId));
  }

  /** Throws NOT_FOUND for one that binds another organisation only. */
  one(actor: Actor, id: string): CommitmentEntry {
    const found = this.list(actor).find((entry) => entry.id === id);
    if (!found) throw notFound();
    return found;
  }

  /** Throws INVALID naming the fields of the form, NOT_FOUND where the organisation cannot propose. */
  propose(actor: Actor, id: string, typed: TypedForm): Proposed {
    const before = this.one(actor, id);
    if (!isProposable(before)) throw notFound();
    const change = changeOf(before, typed);
    const proposal = proposeCommitment(before, change, {
      organisations: this.catalogue.organisations(),
      services: this.catalogue.services(),
      commitments: this.catalogue.commitments(),
      events: EVENT_TYPES,
    });
    const { entry: after, faults, file } = proposal;
    if (!after) throw new Problem('INVALID', 'invalid', { fields: faults.map(problemOf) });
    if (JSON.stringify(after) === JSON.stringify(before))
      throw invalid({ field: 'kind', code: 'nothing-proposed' });
    const today = taipeiDate(this.time.now());
    const yaml = `${headOf(id, file, today)}${proposal.yaml}`;
    return { before, after, file, yaml, name: `${id}-${today}.yaml`, due: this.due(before, after) };
  }

  private due(before: CommitmentEntry, after: CommitmentEntry): Proposed['due'] {
    if (before.kind !== 'clock' || after.kind !== 'clock') return undefined;
    const from = this.time.now();
    const calendar = this.catalogue.calendarOf(before.organisation);
    try {
      const [now, then] = [before, after].map(
        (entry) => dueFor({ commitment: toClockCommitment(entry, ''), from, calendar }).dueAt,
      );
      return { before: now!, after: then! };
    } catch (error) {
      if (error instanceof CalendarRangeError) return undefined;
      throw error;
    }
  }
}

const headOf = (id: string, file: string, today: string): string =>
  `# Proposed on ${today}, for review: takes the place of the entry ${id} in ${file}.\n`;
