import { describe, expect, it } from '@jest/globals';
import { maskedText } from './masked-text.js';

describe('a text for a team that has not accepted yet', () => {
  it.each([
    ['王小明的貸款被退件，王小明請求協助', '王○○的貸款被退件，王○○請求協助'],
    ['請聯絡 ming@example.tw', '請聯絡 ***@***'],
    ['電話0912-345-678 分機 12', '電話*** 分機 12'],
    ['電話０９１２３４５６７８', '電話***'],
    ['電話 (02) 2720-8889', '電話 (***'],
    ['電話（02）2720－8889，請來電！', '電話（***，請來電！'],
    ['金門電話 325640，分機 12', '金門電話 ***，分機 12'],
    ['身分證 A123456789', '身分證 ***'],
    ['居留證 AB12345678', '居留證 ***'],
    ['中正路12之3號漏水', '中正路○號漏水'],
    ['中正路十二號漏水', '中正路○號漏水'],
    ['第 3 次退件，金額 50 萬元，115 年 9 月', '第 3 次退件，金額 50 萬元，115 年 9 月'],
  ])('%s', (text, masked) => expect(maskedText(text, '王小明')).toBe(masked));

  it('has its marks removed where no name is known', () => {
    for (const name of [null, '', ' ']) expect(maskedText('王小明 0912345678', name)).toBe('王小明 ***');
  });

  it('masks a name that is stored with spaces around it', () => {
    expect(maskedText('王小明申請', ' 王小明 ')).toBe('王○○申請');
  });
});
