export const zhTW = {
  title: '公用螢幕',
  on: {
    text: '把這個瀏覽器設成櫃檯的公用螢幕：字放大、按鈕加大，民眾用完或離開後，自動清除她填的內容、附件和開啟的案件。',
    button: '設成公用螢幕',
  },
  off: {
    text: '這個瀏覽器現在是公用螢幕。',
    pin: '離開密碼',
    pinHint: '由機關設定（KIOSK_PIN）。',
    wrong: '離開密碼不對，請再輸入一次。',
    button: '結束公用螢幕',
  },
  still: {
    title: '您還在使用嗎？',
    text: (seconds: number) => `${seconds} 秒後會清除您填的內容，並關閉您開啟的案件。`,
    stay: '繼續使用',
  },
  cleared: {
    title: '已清除，請下一位使用',
    text: '前一位民眾填的內容、附件和開啟的案件都已清除，按「上一頁」也看不到。',
    start: '開始使用',
  },
};
