export const zhTW = {
  title: '服務項目',
  lead: '各機關在本窗口提供的服務。選一項即可開始反映。',
  unit: '承辦單位',
  phone: '電話',
  hotline: '專線',
  channels: '管道',
  days: '處理期間',
  daysIs: (n: number) => `${n} 個工作日`,
  report: '反映這項服務',
  assumption: '我們的設定',
  reportOf: (service: string) => `反映「${service}」`,
  notOnWeb: '這項服務不受理網路反映，請用上列管道。',
};
