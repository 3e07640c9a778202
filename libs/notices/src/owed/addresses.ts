import type { PetitionerDetails } from '@app/cases';
import type { Told } from './circle.js';
import type { ChannelPolicy } from '../kinds/occasions.js';
import type { Address, MessageChannel } from '../rows/address.js';

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

/**
 * Mail to staff and units, each address once. Who is away gets a copy, which counts as told to none: where nobody is
 * at work, one row without an address says so.
 */
export function mailTo({ present, away }: Told): Address[] {
  const known = new Map(
    [...present, ...away].filter((a): a is string => Boolean(a)).map((a) => [a.toLowerCase(), a]),
  );
  const mails = [...known.values()].map((to): Address => ({ channel: 'EMAIL', to }));
  if (present.some(Boolean)) return mails;
  return [...mails, { channel: 'EMAIL', to: '', suppressed: mails.length > 0 ? 'ALL_AWAY' : 'NO_ADDRESS' }];
}
