import { describe, expect, it } from '@jest/globals';
import { eventFile } from './calendar-file.js';

const EVENT = {
  ...{ uid: 'demo-1.law.petition@single-window', sequence: 3, day: '2026-12-31' },
  ...{ stamp: Date.parse('2026-08-19T10:00:00+08:00'), summary: '案件 DEMO-1：答復' },
};
const linesOf = (more: Partial<typeof EVENT> = {}) => eventFile({ ...EVENT, ...more }).split('\r\n');
const unfolded = (text: string) => text.replaceAll('\r\n ', '');

describe('the file for calendars', () => {
  it('is one event of a whole day, of which the last line ends, too', () => {
    const lines = linesOf();
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines).toEqual(expect.arrayContaining(['VERSION:2.0', 'BEGIN:VEVENT', 'END:VEVENT']));
    expect(lines.slice(-2)).toEqual(['END:VCALENDAR', '']);
    expect(lines).toContain('DTSTART;VALUE=DATE:20261231');
    expect(lines).toContain('DTEND;VALUE=DATE:20270101');
    expect(lines).toContain('DTSTAMP:20260819T020000Z');
  });

  it('has the same UID however often it is fetched, and a sequence that grows', () => {
    expect(linesOf({ stamp: 0, day: '2027-01-04', sequence: 4 })).toEqual(
      expect.arrayContaining([`UID:${EVENT.uid}`, 'SEQUENCE:4']),
    );
  });

  it.each(['案'.repeat(60), '🙂'.repeat(40), `x${'案'.repeat(60)}`, 'a'.repeat(200), 'short'])(
    'folds %s at 75 octets and cuts no character',
    (summary) => {
      const file = eventFile({ ...EVENT, summary });
      for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(file).not.toContain('\uFFFD');
      expect(unfolded(file)).toContain(`SUMMARY:${summary}\r\n`);
    },
  );

  it('escapes what has a meaning of its own', () => {
    const file = unfolded(eventFile({ ...EVENT, summary: 'a;b,c\\d\ne\r\nEND:VEVENT' }));
    expect(file).toContain('SUMMARY:a\\;b\\,c\\\\d\\ne\\nEND:VEVENT\r\n');
    expect(file.match(/^END:VEVENT/gm)).toHaveLength(1);
  });
});
