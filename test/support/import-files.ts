import { csvRow } from '../../libs/intake/src/import/csv-cell.js';

/** Node decodes Big5 but does not encode it: inverts the decoder's table. */
export function toBig5(text: string): Buffer {
  return Buffer.concat([...text].map((sign) => table().get(sign) ?? Buffer.from(sign, 'ascii')));
}

let made: Map<string, Buffer> | undefined;
function table(): Map<string, Buffer> {
  if (made) return made;
  made = new Map();
  const decoder = new TextDecoder('big5');
  for (let lead = 0xa1; lead <= 0xf9; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const bytes = Buffer.from([lead, trail]);
      const sign = decoder.decode(bytes);
      if ([...sign].length === 1 && sign !== '\uFFFD' && !made.has(sign)) made.set(sign, bytes);
    }
  return made;
}

const ROC_HEADER =
  '收文號,主旨,內容,行政區,收件日期,結案日期,限辦日期,時效,狀態,來源,類別,姓名,電子郵件,電話'.split(',');
const FORMS = [
  (month: string, day: string) => `114${month}${day}`,
  (month: string, day: string) => `114.${month}.${day}`,
  (month: string, day: string) => `114年${Number(month)}月${Number(day)}日`,
];

/** 50 made-up rows of an older system: three forms of ROC dates, open and closed, half of them with a person. */
function rocRows(): string[][] {
  return Array.from({ length: 50 }, (_, n) => {
    const form = FORMS[n % FORMS.length]!;
    const closed = n % 5 !== 0;
    const named = n % 2 === 0;
    const day = String((n % 27) + 1).padStart(2, '0');
    return [
      ...[`A${String(n + 1).padStart(4, '0')}`, `路燈故障第${n + 1}案`, '請儘速派員處理', '中正區'],
      ...[form('03', day), closed ? form('04', day) : '', form('05', day), closed ? '依限' : '逾期'],
      ...[closed ? '結案' : '承辦中', '電話', n % 3 === 0 ? '諮詢' : '路燈'],
      ...(named ? ['王小明', `citizen${n}@example.tw`, '0912-345-678'] : ['', '', '']),
    ];
  });
}

export const rocFile = (rows = rocRows()): Buffer => toBig5([ROC_HEADER, ...rows].map(csvRow).join(''));

export const BOSTON_HEADER =
  'CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,CLOSURE_REASON,CASE_TITLE,SUBJECT,REASON,TYPE,QUEUE,Department,Location,neighborhood,LATITUDE,LONGITUDE,Source'.split(
    ',',
  );

/** A made-up row with the columns of Boston's file; `over` sets columns. */
export function bostonRow(n: number, over: Partial<Record<string, string>> = {}): string[] {
  const open = n % 6 === 0;
  const row: Record<string, string> = {
    CASE_ENQUIRY_ID: String(900_000_000_000 + n),
    OPEN_DT: `03/${String((n % 28) + 1).padStart(2, '0')}/2015 0${(n % 8) + 1}:15:00 PM`,
    TARGET_DT: n % 4 === 0 ? '' : '04/30/2015 05:00:00 PM',
    CLOSED_DT: open ? '' : '04/15/2015 12:32:32 PM',
    OnTime_Status: 'ONTIME',
    CASE_STATUS: open ? 'Open' : 'Closed',
    CASE_TITLE: `Street Light, number ${n}`,
    REASON: 'Street Lights',
    TYPE: n % 10 === 0 ? 'Request for Recycling Cart' : 'Street Light Outages',
    neighborhood: 'Dorchester',
    Source: 'Constituent Call',
  };
  return BOSTON_HEADER.map((column) => over[column] ?? row[column] ?? '');
}

export const bostonFile = (rows: string[][]): string => [BOSTON_HEADER, ...rows].map(csvRow).join('');
