import type { Locale } from '@app/platform';

/** Must change with the text of the notice; each case keeps the version that its petitioner was shown or read. */
export const PRIVACY_NOTICE_VERSION = '2026-12';

/** What the notice of a service names; left out where the agency has not published it. */
export interface NoticeFacts {
  agency: string;
  unit?: string | undefined;
  phone?: string | undefined;
  /** Years the case is kept after closing. */
  years?: number | undefined;
  /** A petition may be left unhandled without a real name and contact (行政程序法第173條). */
  petition?: boolean;
}

interface NoticeWords {
  title: string;
  /** Read out by staff; `{agency}` is the agency that collects. */
  spoken: string;
  items(facts: NoticeFacts): readonly (readonly [item: string, text: string])[];
}

/**
 * The §8 notice (個人資料保護法第8條), item by item. The agency acts under its statutory duty (§15), so the notice is read,
 * not agreed to.
 */
export const PRIVACY_NOTICE: Record<Locale, NoticeWords> = {
  'zh-TW': {
    title: '個人資料蒐集告知事項',
    spoken:
      '為了處理您的案件，{agency}會蒐集您的姓名與聯絡方式，只用來辦理及回覆這件案件；需要時會轉給協辦單位。您可以隨時查詢、更正或要求刪除。不提供聯絡方式，我們就無法通知您進度。請問以上說明您清楚嗎？',
    items: ({ agency, unit, phone, years, petition }) => [
      ['蒐集機關', agency],
      [
        '蒐集目的',
        '執行法定職務：受理、辦理及回覆您的案件，通知進度，調查滿意度（個人資料保護法第15條第1款）。',
      ],
      ['資料類別', '姓名、電子郵件、電話，以及您寫在案件內容裡的資料。'],
      [
        '利用期間',
        years
          ? `案件辦理期間，及結案後 ${years} 年；期滿刪除或銷毀。`
          : '案件辦理期間，及結案後依檔案法令應保存的期間。本機關尚未公告這項服務的保存年限，您可以向下面的單位詢問。',
      ],
      [
        '利用地區、對象及方式',
        '在我國境內，由本機關承辦人員以自動化方式及人工利用；轉介或移轉時提供給承接的單位或機關，並通知您。',
      ],
      ['您的權利', '查詢、閱覽、製給複製本、補充或更正、停止蒐集處理利用，以及刪除。'],
      [
        '如何行使權利',
        `請向${agency}${unit ?? '受理案件的單位'}${phone ? `（電話 ${phone}）` : ''}提出，並說明案件編號；我們會先確認是您本人。查詢、閱覽、複製在 15 日內答復，補充、更正、停止利用、刪除在 30 日內答復；必要時得延長同樣的日數，並以書面通知您原因。`,
      ],
      [
        '不提供的影響',
        petition
          ? '沒有具真實姓名或聯絡方式的陳情，機關得不予處理（行政程序法第173條）；沒有聯絡方式，我們也無法通知您進度。'
          : '未提供聯絡方式時，案件仍會受理，但我們無法通知您進度，須由您以案件編號與查詢碼查詢。',
      ],
    ],
  },
  en: {
    title: 'How we use your personal data',
    spoken:
      'To handle your case, {agency} records your name and how to reach you. We use them only to work on this case and to answer you, and pass them to a partner team when the case is referred. You may see, correct or delete them at any time. Without contact details we cannot send you news. Is this clear to you?',
    items: ({ agency, unit, phone, years, petition }) => [
      ['Who collects it', agency],
      [
        'What for',
        'As its statutory duty: to take in, handle and answer your case, to tell you of progress, and to ask whether you were satisfied (Personal Data Protection Act, article 15, subparagraph 1).',
      ],
      ['Which data', 'Name, e-mail address, telephone number, and what you write in your case.'],
      [
        'For how long',
        years
          ? `While the case is handled, and for ${years} ${years === 1 ? 'year' : 'years'} after it is closed; then they are erased or destroyed.`
          : 'While the case is handled, and after it is closed for as long as the law on archives requires. The agency has not published the period of this service yet; you may ask the unit below.',
      ],
      [
        'Where, by whom and how',
        'In Taiwan, by the staff of this agency who work on the case, by computer and by hand. When a case is referred or transferred, the unit that takes it receives the data, and you are told.',
      ],
      [
        'Your rights',
        'To see your data, get a copy, complete or correct them, have their collection and use stopped, and have them deleted.',
      ],
      [
        'How to use your rights',
        `Ask ${agency}, ${unit ?? 'the unit that took in your case'}${phone ? ` (telephone ${phone})` : ''}, and name your case number; we first make sure that it is you. A request to see or copy is answered within 15 days, one to correct, stop or delete within 30; each may be extended once by as many days, and you are told why in writing.`,
      ],
      [
        'If you do not give it',
        petition
          ? 'A petition without a real name or a way to reach you may be left unhandled (Administrative Procedure Act, article 173); without contact details we cannot send you news either.'
          : 'Your case is still taken in, but we cannot send you news; you look it up with the case number and lookup code.',
      ],
    ],
  },
};
