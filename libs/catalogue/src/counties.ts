import { z } from 'zod';

/** The 22 counties and cities for which 停止上班 is declared, as the DGPA names them, with their names in English. */
export const COUNTIES: Readonly<Record<string, string>> = {
  臺北市: 'Taipei',
  新北市: 'New Taipei',
  桃園市: 'Taoyuan',
  臺中市: 'Taichung',
  臺南市: 'Tainan',
  高雄市: 'Kaohsiung',
  基隆市: 'Keelung',
  新竹市: 'Hsinchu City',
  新竹縣: 'Hsinchu County',
  苗栗縣: 'Miaoli',
  彰化縣: 'Changhua',
  南投縣: 'Nantou',
  雲林縣: 'Yunlin',
  嘉義市: 'Chiayi City',
  嘉義縣: 'Chiayi County',
  屏東縣: 'Pingtung',
  宜蘭縣: 'Yilan',
  花蓮縣: 'Hualien',
  臺東縣: 'Taitung',
  澎湖縣: 'Penghu',
  金門縣: 'Kinmen',
  連江縣: 'Lienchiang',
};

export const county = z.string().refine((name) => Object.hasOwn(COUNTIES, name), {
  error: 'must be a county or city as the DGPA names it, such as 臺北市',
});

/** The county named in an address, in Chinese (台 or 臺) or English; undefined for none or several. */
export function countyIn(place: string): string | undefined {
  const text = place.replaceAll('台', '臺').toLowerCase();
  const named = Object.entries(COUNTIES).filter(
    ([chinese, english]) => text.includes(chinese) || text.includes(english.toLowerCase()),
  );
  // "New Taipei" contains "Taipei": the longer name is meant
  const [first, second] = named.toSorted(([, a], [, b]) => b.length - a.length);
  if (!first || !second) return first?.[0];
  return first[1].includes(second[1]) ? first[0] : undefined;
}
