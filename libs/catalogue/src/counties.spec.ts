import { describe, expect, it } from '@jest/globals';
import { COUNTIES, countyIn } from './counties.js';

describe('the county that an address names', () => {
  it.each(Object.entries(COUNTIES))('%s, %s', (chinese, english) => {
    expect(countyIn(`${chinese}中正區`)).toBe(chinese);
    expect(countyIn(`1 Main Road, ${english}`)).toBe(chinese);
    expect(countyIn(english.toUpperCase())).toBe(chinese);
  });

  it('is written with either sign', () => {
    expect(['台北市', '台中市', '台南市', '台東縣'].map(countyIn)).toEqual([
      ...['臺北市', '臺中市', '臺南市', '臺東縣'],
    ]);
    expect(countyIn('台灣台南市台灣路')).toBe('臺南市');
  });

  it('is none where none is named, or several', () => {
    for (const place of ['', '中正區', '板橋', '臺北市與高雄市之間', 'Taipei or Kaohsiung', 'Hsinchu'])
      expect([place, countyIn(place)]).toEqual([place, undefined]);
  });

  it('is the longer name where one holds the other', () => {
    expect(countyIn('New Taipei City')).toBe('新北市');
  });
});
