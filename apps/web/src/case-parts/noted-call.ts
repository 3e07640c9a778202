import type { Catalogue } from '@app/catalogue';
import type { NotedCall } from '@app/lookups';
import type { Locale } from '@app/platform';
import type { SummaryRow } from '../site/pieces/summary-list.js';

const WORDS = {
  'zh-TW': {
    labels: {
      matter: '諮詢或陳情',
      readBack: '複誦確認',
      named: '姓名',
      topicCode: '問題類別',
      need: '需要的協助',
      waited: '等候',
      transferredTo: '轉接單位',
      rating: '掛線前滿意度',
    },
    matter: { CONSULTATION: '諮詢', PETITION: '陳情' },
    readBack: { yes: '已複誦內容並經確認', no: '沒有複誦' },
    named: { yes: '提供真實姓名', no: '未提供真實姓名' },
    seconds: (n: number) => `${n} 秒`,
    score: (n: number) => `${n} 分（滿分 5 分）`,
  },
  en: {
    labels: {
      matter: 'Consultation or petition',
      readBack: 'Read back',
      named: 'Name',
      topicCode: 'Topic',
      need: 'Help needed',
      waited: 'Waited',
      transferredTo: 'Put through to',
      rating: 'Satisfaction before hang-up',
    },
    matter: { CONSULTATION: 'Consultation', PETITION: 'Petition' },
    readBack: { yes: 'Read back and confirmed', no: 'Not read back' },
    named: { yes: 'Real name given', no: 'Real name not given' },
    seconds: (n: number) => (n === 1 ? '1 second' : `${n} seconds`),
    score: (n: number) => `${n} of 5`,
  },
};

export type Noted = Omit<NotedCall, 'id' | 'topicCode'> & Partial<Pick<NotedCall, 'topicCode'>>;
export type Names = Pick<Catalogue, 'unit' | 'organisation'>;

/** What was noted of a call, in words; what was not asked has no row. */
export function notedRows(call: Noted, organisationId: string, names: Names, locale: Locale): SummaryRow[] {
  const said = WORDS[locale];
  const organisation = names.organisation(organisationId);
  const coded = (list: 'topics' | 'needs', id: string) =>
    organisation?.[list].find((one) => one.id === id)?.name[locale] ?? id;
  const says: { [K in keyof typeof said.labels]: (value: NonNullable<NotedCall[K]>) => string } = {
    matter: (matter) => said.matter[matter],
    readBack: (isDone) => said.readBack[isDone ? 'yes' : 'no'],
    named: (isReal) => said.named[isReal ? 'yes' : 'no'],
    topicCode: (id) => coded('topics', id),
    need: (id) => coded('needs', id),
    waited: (seconds) => said.seconds(seconds),
    transferredTo: (id) => names.unit(id)?.name[locale] ?? id,
    rating: (score) => said.score(score),
  };
  return (Object.keys(says) as (keyof typeof says)[]).flatMap((name) => {
    const value = call[name] ?? null;
    if (value === null) return [];
    return [{ label: said.labels[name], value: (says[name] as (value: unknown) => string)(value) }];
  });
}
