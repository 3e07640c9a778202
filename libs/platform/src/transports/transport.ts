/** One message to one recipient. `id` is ours, the same for every attempt: Message-ID of a mail, clientid of an SMS. */
export interface OutgoingMessage {
  id: string;
  to: string;
  /** Mail only. */
  subject?: string;
  text: string;
  html?: string;
  /** Shown in file outboxes, to explain the message. */
  label: string;
}

/**
 * The answer of a gateway. `UNSURE`: it may or may not have accepted the message (RFC 1047).
 * `REFUSED` is final, `LATER` may be tried again.
 */
export type HandOver =
  | { state: 'ACCEPTED'; providerId: string }
  | { state: 'REFUSED'; reason: string }
  | { state: 'LATER'; reason: string }
  | { state: 'UNSURE'; reason: string };

/** Interface to a gateway. `repeatable`: handing over the same id twice reaches the recipient once. */
export abstract class MailTransport {
  abstract readonly repeatable: boolean;
  abstract send(message: OutgoingMessage): Promise<HandOver>;
}

export abstract class SmsTransport {
  abstract readonly repeatable: boolean;
  abstract send(message: OutgoingMessage): Promise<HandOver>;
}
