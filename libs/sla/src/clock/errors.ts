/** An error of the clock, with its text in both languages; pages choose one, the command line prints `message`. */
export class ClockError extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(`${zh} / ${en}`);
    this.name = new.target.name;
  }
}

/**
 * A date, or the end of a count, lies outside the loaded years. Dates are never guessed: the next year must be
 * imported.
 */
export class CalendarRangeError extends ClockError {}

/** A calendar that cannot be built: years with a gap, hours that overlap, an overlay outside the years. */
export class CalendarError extends ClockError {}

/** A length that is not `4h 8wh 5wd 14d 2w 2m`, or is not positive. */
export class LengthError extends ClockError {}

/** A rung of a ladder that cannot be read. */
export class LadderError extends ClockError {}

/** A history that cannot have happened: a pause that ends before it starts, two events with the same number. */
export class HistoryError extends ClockError {}

/** An extension (展延) that is not allowed; the act is refused with this reason before anything is recorded. */
export class ExtensionError extends ClockError {
  constructor(
    /** Code of the reason, for callers that have their own texts. */
    readonly reason: string,
    zh: string,
    en: string,
  ) {
    super(zh, en);
  }
}

export interface FileProblem {
  /** 1-based line in the file. */
  line: number;
  zh: string;
  en: string;
}

/** A calendar file that is refused; no part of it is used. */
export class CalendarFileError extends ClockError {
  constructor(
    readonly file: string,
    readonly problems: readonly FileProblem[],
  ) {
    const lines = (locale: 'zh' | 'en') => problems.map((p) => `${file}:${p.line} ${p[locale]}`).join('\n');
    super(lines('zh'), lines('en'));
  }
}
