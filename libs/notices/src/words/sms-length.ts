/** GSM 03.38 basic alphabet, and its extension table whose signs count twice. */
const GSM = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_TWICE = new Set('€[]{}\\^~|');

const FORMS = { gsm: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } };

/** How many messages an SMS is billed as: 160 signs of GSM-7, or 70 UTF-16 units as soon as one sign is outside it. */
export function smsParts(text: string): number {
  const signs = [...text];
  const gsm = signs.every((sign) => GSM.has(sign) || GSM_TWICE.has(sign));
  const length = gsm ? signs.reduce((sum, sign) => sum + (GSM_TWICE.has(sign) ? 2 : 1), 0) : text.length;
  const { alone, part } = FORMS[gsm ? 'gsm' : 'ucs2'];
  return length <= alone ? 1 : Math.ceil(length / part);
}
