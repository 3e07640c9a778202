import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { System } from './system.js';

/** One message as it reached its recipient. */
export interface Delivered {
  /** The notice it belongs to. */
  noticeId: string;
  by: 'file' | 'smtp' | 'mitake';
}

/** Everything that reached a recipient, repeats included. */
export function delivered(system: System): Delivered[] {
  const { mail, sms, folder } = system.parts;
  const mails = mail?.mails.map(({ messageId }) => one('smtp', messageId.replace(/^<|@.*$/g, '')));
  const texts = sms?.messages.map(({ clientId }) => one('mitake', clientId));
  return [...(mails ?? []), ...(texts ?? []), ...files(folder)];
}

/** How often a message was handed to its gateway, delivered or not. */
export function handedOver(system: System, noticeId: string): number {
  const { mail, sms } = system.parts;
  const mails = mail?.mails.filter(({ messageId }) => messageId.includes(noticeId)) ?? [];
  const texts = sms?.attempts.filter(({ clientId }) => clientId === noticeId) ?? [];
  return mails.length + texts.length;
}

/** Number of repeated messages that the SMS gateway recognised by their id. */
export const knownAgain = ({ parts }: System): number =>
  parts.sms?.attempts.filter(({ duplicate }) => duplicate).length ?? 0;

const one = (by: Delivered['by'], noticeId: string): Delivered => ({ by, noticeId });

/** `<kind>-<id>.mail.txt`, the id being a UUID with or without a host. */
function files(folder: string): Delivered[] {
  const names = listed(join(folder, 'outbox')).filter((name) => name.endsWith('.txt'));
  return names.map((name) =>
    one('file', /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(name)?.[0] ?? name),
  );
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
