import type { PetitionerDetails } from '@app/cases';
import type { ChannelPolicy } from './occasions.js';

export type MessageChannel = 'EMAIL' | 'SMS';

/** Where one message goes, or why none can. */
export interface Address {
  channel: MessageChannel;
  /** Empty when there is none. */
  to: string;
  suppressed?: 'NO_ADDRESS' | 'NOT_A_MOBILE';
}

/** Taiwanese mobile numbers; the gateways here reach no others, and a 0800 line reads no messages. */
const MOBILE = /^\+8869\d{8}$/;

const ORDER: Record<Exclude<ChannelPolicy, 'MAIL'>, readonly MessageChannel[]> = {
  MAIL_ELSE_SMS: ['EMAIL', 'SMS'],
  SMS_ELSE_MAIL: ['SMS', 'EMAIL'],
};

/** The way to a petitioner under a policy. */
export function addressOf(
  policy: Exclude<ChannelPolicy, 'MAIL'>,
  { email, phone }: Pick<PetitionerDetails, 'email' | 'phone'>,
): Address {
  const given: Record<MessageChannel, string | null> = {
    EMAIL: email,
    SMS: phone && MOBILE.test(phone) ? phone : null,
  };
  const channel = ORDER[policy].find((each) => given[each] !== null);
  if (channel) return { channel, to: given[channel]! };
  return phone === null
    ? { channel: ORDER[policy][0]!, to: '', suppressed: 'NO_ADDRESS' }
    : { channel: 'SMS', to: phone, suppressed: 'NOT_A_MOBILE' };
}

/** Whether notices reach her at all: a landline reads no messages. */
export const canBeTold = (petitioner: Pick<PetitionerDetails, 'email' | 'phone'>): boolean =>
  addressOf('MAIL_ELSE_SMS', petitioner).suppressed === undefined;

/** Mail to staff and units, each address once; one row without an address says that nobody could be told. */
export function mailTo(addresses: readonly (string | null | undefined)[]): Address[] {
  const known = new Map(addresses.filter((a): a is string => Boolean(a)).map((a) => [a.toLowerCase(), a]));
  if (known.size === 0) return [{ channel: 'EMAIL', to: '', suppressed: 'NO_ADDRESS' }];
  return [...known.values()].map((to) => ({ channel: 'EMAIL', to }));
}
