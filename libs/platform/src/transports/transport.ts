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
abstract class Transport {
  abstract readonly repeatable: boolean;
  abstract send(message: OutgoingMessage): Promise<HandOver>;

  /** Removes copies that are kept here of messages whose ids contain one of these. A gateway keeps none. */
  forget(_ids: readonly string[]): Promise<void> {
    return Promise.resolve();
  }

  /** Ids of our notices of which a copy is kept here. */
  kept(): Promise<string[]> {
    return Promise.resolve([]);
  }
}

export abstract class MailTransport extends Transport {}

export abstract class SmsTransport extends Transport {}
