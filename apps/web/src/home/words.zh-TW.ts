export const zhTW = {
  lead: '不論您從哪裡來，一次告訴我們就好。我們會給您一個編號、一個日期，每一步進度都查得到。',
  report: { title: '我要反映', text: '諮詢、建議、陳情或申辦，約 5 分鐘就能填完。' },
  progress: { title: '查詢進度', text: '用案件編號與查詢碼，看案件到了哪一步、何時會有答復。' },
  commitments: { title: '服務承諾', text: '各機關對民眾答應了什麼、多久做到、依據在哪裡。' },
  services: { title: '服務項目', text: '哪些機關、哪些服務、可以用哪些管道。' },
  hotlines: '免付費專線',
  hotlinesText: '想直接和人說話，請撥各機關的專線。',
  stepsTitle: '反映之後會怎樣',
  steps: [
    '收到案件編號與查詢碼',
    '承辦單位受理，需要時轉給專業團隊',
    '在承諾的日期前答復您',
    '結案後寄問卷，問您滿不滿意（須留電子郵件或手機）',
  ],
  siteMap: {
    title: '網站導覽',
    lead: '本網站分為三個區塊，可用下列快速鍵（accesskey）直接到達：',
    keys: {
      U: '上方功能區塊，包含網站名稱、語言切換與主要選單',
      C: '中央內容區塊，為本頁主要內容',
      Z: '下方功能區塊，包含網站資訊',
    },
    keysHow:
      'Windows 的 Chrome、Edge：Alt ＋ 快速鍵；Firefox：Shift ＋ Alt ＋ 快速鍵；Mac：Control ＋ Option ＋ 快速鍵。',
    pages: '本網站的頁面',
    gallery: '介面元件展示',
  },
};
