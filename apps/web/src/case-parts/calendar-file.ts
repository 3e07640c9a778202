import { decisiveOf, type PublicClock } from '@app/lookups';
import { notFound, type Locale } from '@app/platform';
import type { CaseFile } from '@app/cases';
import type { FastifyReply } from 'fastify';

const WORDS = {
  'zh-TW': (number: string, promise: string) => `案件 ${number}：${promise}`,
  en: (number: string, promise: string) => `Case ${number}: ${promise}`,
};

interface Promised {
  file: Pick<CaseFile, 'caseNumber' | 'historySeq'>;
  clocks: readonly PublicClock[];
  locale: Locale;
  now: number;
}

/** The next promised date of a case as a file for calendars. Throws NOT_FOUND where none is promised. */
export function calendarFile({ file, clocks, locale, now }: Promised): string {
  const { promise } = decisiveOf<PublicClock>(clocks) ?? {};
  if (!promise?.clock.dueDate) throw notFound();
  const { clock, entry } = promise;
  return eventFile({
    // the same for the same promise of the same case, so that a moved date moves in the calendar
    uid: `${file.caseNumber}.${clock.commitmentId}@single-window`.toLowerCase(),
    sequence: file.historySeq,
    ...{ day: clock.dueDate!, stamp: now, summary: WORDS[locale](file.caseNumber, entry.title[locale]) },
  });
}

interface AllDay {
  uid: string;
  sequence: number;
  /** `YYYY-MM-DD`, in Taiwan. */
  day: string;
  stamp: number;
  summary: string;
}

/** One event that lasts a day, as RFC 5545 writes it: a date without a time, which is the same in every time zone. */
export function eventFile({ uid, sequence, day, stamp, summary }: AllDay): string {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Single Window//Promised dates//ZH-TW'],
    ...['CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'X-WR-TIMEZONE:Asia/Taipei', 'BEGIN:VEVENT'],
    ...[`UID:${uid}`, `DTSTAMP:${stampOf(stamp)}`, `SEQUENCE:${sequence}`],
    ...[`DTSTART;VALUE=DATE:${plain(day)}`, `DTEND;VALUE=DATE:${plain(dayAfter(day))}`],
    ...[`SUMMARY:${escaped(summary)}`, 'TRANSP:TRANSPARENT', 'END:VEVENT', 'END:VCALENDAR'],
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const plain = (day: string): string => day.replaceAll('-', '');
const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
const stampOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n');

const MOST = 75;

/** Lines of at most 75 octets; the next begins with a space, and no character is cut. */
function folded(line: string): string {
  const lines = [''];
  for (const char of line) {
    const last = lines.at(-1)!;
    if (Buffer.byteLength(last + char) > MOST) lines.push(` ${char}`);
    else lines[lines.length - 1] = last + char;
  }
  return lines.join('\r\n');
}

/** Sends it as a download that nothing keeps. */
export function sendCalendar(reply: FastifyReply, caseNumber: string, content: string): string {
  void reply.headers({
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': `attachment; filename="${caseNumber}.ics"`,
    ...{ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' },
  });
  return content;
}
