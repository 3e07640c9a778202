import type { CaseFile, DueRow, HistoryEvent } from '@app/cases';
import type { Catalogue, Localised } from '@app/catalogue';
import type { Keyring, Locale } from '@app/platform';
import type { LongBreak } from '@app/sla/clock';
import type { RunningClock } from './running-clocks.js';
import type { MorningSheet } from './sheet.js';
import type { TextName } from './texts.js';

/**
 * What a message keeps whatever its words name: whose it is, and what names, links and codes are made from. Never
 * personal data, never a code.
 */
export interface Basics {
  organisation: string;
  /** Of the case, where it is about one. */
  service?: string;
  unit?: string;
  caseNumber?: string;
  receivedAt?: number;
  surveyId?: string;
  confirmationId?: string;
  codeVersion?: number;
  /** The unit that must act, and the id of the handler where it is the case's own. */
  acting?: string;
  handler?: string;
  /** Which page of the desk the recipient may open: a partner team opens referrals, the others cases. */
  door?: 'referrals';
  /** Of a message that lists several things: how many there are, and how many of them it names. */
  count?: number;
  named?: number;
  /** Of the demonstration desk: never through a real gateway. */
  demonstration?: boolean;
}

/** What facts are read from when a message is planned: an event of a case, what falls due over a holiday, or a morning sheet. */
export interface Seen {
  file?: CaseFile;
  event?: HistoryEvent;
  due?: DueRow;
  off?: LongBreak;
  sheet?: MorningSheet;
  /** The clocks of the case that run now, the nearest due first. */
  running?: () => Promise<RunningClock[]>;
  /** Ids of the public commitments of the case whose clocks stand still. */
  paused?: () => Promise<string[]>;
}

/** What a fact is written with when the message is made. */
export interface Writer {
  kind: string;
  facts: Basics;
  locale: Locale;
  catalogue: Catalogue;
  keyring: Keyring;
  publicUrl: string;
  /** What the message is about: the case, where it is about one. */
  subjectId: string;
  /** Of handlers, by id. */
  names: ReadonlyMap<string, string>;
}

/** One thing that words can name, as `{placeholder}`. */
export interface Fact<V = unknown> {
  /** For who writes words: what stands there. */
  meaning: string;
  example: Localised;
  /** Texts in which it always has a value. */
  known?: readonly TextName[];
  /** Texts in which it may have none: a line that needs it is left out then. Never in a subject or an SMS. */
  perhaps?: readonly TextName[];
  /** Texts that are of no use without it: it must stand in each mail, SMS and line of theirs. */
  needed?: readonly TextName[];
  /** What the message keeps under the fact's name; without it the fact follows from `Basics`. */
  from?(seen: Seen): V | undefined | Promise<V | undefined>;
  /** What is written, in the language of the message; undefined where there is nothing to say. */
  says(writer: Writer, kept: V | undefined): string | undefined;
}

/** A fact that the message keeps under its name. */
export interface KeptFact<V> extends Fact<V> {
  from(seen: Seen): V | undefined | Promise<V | undefined>;
}
