import type { Settings } from '@app/platform';
import type { MessageChannel } from './address.js';

const URL_OF = { EMAIL: 'SMTP_URL', SMS: 'SMS_URL' } as const satisfies Record<
  MessageChannel,
  keyof Settings
>;

/** Whether messages of a channel leave this machine; otherwise they are files in the outbox. */
export const isReal = (settings: Settings, channel: MessageChannel): boolean =>
  !settings.demo && settings[URL_OF[channel]] !== undefined;
