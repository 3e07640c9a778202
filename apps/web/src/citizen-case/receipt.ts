import type { EventType, ReadEvent } from '@app/cases';
import type { zhTW } from './words.zh-TW.js';

type ReceiptName = keyof (typeof zhTW)['receipt']['title'];

const NAMES: Partial<Record<EventType, ReceiptName>> = {
  CORRECTED: 'answer',
  SUPPLEMENTED: 'answer',
  MESSAGED: 'message',
  REOPENED: 'reopen',
  WITHDRAWN: 'withdraw',
  CONTACT_CHANGED: 'contact',
};

export interface ReceiptOf {
  name: ReceiptName;
  at: number;
  /** Null once erased, or where there is none. */
  text: string | null;
  /** It came after its last day. */
  late: boolean;
}

/** The receipt of one of her own acts, by the number of its event. */
export function receiptOf(events: readonly ReadEvent[], seq: number): ReceiptOf | undefined {
  const event = events.find((one) => one.seq === seq && one.actorKind === 'citizen');
  const name = event && NAMES[event.type];
  return name && { name, at: event.at, text: event.text, late: event.facts['late'] === true };
}
