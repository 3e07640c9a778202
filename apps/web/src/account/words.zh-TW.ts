export const zhTW = {
  signIn: {
    title: '服務台登入',
    login: '帳號',
    password: '密碼',
    submit: '登入',
    help: '連續輸入錯誤 5 次，帳號會鎖定 15 分鐘。忘記密碼請洽系統管理者。',
  },
  password: {
    title: '變更密碼',
    must: '這是第一次登入，請先變更密碼。',
    current: '目前密碼',
    fresh: '新密碼',
    freshHint: '至少 10 個字元，含大寫、小寫、數字、符號其中三種；不可與最近三次相同。',
    submit: '變更密碼',
    done: '密碼已變更。',
    absences: '請假與代理人',
  },
};
