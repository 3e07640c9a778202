import { Attachments, type Listed } from '@app/attachments';
import {
  CaseFile,
  CaseReader,
  ClockRow,
  eventNamed,
  LookupDoor,
  type EventKind,
  type LookupRequest,
  type ReadEvent,
} from '@app/cases';
import { Catalogue, type UnitEntry } from '@app/catalogue';
import { Reader } from '@app/platform';
import { Referral } from '@app/referrals';
import { Injectable } from '@nestjs/common';
import { saidBothWays, type Spoken } from './conversation.js';
import { masked, type MaskedContact } from './masked.js';
import { stagesOf, type Stage } from './stages.js';
import { standingOf, type Standing } from './standing.js';
import { PublicClocks, type PublicClock } from './public-clocks.js';

interface Said {
  at: number;
  /** Null for the citizen's own texts. */
  unitId: string | null;
  text: string | null;
  kind: ReadEvent['type'];
}

/** The citizen's view of her case: stage, unit, promises, referrals, answers, messages. */
export interface Progress {
  file: CaseFile;
  stages: Stage[];
  unit: UnitEntry | undefined;
  clocks: PublicClock[];
  referrals: { partner: string; status: string; at: number }[];
  replies: Said[];
  /** Messages to and from the citizen, apart from the answers. */
  messages: Said[];
  standing: Standing<PublicClock>;
  /** What was said both ways, newest first. */
  spoken: Spoken[];
  /** Her own words; null once erased, or for an imported case. */
  description: string | null;
  /** Who she is and how she is told, masked: enough to recognise a slip, too little for someone over her shoulder. */
  contact: MaskedContact | null;
  /** Files shown to her, in the order of the events they came with. */
  attachments: Listed[];
}

/** Texts of several histories that are shown in one place of the page, by time. */
const said = (events: readonly ReadEvent[], place: EventKind['text']): Said[] =>
  events
    .filter(({ type }) => eventNamed(type).text === place)
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, actorUnitId, text, type }) => ({ at, unitId: actorUnitId, text, kind: type }));

/** The data of the citizen's page, opened with number and code. */
@Injectable()
export class ProgressLookup {
  constructor(
    private readonly reader: Reader,
    private readonly cases: CaseReader,
    private readonly publicClocks: PublicClocks,
    private readonly catalogue: Catalogue,
    private readonly door: LookupDoor,
    private readonly attachments: Attachments,
  ) {}

  /** Throws NOT_FOUND, or TOO_MANY after wrong codes (`LookupDoor`). */
  async find(request: LookupRequest): Promise<Progress> {
    return this.show(await this.door.open(request));
  }

  /** For a case that the caller opened already. */
  async show(file: CaseFile): Promise<Progress> {
    const events = await this.cases.events(file.id);
    const [clocks, rows, joint, description, petitioner, attachments] = await Promise.all([
      this.publicClocks.of(file, events),
      this.reader.find(Referral, 'WHERE "caseId" = $1 ORDER BY "offeredAt"', [file.id]),
      this.jointEvents(file.caseNumber, events),
      this.cases.description(file),
      this.cases.petitioner(file.id),
      this.attachments.of(file, 'SHOWN'),
    ]);
    const referrals = rows.map(({ partnerUnitId, status, offeredAt }) => ({
      partner: partnerUnitId,
      status,
      at: offeredAt,
    }));
    return {
      file,
      stages: stagesOf(events),
      unit: this.catalogue.unit(file.unitId),
      clocks,
      referrals,
      replies: said([...events, ...joint], 'ANSWER'),
      messages: said([...events, ...joint], 'MESSAGE'),
      standing: standingOf({ status: file.status, events, referrals, clocks }),
      spoken: saidBothWays([...events, ...joint]),
      description,
      contact: petitioner && masked(petitioner),
      attachments,
    };
  }

  /**
   * What staff said in the case this one was merged into (and so on along the chain): from the merging on it is
   * addressed to this petitioner too. What was said to others before stays theirs.
   */
  private async jointEvents(caseNumber: string, events: readonly ReadEvent[]): Promise<ReadEvent[]> {
    const into = events.find(({ type }) => type === 'MERGED')?.facts.into;
    const [other] = into ? await this.reader.find(CaseFile, 'WHERE "caseNumber" = $1', [into]) : [];
    if (!other) return [];
    const theirs = await this.cases.events(other.id);
    const joining = theirs.findIndex(
      ({ type, facts }) => type === 'CASE_JOINED' && facts.from === caseNumber,
    );
    const since = joining < 0 ? [] : theirs.slice(joining).filter(({ actorKind }) => actorKind === 'staff');
    return [...since, ...(await this.jointEvents(other.caseNumber, theirs))];
  }

  /** Due instant of the nearest open public promise, or null. */
  async nearestDue(caseId: string): Promise<number | null> {
    const clocks = await this.reader.find(ClockRow, `WHERE "caseId" = $1 AND state = 'RUNNING'`, [caseId]);
    const dues = clocks
      .filter((clock) => this.catalogue.commitment(clock.commitmentId)?.public)
      .map((clock) => clock.dueAt!);
    return dues.length > 0 ? Math.min(...dues) : null;
  }
}
