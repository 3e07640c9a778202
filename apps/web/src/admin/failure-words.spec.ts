import { describe, expect, it } from '@jest/globals';
import { failureWords } from './failure-words.js';

describe('why work failed', () => {
  it.each([
    ['interrupted while sending', '寄送到一半中斷，不確定是否送達'],
    ['its sender died 5 times', '處理時程式連續多次中止'],
    ['could not be made into a message (TypeError)', '依範本與案件資料產生不出訊息'],
    ['could not be read', '檔案讀不出來'],
    ['scanner away', '掃毒服務沒有回應'],
  ])('%s is said in the language of the reader', (reason, words) => {
    expect(failureWords(reason, 'zh-TW')).toBe(words);
    expect(failureWords(reason, 'en')).toMatch(/^[A-Z][ -~]+$/);
  });

  it.each([null, '550 mailbox unavailable', 'it was interrupted while sending'])(
    '%p is left as it is',
    (reason) => expect(failureWords(reason, 'zh-TW')).toBeUndefined(),
  );
});
