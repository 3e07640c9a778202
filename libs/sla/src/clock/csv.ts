import { dayFrom, toIso, weekdayOf, WEEKDAYS, type Day } from './day.js';
import { CalendarFileError, type FileProblem } from './errors.js';

/** One year of the 政府行政機關辦公日曆表 (DGPA, data set 14718), complete and checked. */
export interface CalendarYear {
  year: number;
  /** One entry per day from 1 January: 1 working day, 0 day off. */
  working: Uint8Array;
  /** The file's 備註 column, same index; mostly empty. */
  remarks: readonly string[];
}

export const CALENDAR_HEADER = '西元日期,星期,是否放假,備註';
const ROW = /^(\d{4})(\d{2})(\d{2}),([^,]*),([^,]*),([^,]*)$/;
const CODES: Readonly<Record<string, 0 | 1>> = { '0': 1, '2': 0 };
const MOST_PROBLEMS_SHOWN = 20;

interface Row {
  line: number;
  day: Day;
  year: number;
  working: 0 | 1;
  remark: string;
}

/** DGPA publishes in UTF-8 (with BOM) and re-issues in Big5/cp950, so the encoding is detected from the bytes. */
export function decodeCalendar(bytes: Uint8Array, file: string): string {
  for (const encoding of ['utf-8', 'big5']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue; // not this encoding
    }
  }
  throw refuse(file, [
    { line: 1, zh: '編碼不是 UTF-8 也不是 Big5', en: 'the encoding is neither UTF-8 nor Big5' },
  ]);
}

/** Throws `CalendarFileError` naming file, line and reason; a file is accepted whole or not at all. */
export function parseCalendarCsv(text: string, file: string): CalendarYear {
  const [header, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (header !== CALENDAR_HEADER) throw refuse(file, [wrongHeader(header ?? '')]);
  while (lines.at(-1) === '') lines.pop();
  const read = lines.map((line, index) => readRow(line, index + 2));
  const rows = read.filter((row): row is Row => 'day' in row);
  const unreadable = read.filter((row): row is FileProblem => 'zh' in row);
  const problems = [...unreadable, ...wholeYearProblems(rows)].toSorted((a, b) => a.line - b.line);
  if (problems.length > 0) throw refuse(file, problems);
  return {
    year: rows[0]!.year,
    working: Uint8Array.from(rows, (row) => row.working),
    remarks: rows.map((row) => row.remark),
  };
}

function readRow(text: string, line: number): Row | FileProblem {
  const found = ROW.exec(text);
  if (!found) return malformed(line, text);
  const [year, month, date, weekday, code, remark] = found.slice(1) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const day = dayFrom(Number(year), Number(month), Number(date));
  if (toIso(day) !== `${year}-${month}-${date}`) return malformed(line, text);
  const expected = WEEKDAYS[weekdayOf(day)];
  if (weekday !== expected) return wrongWeekday(line, toIso(day), weekday, expected!);
  const working = CODES[code];
  if (working === undefined) return unknownCode(line, code);
  return { line, day, year: Number(year), working, remark: remark.trim() };
}

/** Missing and repeated days, days out of order or of another year. */
function wholeYearProblems(rows: readonly Row[]): FileProblem[] {
  const year = rows[0]?.year;
  if (year === undefined) return [{ line: 2, zh: '沒有任何日期', en: 'there is no day in it' }];
  const seen = new Map<Day, Row>();
  const problems: FileProblem[] = [];
  let previous: Day = -Infinity;
  for (const row of rows) {
    if (row.year !== year) problems.push(anotherYear(row, year));
    else if (seen.has(row.day)) problems.push(repeated(row, seen.get(row.day)!));
    else if (row.day < previous) problems.push(outOfOrder(row));
    seen.set(row.day, row);
    previous = row.day;
  }
  return [...problems, ...missingDays(year, seen, rows.at(-1)!.line)];
}

function missingDays(year: number, seen: ReadonlyMap<Day, unknown>, lastLine: number): FileProblem[] {
  const first = dayFrom(year, 1, 1);
  const length = dayFrom(year, 13, 1) - first;
  const days = Array.from({ length }, (_, index) => first + index);
  return days.filter((day) => !seen.has(day)).map((day) => missing(toIso(day), lastLine));
}

function refuse(file: string, problems: readonly FileProblem[]): CalendarFileError {
  return new CalendarFileError(file, problems.slice(0, MOST_PROBLEMS_SHOWN));
}

const wrongHeader = (found: string): FileProblem => ({
  line: 1,
  zh: `標題列應為「${CALENDAR_HEADER}」，實為「${found}」`,
  en: `the header must be "${CALENDAR_HEADER}", not "${found}"`,
});
const malformed = (line: number, text: string): FileProblem => ({
  line,
  zh: `「${text}」不是一列日期（yyyymmdd,星期,0 或 2,備註）`,
  en: `"${text}" is not a row of a day (yyyymmdd,weekday,0 or 2,remark)`,
});
const wrongWeekday = (line: number, date: string, found: string, expected: string): FileProblem => ({
  line,
  zh: `${date} 是星期${expected}，不是「${found}」`,
  en: `${date} is 星期${expected}, not "${found}"`,
});
const unknownCode = (line: number, code: string): FileProblem => ({
  line,
  zh: `是否放假只能是 0（上班）或 2（放假），不能是「${code}」`,
  en: `the code must be 0 (working) or 2 (off), not "${code}"`,
});
const anotherYear = (row: Row, year: number): FileProblem => ({
  line: row.line,
  zh: `${toIso(row.day)} 不屬於 ${year} 年`,
  en: `${toIso(row.day)} does not belong to ${year}`,
});
const repeated = (row: Row, before: Row): FileProblem => ({
  line: row.line,
  zh: `${toIso(row.day)} 重複，已見於第 ${before.line} 行`,
  en: `${toIso(row.day)} is given twice, first on line ${before.line}`,
});
const outOfOrder = (row: Row): FileProblem => ({
  line: row.line,
  zh: `${toIso(row.day)} 未依日期先後排列`,
  en: `${toIso(row.day)} is out of order`,
});
const missing = (date: string, line: number): FileProblem => ({
  line,
  zh: `缺少 ${date}`,
  en: `${date} is missing`,
});
