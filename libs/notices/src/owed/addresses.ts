import type { PetitionerDetails } from '@app/cases';
import type { ChannelPolicy, Owed } from '../kinds/occasions.js';
import type { Address, MessageChannel } from '../rows/address.js';
import { Notice } from '../rows/notice.entity.js';
import type { Recipients, Surrounded } from './circle.js';
import { staffAddresses } from './staff-addressees.js';
import { toldOfChase } from './taken-back.js';

export interface Addressed extends Surrounded {
  /** One for each message. */
  messages: readonly { owed: Owed; address: Address }[];
}

/** Adds where each notice goes. */
export async function withAddresses(so: Surrounded): Promise<Addressed> {
  const messages: { owed: Owed; address: Address }[] = [];
  for (const owed of so.owed)
    messages.push(...(await addressesOf(owed, so)).map((address) => ({ owed, address })));
  return { ...so, messages };
}

async function addressesOf(owed: Owed, so: Surrounded): Promise<Address[]> {
  const { event, context, circle } = so;
  const { to, channels, kind, once } = owed;
  const { manager, file } = context;
  if (once && (await manager.existsBy(Notice, { caseId: file.id, kind }))) return [];
  if (to === 'TOLD_OF_CHASE') return toldOfChase(so);
  if (to !== 'CITIZEN') {
    const staff = staffAddresses(to, event, circle!);
    return staff ? mailTo(staff) : [];
  }
  // the person of an imported case never asked this desk for anything and has no lookup code
  if (file.origin === 'IMPORTED') return [];
  const petitioner = await context.petitioner();
  return petitioner ? [addressOf(channels, petitioner)] : [];
}

/** Taiwanese mobile numbers; the gateways here reach no others, and a 0800 line reads no messages. */
const MOBILE = /^\+8869\d{8}$/;

const ORDER: Record<ChannelPolicy, readonly MessageChannel[]> = {
  MAIL: ['EMAIL'],
  MAIL_ELSE_SMS: ['EMAIL', 'SMS'],
  SMS_ELSE_MAIL: ['SMS', 'EMAIL'],
};

/** Where a message to the petitioner goes, by the policy of its kind. */
export function addressOf(
  policy: ChannelPolicy,
  { email, phone }: Pick<PetitionerDetails, 'email' | 'phone'>,
): Address {
  const given: Record<MessageChannel, string | null> = {
    EMAIL: email,
    SMS: phone && MOBILE.test(phone) ? phone : null,
  };
  const channel = ORDER[policy].find((each) => given[each] !== null);
  if (channel) return { channel, to: given[channel]! };
  return phone === null || policy === 'MAIL'
    ? { channel: ORDER[policy][0]!, to: '', suppressed: 'NO_ADDRESS' }
    : { channel: 'SMS', to: phone, suppressed: 'NOT_A_MOBILE' };
}

/** Whether the petitioner can be sent anything: a landline reads no messages. */
export const canBeTold = (petitioner: Pick<PetitionerDetails, 'email' | 'phone'>): boolean =>
  addressOf('MAIL_ELSE_SMS', petitioner).suppressed === undefined;

/**
 * Mail to staff and units, each address once. Who is away gets a copy that does not count: where no one is at work, one
 * row without an address says so.
 */
export function mailTo({ present, away }: Recipients): Address[] {
  const known = new Map(
    [...present, ...away].filter((a): a is string => Boolean(a)).map((a) => [a.toLowerCase(), a]),
  );
  const mails = [...known.values()].map((to): Address => ({ channel: 'EMAIL', to }));
  if (present.some(Boolean)) return mails;
  return [...mails, { channel: 'EMAIL', to: '', suppressed: mails.length > 0 ? 'ALL_AWAY' : 'NO_ADDRESS' }];
}
