import { describe, expect, it } from '@jest/globals';
import type { ImportedCase } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { mappingSchema } from './mapping.schema.js';
import { translator } from './translate.js';

const NOW = Date.parse('2026-08-19T10:00:00+08:00');
const COLUMNS = [
  'id',
  'service',
  'status',
  'subject',
  'text',
  'district',
  'received',
  'closed',
  'name',
  'mail',
  'phone',
];
const mapping = mappingSchema.parse({
  ...{
    id: 'old',
    encoding: 'utf-8',
    timeZone: 'Asia/Taipei',
    dateFormats: ['YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD'],
  },
  ...{ clockSkewSeconds: 60, organisation: 'demo' },
  fields: {
    ...{ externalId: { column: 'id' }, service: { column: 'service' }, subject: { column: 'subject' } },
    status: {
      column: 'status',
      values: { open: 'IN_PROGRESS', done: 'CLOSED', back: 'WITHDRAWN', new: 'RECEIVED' },
    },
    channel: { default: 'PHONE' },
    ...{
      receivedAt: { column: 'received' },
      closedAt: { column: 'closed' },
      description: { column: 'text' },
    },
    ...{
      district: { column: 'district' },
      name: { column: 'name' },
      email: { column: 'mail' },
      phone: { column: 'phone' },
    },
  },
});
const SERVICES: Record<string, { id: string; organisation: string; unit: string }> = {
  lamp: { id: 'lamp', organisation: 'demo', unit: 'demo.lamps' },
  other: { id: 'other', organisation: 'sme', unit: 'sme.unit' },
};
const catalogue = { service: (id: string) => SERVICES[id] } as unknown as Catalogue;

const ROW = { id: 'A1', service: 'lamp', status: 'open', subject: '路燈', received: '2026-08-01' };
const take = (change: Record<string, string> = {}, of = mapping): ImportedCase => {
  const row: Record<string, string> = { ...ROW, ...change };
  return translator(of, COLUMNS, catalogue, NOW)(COLUMNS.map((column) => row[column] ?? ''));
};
const why = (change: Record<string, string>): string => {
  try {
    take(change);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a row of another system', () => {
  it('becomes a case: missing fields are null, the unit is the service’s unless the mapping names one', () => {
    expect(take()).toEqual({
      ...{
        externalId: 'A1',
        service: SERVICES['lamp'],
        unitId: 'demo.lamps',
        locale: 'zh-TW',
        channel: 'PHONE',
      },
      ...{ subject: '路燈', status: 'IN_PROGRESS', receivedAt: Date.parse('2026-08-01T00:00:00+08:00') },
      ...{ closedAt: null, description: null, district: null, givenTargetAt: null, givenOutcome: null },
      petitioner: null,
    });
    expect(take({}, { ...mapping, unit: 'demo.other' }).unitId).toBe('demo.other');
    expect(take({}, { ...mapping, locale: 'en' }).locale).toBe('en');
  });

  it.each([
    [{ received: '2026-08-19 10:00:00' }, 'taken'],
    [{ received: '2026-08-19 10:00:01' }, 'receivedAt: lies in the future'],
    [{ received: '1912-01-01' }, 'taken'],
    [{ received: '1911-12-31 23:59:59' }, 'receivedAt: before the first year of the Republic'],
    [{ received: '2026-02-30' }, 'receivedAt: "2026-02-30" is not a date in a form of the mapping'],
    [{ received: '' }, 'receivedAt: empty'],
    [{ status: 'done' }, 'closedAt: empty, but the status says that the case has ended'],
    [{ status: 'back' }, 'closedAt: empty, but the status says that the case has ended'],
    [{ status: 'new', closed: '2026-08-02' }, 'closedAt: given, but the status says that the case is open'],
    [{ status: 'done', closed: '2026-08-02' }, 'taken'],
    [{ status: 'done', closed: '2026-07-31' }, 'closedAt: before receivedAt'],
    [{ status: 'done', closed: '2026-08-19 10:00:00' }, 'taken'],
    [{ status: 'done', closed: '2026-08-19 10:00:01' }, 'closedAt: lies in the future'],
    [{ status: 'gone' }, `status: "gone" is not in the mapping's table of values`],
    [{ status: '' }, 'status: empty'],
    [{ service: 'other' }, 'service: "other" is not a service of demo'],
    [{ service: 'moon' }, 'service: "moon" is not a service of demo'],
    [{ id: '' }, 'externalId: empty'],
    [{ id: 'x'.repeat(100) }, 'taken'],
    [{ id: 'x'.repeat(101) }, 'externalId: 101 characters, at most 100'],
    [{ text: '字'.repeat(20_000) }, 'taken'],
    [{ text: '字'.repeat(20_001) }, 'description: 20001 characters, at most 20000'],
    [{ district: '區'.repeat(100) }, 'taken'],
    [{ district: '區'.repeat(101) }, 'district: 101 characters, at most 100'],
    [{ subject: '' }, 'subject: empty'],
    [{ mail: 'ming' }, 'email: not a mail address'],
    [{ phone: '12345' }, 'phone: not a telephone number'],
  ])('%j: %s', (change, said) => expect(why(change as Record<string, string>)).toBe(said));

  it('closed before it was received, within the allowed skew, is closed at the time of receipt', () => {
    const received = '2026-08-01 12:00:00';
    const at = take({ received, status: 'done', closed: '2026-08-01 11:59:00' });
    expect(at.closedAt).toBe(at.receivedAt);
    expect(why({ received, status: 'done', closed: '2026-08-01 11:58:59' })).toBe(
      'closedAt: before receivedAt',
    );
    const exact = take({ received, status: 'done', closed: received });
    expect(exact.closedAt).toBe(exact.receivedAt);
  });

  it('with a subject that is too long keeps 200 characters, the last an ellipsis; line breaks become blanks', () => {
    expect(take({ subject: '字'.repeat(200) }).subject).toBe('字'.repeat(200));
    expect(take({ subject: '字'.repeat(201) }).subject).toBe(`${'字'.repeat(199)}…`);
    expect(take({ subject: '𠮷'.repeat(201) }).subject).toBe(`${'𠮷'.repeat(199)}…`);
    expect(take({ subject: '路燈\n 不亮' }).subject).toBe('路燈 不亮');
  });

  it.each([
    [{ name: '王小明' }, { name: '王小明', email: null, phone: null }],
    [{ mail: 'a@b.tw' }, { name: '—', email: 'a@b.tw', phone: null }],
    [{ phone: '0912-345-678' }, { name: '—', email: null, phone: '+886912345678' }],
    [{ name: ' ', mail: '', phone: '　' }, null],
  ])('of %j has the petitioner %j', (change, petitioner) => {
    expect(take(change as Record<string, string>).petitioner).toEqual(petitioner);
  });

  it('with fewer or more cells than the header is rejected', () => {
    const read = translator(mapping, COLUMNS, catalogue, NOW);
    for (const cells of [COLUMNS.slice(1), [...COLUMNS, '']])
      expect(() => read(cells)).toThrow(`the row has ${cells.length} cells, the header ${COLUMNS.length}`);
  });
});
