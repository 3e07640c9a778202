import type { Keyring, Locale } from '@app/platform';

/** Everyday things that are easy to say and hard to mishear, in both languages. */
const WORDS = [
  ...[
    '茶杯 teacup',
    '雨傘 umbrella',
    '月亮 moon',
    '蘋果 apple',
    '火車 train',
    '鋼琴 piano',
    '書包 schoolbag',
  ],
  ...['海邊 seaside', '竹子 bamboo', '蝴蝶 butterfly', '枕頭 pillow', '風箏 kite', '橘子 orange', '帽子 hat'],
  ...['燈塔 lighthouse', '麵包 bread', '大象 elephant', '鑰匙 key', '腳踏車 bicycle', '鳳梨 pineapple'],
  ...[
    '山洞 cave',
    '毛巾 towel',
    '松鼠 squirrel',
    '鉛筆 pencil',
    '豆漿 soymilk',
    '窗簾 curtain',
    '河馬 hippo',
  ],
  ...['星星 star', '湯匙 spoon', '花園 garden', '紙鶴 crane', '西瓜 watermelon', '木瓜 papaya', '地圖 map'],
  ...[
    '貓咪 cat',
    '郵票 stamp',
    '籃球 basketball',
    '椰子 coconut',
    '棉被 blanket',
    '沙灘 beach',
    '海豚 dolphin',
  ],
  ...[
    '口琴 harmonica',
    '楓葉 maple',
    '剪刀 scissors',
    '葡萄 grape',
    '烏龜 turtle',
    '相機 camera',
    '彩虹 rainbow',
  ],
  ...['溫泉 hot-spring', '獅子 lion', '吉他 guitar', '玉米 corn', '梯子 ladder', '白雲 cloud', '手套 glove'],
  ...['青蛙 frog', '冰箱 fridge', '芒果 mango', '城堡 castle', '圍巾 scarf', '駱駝 camel', '日記 diary'],
  ...['企鵝 penguin', '筷子 chopsticks', '瀑布 waterfall'],
].map((pair) => pair.split(' ') as [string, string]);

/**
 * 本案暗語: two words that an official says first when calling back, so that the citizen knows that it is no fraud.
 * They follow from the case and the desk's secret: nothing is stored, and the number of the case does not tell them.
 */
export function callBackWords(keyring: Keyring, caseId: string): Record<Locale, string> {
  const [first, second] = [0, 4].map((at) => {
    const number = keyring.mac('call-back', caseId).readUInt32BE(at);
    return WORDS[number % WORDS.length]!;
  });
  return { 'zh-TW': `${first![0]}、${second![0]}`, en: `${first![1]}, ${second![1]}` };
}
