/** One message to one recipient. `id` is ours, the same on every try: Message-ID of a mail, clientid of an SMS. */
export interface OutgoingMessage {
  id: string;
  to: string;
  /** Mail only. */
  subject?: string;
  text: string;
  html?: string;
  /** Shown in file outboxes so that a newcomer sees what it is. */
  label: string;
}

/**
 * What a gateway said. `UNSURE` means it may have taken the message: nobody can know (RFC 1047).
 * `REFUSED` is final, `LATER` may be tried again.
 */
export type HandOver =
  | { state: 'ACCEPTED'; providerId: string }
  | { state: 'REFUSED'; reason: string }
  | { state: 'LATER'; reason: string }
  | { state: 'UNSURE'; reason: string };

/** The edge to a gateway. `repeatable`: handing over the same id twice reaches the recipient once. */
export abstract class MailTransport {
  abstract readonly repeatable: boolean;
  abstract send(message: OutgoingMessage): Promise<HandOver>;
}

export abstract class SmsTransport {
  abstract readonly repeatable: boolean;
  abstract send(message: OutgoingMessage): Promise<HandOver>;
}
