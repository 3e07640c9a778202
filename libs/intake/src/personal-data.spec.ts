import { describe, expect, it } from '@jest/globals';
import { isCard, isNationalId, personalDataIn } from './personal-data.js';

describe('personal data in a subject', () => {
  it.each([
    ...['A123456789', 'F131104093', 'Y123456788', 'A800000014', 'A870000015', 'A880000018', 'A890000011'],
    ...['AB23456789', 'AA00000009'],
  ])('%s is a national ID or resident certificate number', (id) => {
    expect([isNationalId(id), personalDataIn(`我是${id}的王小明`)]).toEqual([true, ['national-id']]);
    expect(personalDataIn(`我是 ${id.toLowerCase()}`)).toEqual(['national-id']);
    const last = (Number(id.at(-1)) + 1) % 10;
    expect(isNationalId(`${id.slice(0, -1)}${last}`)).toBe(false);
  });

  it('a card number passes Luhn', () => {
    expect(['4111111111111111', '4111111111111112', '0000000000000000'].map(isCard)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.each([
    ['請撥 0912-345-678 找我', ['phone']],
    ['請撥（02）2345-6789 分機 12', ['phone']],
    ['電話０９１２３４５６７８', ['phone']],
    ['+886 912 345 678', ['phone']],
    ['寫信到 ming＠example．tw', ['email']],
    ['卡號 4111-1111-1111-1111 被盜刷', ['card']],
    ['卡號4111 1111 1111 1111', ['card']],
    ['A123456789 電話 0912345678', ['national-id', 'phone']],
  ])('%s is pointed out', (subject, kinds) => expect(personalDataIn(subject)).toEqual(kinds));

  it.each([
    ...['路燈不亮', '0800-056476 打不通', '1999 專線', '案件 SME-1150821-00042-7 進度', '統一編號 04595257'],
    ...[
      'A123456788 有誤',
      '民國115年11月29日 10:30',
      '2026-11-29',
      '罰單 1150821000427',
      '金額 1,234,567 元',
    ],
    ...['第 0912 號公文', '@台北', '4111 1111', '中正路 123 號之 4', '0204-123456'],
  ])('%s is not', (subject) => expect(personalDataIn(subject)).toEqual([]));
});
