import type { Catalogue } from '@app/catalogue';
import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldName, Mapping } from './mapping.schema.js';
import { readMapping } from './read-mapping.js';

const FOLDER = join(import.meta.dirname, '../../../../config/imports');
/** Each id is one of the agency. */
const of = (id: string) => ({ id, organisation: 'demo' });
const catalogue = { organisation: of, unit: of, service: of } as unknown as Catalogue;

/** By hand, from the files that other systems write: field, its columns, and what their words mean here. */
const MAPPINGS: Record<string, string[]> = {
  'roc-big5': [
    'externalId 收文號',
    'service 類別 諮詢=demo.consultation 首長信箱=demo.head-mailbox 意見=demo.feedback-mailbox 申辦=demo.application else=demo.city-report',
    'status 狀態 收件=RECEIVED 受理=ACCEPTED 承辦中=IN_PROGRESS 結案=CLOSED 撤案=WITHDRAWN 移轉=TRANSFERRED',
    'channel 來源 電話=PHONE 臨櫃=COUNTER 網路=WEB 電子郵件=EMAIL 傳真=FAX 書面=LETTER',
    'subject 主旨',
    'receivedAt 收件日期',
    'description 內容',
    'district 行政區',
    'closedAt 結案日期',
    'givenTargetAt 限辦日期',
    'givenOutcome 時效 依限=ON_TIME 逾限=LATE 逾期=OVERDUE',
    'name 姓名',
    'email 電子郵件',
    'phone 電話',
  ],
  'boston-311': [
    'externalId CASE_ENQUIRY_ID',
    'status CASE_STATUS Open=RECEIVED Closed=CLOSED',
    'channel Source Constituent Call=PHONE Citizens Connect App=WEB Self Service=WEB City Worker App=WEB ' +
      'Maximo Integration=WEB Employee Generated=COUNTER Twitter=CHATBOT',
    'subject CASE_TITLE,TYPE',
    'receivedAt OPEN_DT',
    'district neighborhood',
    'closedAt CLOSED_DT',
    'givenTargetAt TARGET_DT',
    'givenOutcome OnTime_Status ONTIME=ON_TIME OVERDUE=OVERDUE',
  ],
};
/** The zone of the times, the form of the dates, and how far two clocks of the other system may differ. */
const TIMES: Record<string, string> = {
  'roc-big5': 'big5 Asia/Taipei ROC 0 zh-TW',
  'boston-311': 'utf-8 America/New_York MM/DD/YYYY hh:mm:ss A 60 en',
};

const rowOf = (name: FieldName, { columns, values = {}, default: otherwise }: Mapping['fields']['subject']) =>
  [
    ...[name, columns.join()],
    ...Object.entries(values).map(([word, meant]) => `${word}=${meant}`),
    ...(otherwise === undefined ? [] : [`else=${otherwise}`]),
  ].join(' ');

describe('the mappings that ship', () => {
  const names = readdirSync(FOLDER).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);
  const read = (name: string) => readMapping(join(FOLDER, `${name}.yaml`), catalogue);

  it('are those of the table', () => {
    expect(names.toSorted()).toEqual(Object.keys(MAPPINGS).toSorted());
  });

  it.each(names)('%s takes each field from the column, and each word for what the table says', (name) => {
    const { fields } = read(name);
    const rows = Object.entries(fields).map(([field, source]) => rowOf(field as FieldName, source!));
    // the many services of Boston have a test of their own
    const told = rows.filter((row) => name !== 'boston-311' || !row.startsWith('service '));
    expect(told.toSorted()).toEqual(MAPPINGS[name]!.toSorted());
  });

  it('file the reports of Boston by their type, what is no report apart, all else under the city', () => {
    const { columns, values, default: otherwise } = read('boston-311').fields.service;
    expect([columns, otherwise]).toEqual([['TYPE', 'REASON'], 'demo.city-report']);
    expect(Object.values(values!).toSorted()).toEqual([
      ...Array.from({ length: 4 }, () => 'demo.application'),
      ...Array.from({ length: 5 }, () => 'demo.consultation'),
      ...Array.from({ length: 5 }, () => 'demo.feedback-mailbox'),
    ]);
  });

  it.each(names)('%s reads text and times as that system writes them', (name) => {
    const { encoding, timeZone, dateFormats, clockSkewSeconds, locale } = read(name);
    expect([encoding, timeZone, ...dateFormats, clockSkewSeconds, locale].join(' ')).toBe(TIMES[name]);
  });
});
