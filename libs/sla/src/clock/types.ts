/**
 * The types of the clock. Instants are epoch milliseconds; dates are `YYYY-MM-DD`, Asia/Taipei.
 * Identifiers: docs/glossary.md; rules: 行政程序法 §48, §51 and 文書處理手冊 點78-79.
 */
export type Instant = number;
export type IsoDate = string;

/** `4h` elapsed hours, `8wh` working hours, `5wd` working days, `14d` calendar days, `2w` weeks, `2m` months. */
export type LengthUnit = 'h' | 'wh' | 'wd' | 'd' | 'w' | 'm';
export interface Length {
  amount: number;
  unit: LengthUnit;
}

/** What one clock counts for: the case itself, one referral, a chain of re-offered referrals, or one co-handling (會辦). */
export type ClockSubject = 'CASE' | 'REFERRAL' | 'REFERRAL_CHAIN' | 'CO_HANDLING';

/** One commitment of kind `clock`, as the catalogue reads it from `config/commitments/`. */
export interface ClockCommitment {
  id: string;
  version: string;
  subject: ClockSubject;
  length: Length;
  /** History event types. A start while the same key already has a live clock is ignored. */
  startOn: readonly string[];
  /** Ends the clock as kept or late (ON_TIME / LATE). */
  stopOn: readonly string[];
  /** Ends it without a verdict (CANCELLED). */
  cancelOn: readonly string[];
  /** Pauses; the pause of a correction that lapses ends on its own last day. */
  pauseOn: readonly string[];
  resumeOn: readonly string[];
  /** What a complete correction does: continue with the days that remain (default), or restart the period. */
  onCorrection: 'RESUME' | 'RESTART';
  /** Limits of 展延; absent means the clock cannot be extended. */
  extension?: { maxTimes: number; maxLength: Length };
  /** §48 IV: a last day on Saturday ends on Monday noon; default false, the whole Monday favours the citizen. */
  saturdayMorning?: boolean;
}

/** The part of a history event that the clock reads. `seq` orders events of one case. */
export interface ClockEvent {
  seq: number;
  type: string;
  at: Instant;
  /** Referral id, and the id of the first referral in its chain. */
  referralId?: string;
  chainId?: string;
  coHandlingId?: string;
  /** Of CORRECTION_REQUESTED: the last day to correct. */
  lastDay?: IsoDate;
  /** Of EXTENDED: the length, such as `10wd`; `commitment` limits it to one clock. */
  length?: string;
  commitment?: string;
}

/** Stored states; WARNING and OVERDUE are derived from these and the time. */
export type ClockState = 'RUNNING' | 'PAUSED' | 'ON_TIME' | 'LATE' | 'CANCELLED';

/** One clock as the fold sees it: replaced whole at each fold, never patched. */
export interface Clock {
  commitmentId: string;
  commitmentVersion: string;
  calendarVersion: string;
  subject: ClockSubject;
  /** Case: empty; referral, co-handling: its id; chain: the id of its first referral. */
  subjectId: string;
  /** 1, 2, … for the same commitment and subject (a reopened case counts a new one). */
  occurrence: number;
  state: ClockState;
  startedAt: Instant;
  /** The moment a complete correction made the whole period count again (`onCorrection: RESTART`). */
  restartedAt?: Instant;
  endedAt: Instant | null;
  /**
   * Exclusive end of the promise: 24:00 of `dueDate` for days, weeks and months.
   * While paused: as if resumed on the last day of the pause; null if it has none.
   */
  dueAt: Instant | null;
  dueDate: IsoDate | null;
  /** `[from, to)`; `to` null while it lasts; `until` the last day of a correction, `lapsesAt` its 24:00. */
  pauses: readonly { from: Instant; to: Instant | null; until?: IsoDate; lapsesAt?: Instant }[];
  /** `before` and `after` are due dates; of a clock extended while paused, the ones it would have had at the pause. */
  extensions: readonly { at: Instant; length: Length; before: IsoDate; after: IsoDate }[];
}

export interface CountedDay {
  date: IsoDate;
  counted: boolean;
  /** Code of the reason (`RECEIPT_DAY`, `WORKING_DAY`, `DAY_OFF`, `PAUSED`, `ROLLED` …), and the calendar's remark. */
  why: string;
  remark?: string;
}
