export const zhTW = {
  title: '個人資料蒐集告知事項',
  anyAgency: '受理您案件的機關',
  always: '隨時可以在「個人資料蒐集告知事項」頁面再看一次',
  version: (v: string) => `告知事項版本 ${v}`,
};
