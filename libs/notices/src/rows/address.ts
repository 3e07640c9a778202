export type MessageChannel = 'EMAIL' | 'SMS';

/** Where one message goes, or why none can. */
export interface Address {
  channel: MessageChannel;
  /** Empty when there is none. */
  to: string;
  suppressed?: 'NO_ADDRESS' | 'NOT_A_MOBILE' | 'ALL_AWAY';
}
