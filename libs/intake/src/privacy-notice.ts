/** Must change with the text of the notice; each case keeps the version that its petitioner was shown or read. */
export const PRIVACY_NOTICE_VERSION = '2026-11';

/** The §8 notice (個人資料保護法第8條), item by item; `{agency}` is the agency that collects. */
export const PRIVACY_NOTICE = {
  'zh-TW': {
    title: '個人資料蒐集告知事項',
    spoken:
      '為了處理您的案件，{agency}會蒐集您的姓名與聯絡方式，只用來辦理及回覆這件案件；需要時會轉給協辦單位。您可以隨時查詢、更正或要求刪除。不提供聯絡方式，我們就無法通知您進度。請問您同意嗎？',
    items: [
      ['蒐集機關', '{agency}'],
      ['蒐集目的', '受理、辦理及回覆您的案件，通知進度，調查滿意度。'],
      ['資料類別', '姓名、電子郵件、電話，以及您寫在案件內容裡的資料。'],
      [
        '利用期間、地區、對象及方式',
        '於案件辦理期間及檔案保存年限內，在我國境內，由本機關以自動化方式及人工利用；轉介或移轉時提供給承接的單位或機關，並通知您。',
      ],
      ['您的權利', '您可以向本機關請求查詢、閱覽、製給複製本、補充、更正、停止蒐集處理利用或刪除。'],
      [
        '不提供的影響',
        '未提供聯絡方式時，案件仍會受理，但我們無法通知您進度，須由您以案件編號與查詢碼查詢。',
      ],
    ],
  },
  en: {
    title: 'How we use your personal data',
    spoken:
      'To handle your case, {agency} records your name and how to reach you. We use them only to work on this case and to answer you, and pass them to a partner team when the case is referred. You may see, correct or delete them at any time. Without contact details we cannot send you news. Do you agree?',
    items: [
      ['Who collects it', '{agency}'],
      [
        'What for',
        'To take in, handle and answer your case, to tell you of progress, and to ask whether you were satisfied.',
      ],
      ['Which data', 'Name, e-mail address, telephone number, and what you write in your case.'],
      [
        'For how long, where, by whom and how',
        'While the case is handled and as long as its file must be kept, in Taiwan, by this agency, by computer and by hand. When a case is referred or transferred, the unit that takes it receives the data, and you are told.',
      ],
      [
        'Your rights',
        'You may ask this agency to show, copy, complete, correct, stop using or delete your data.',
      ],
      [
        'If you do not give it',
        'Your case is still taken in, but we cannot send you news; you look it up with the case number and lookup code.',
      ],
    ],
  },
} as const;
