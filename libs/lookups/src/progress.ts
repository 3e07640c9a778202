import { Attachments, type Listed, type Sendable } from '@app/attachments';
import {
  callBackWords,
  CaseAccess,
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
import type { Actor } from '@app/people';
import { Keyring, Problem, Reader, type Locale } from '@app/platform';
import { Referral } from '@app/referrals';
import { Injectable } from '@nestjs/common';
import { saidBothWays, type Spoken } from './conversation.js';
import { JointCases } from './joint-cases.js';
import { masked, type MaskedContact } from './masked.js';
import { decisionIn, type RecordedDecision } from './work-done.js';
import { NotedCalls, type NotedCall } from './noted-calls.js';
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
  /** 本案暗語: what an official says first when calling her. */
  callBack: Record<Locale, string> | null;
  decision: RecordedDecision | null;
  /** What was noted when she called; the code of the topic is the agency's. */
  calls: Omit<NotedCall, 'topicCode'>[];
  /** Files shown to her, in the order of the events they came with; then those of answers to joined cases. */
  attachments: Listed[];
}

/** Texts of several histories that are shown in one place of the page, by time. */
const said = (events: readonly ReadEvent[], place: EventKind['text']): Said[] =>
  events
    .filter(({ type }) => eventNamed(type).text === place)
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, actorUnitId, text, type }) => ({ at, unitId: actorUnitId, text, kind: type }));

const isNotFound = (error: unknown): boolean => error instanceof Problem && error.kind === 'NOT_FOUND';

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
    private readonly access: CaseAccess,
    private readonly jointCases: JointCases,
    private readonly calls: NotedCalls,
    private readonly keyring: Keyring,
  ) {}

  /** Throws NOT_FOUND, or TOO_MANY after wrong codes (`LookupDoor`). */
  async find(request: LookupRequest): Promise<Progress> {
    return this.show(await this.door.open(request));
  }

  /** For a case that the caller opened already. */
  async show(file: CaseFile): Promise<Progress> {
    const events = await this.cases.events(file.id);
    const joint = await this.jointCases.of(file.caseNumber, events);
    const theirs = joint.flatMap((one) => one.events);
    const [clocks, rows, description, petitioner, own, shared, calls] = await Promise.all([
      this.publicClocks.of(file, events),
      this.reader.find(Referral, 'WHERE "caseId" = $1 ORDER BY "offeredAt"', [file.id]),
      this.cases.description(file),
      this.cases.petitioner(file.id),
      this.attachments.of(file, 'SHOWN'),
      this.jointCases.files(joint),
      this.calls.of(file, events),
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
      replies: said([...events, ...theirs], 'ANSWER'),
      messages: said([...events, ...theirs], 'MESSAGE'),
      standing: standingOf({ status: file.status, events, referrals, clocks }),
      spoken: saidBothWays([...events, ...theirs]),
      description,
      contact: petitioner && masked(petitioner),
      callBack: petitioner && callBackWords(this.keyring, file.id),
      decision: decisionIn(events),
      calls: calls.map(({ topicCode: _topic, ...call }) => call),
      attachments: [...own, ...shared],
    };
  }

  /**
   * A file that `show` lists: of her own case, or with an answer in the case it was merged into. Throws NOT_FOUND for
   * any other, NOT_ALLOWED for one that was not found clean.
   */
  async openFile(actor: Actor, caseNumber: string, id: string): Promise<Sendable> {
    try {
      return await this.attachments.open(actor, caseNumber, id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    const file = await this.access.find(actor, caseNumber);
    const joint = await this.jointCases.of(caseNumber, await this.cases.events(file.id));
    return this.jointCases.open(joint, id);
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
