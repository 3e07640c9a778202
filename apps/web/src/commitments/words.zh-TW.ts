/** How often a recurring promise falls due, and for whom. */
export interface Rhythm {
  times: number;
  atLeast: boolean;
  who?: string | undefined;
}

export const zhTW = {
  title: '服務承諾',
  lead: '這裡列出各機關在服務計畫與法規中對民眾的承諾：原文、我們的解讀，以及本系統現在是否計算它。',
  byAgency: '依機關看',
  titleOf: (agency: string) => `${agency}的服務承諾`,
  counts: (all: number, measured: number) =>
    `共 ${all} 項承諾，${measured > 0 ? `其中 ${measured} 項由本系統計算` : '由機關自行統計'}`,
  measuredNow: '本系統計算中的承諾',
  measuredLead: '這些承諾的每一件都有計時，期限到了會示警；您查詢案件時看得到日期與算法。',
  law: '共同適用的法規',
  house: '本窗口的共同規則',
  planName: (name: string) => `計畫中的名稱：${name}`,
  expect: '您可以期待',
  length: '期限',
  target: '計畫所述',
  howOften: '頻率',
  /** Periods that have a name; others are given as a number. */
  every: { '1w': '每週', '1m': '每月', '3m': '每季', '6m': '每半年', '12m': '每年' } as Record<
    string,
    string
  >,
  everyIs: (n: number, unit: 'w' | 'm') => `每 ${n} ${unit === 'w' ? '週' : '個月'}`,
  per: { unit: '各單位', branch: '各分局' },
  rhythm: (often: string, { times, atLeast, who = '' }: Rhythm) =>
    `${who}${often}${atLeast ? `至少 ${times} 次` : times > 1 ? ` ${times} 次` : ''}`,
  dueBy: (month: number, day: number, next: boolean) => `${next ? '次年' : '當年'} ${month} 月 ${day} 日前`,
  source: '依據',
  reading: '我們的解讀',
  services: '適用服務',
  measured: '本系統計算中',
  rateMeasured: '本系統計算中，數字載於機關的期間報表，本頁尚未列出',
  notMeasured: '本系統尚未計算，由機關自行統計',
  bindsNothing: '目前沒有服務適用，不計時',
  statement: '不計期限',
  measuring: '目前計算方式',
  uncounted: '不需計時：說明服務的方式，沒有期限或比率可計算',
  counting: {
    LIMIT_NOT_STATED: '計畫提到時限而未寫日數，本系統不另計時',
    NOT_YET: '可以計算，但本系統尚未計算',
  },
  extension: (times: number, length: string) => `可展延 ${times} 次，每次最多 ${length}`,
  count: (n: number) => `${n} 項`,
  kinds: { clock: '期限', rate: '比率', recurring: '定期', statement: '承諾事項' },
  kindHints: {
    clock: '有天數或時數的承諾。',
    rate: '以比率表示的承諾。',
    recurring: '按週、月、季或年要做到的事。',
    statement: '說明怎麼服務您，沒有期限或比率。',
  },
  serviceKinds: {
    CONSULTATION: '諮詢',
    ENQUIRY: '查詢',
    PETITION: '陳情',
    HEAD_MAILBOX: '首長信箱',
    FEEDBACK_MAILBOX: '意見信箱',
    APPLICATION: '申請',
    DATA_SUBJECT_ACCESS: '個人資料查閱',
    DATA_SUBJECT_CORRECTION: '個人資料更正',
  },
};
