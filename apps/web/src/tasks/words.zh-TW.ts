export const zhTW = {
  title: '我的待辦',
  lead: '最近到期的在前面；逾期的有標示。開啟案件就可以記錄聯繫或完成待辦。',
  mine: '我的，以及單位裡還沒有人處理的',
  others: '單位同仁的',
  empty: '沒有待辦',
  emptyHint: '新的待辦會出現在這裡，也會顯示在案件頁。',
  none: '沒有',
  columns: ['期限', '待辦', '案件', '由誰處理', '已聯繫'],
  overdue: '逾期',
  attempts: (n: number) => `聯繫 ${n} 次`,
  anyone: (unit: string) => `${unit}（尚未指定）`,
};
