import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isNetwork } from '../network.js';

const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be a URL starting with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });
const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};
const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'])
  .transform((v) => ['true', '1', 'on'].includes(v));

/** All settings. Each can also be given as `NAME_FILE`, a file that holds the value. */
export const settingsSchema = z.object({
  PORT: whole(1, 65535).default(3000).describe('port of the web process, IPv4 and IPv6'),
  PUBLIC_URL: url('http:', 'https:')
    .optional()
    .describe('address citizens see; https turns on Secure cookies and HSTS'),
  DATA_DIR: z.string().min(1).default('var/data').describe('folder of the database, key, outbox and logs'),
  DATABASE_URL: url('postgres:', 'postgresql:')
    .optional()
    .describe('PostgreSQL; SQLite in DATA_DIR when absent'),
  REDIS_URL: url('redis:', 'rediss:', 'unix:')
    .optional()
    .describe('Redis; bin/up starts a private one when absent'),
  SMTP_URL: url('smtp:', 'smtps:').optional().describe('mail gateway; files in DATA_DIR/outbox when absent'),
  MAIL_FROM: z.string().min(3).default('單一窗口 <desk@localhost>').describe('sender of the mails'),
  SMS_URL: url('mitake:', 'mitake+http:')
    .optional()
    .describe('mitake://user:password@host; files when absent'),
  IMAP_URL: url('imap:', 'imaps:').optional().describe('reserved: mailbox to read; checked, not used yet'),
  SECRET_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('key of the personal data; DATA_DIR/secret.key when absent'),
  TRUSTED_PROXIES: z
    .string()
    .refine((list) => list.split(',').every((network) => isNetwork(network.trim())), {
      message: 'must be addresses or networks such as 10.0.0.0/8, comma separated',
    })
    .optional()
    .describe('addresses or networks whose X-Forwarded-For is believed, comma separated'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .describe('how much is logged'),
  INTAKE_PER_ADDRESS_HOUR: whole(1, 10_000_000)
    .default(20)
    .describe('public reports accepted from one address in an hour'),
  DRAFTS_PER_ADDRESS_HOUR: whole(1, 10_000_000)
    .default(300)
    .describe('forms begun and kept from one address in an hour'),
  DRAFT_HOURS: whole(1, 24 * 6)
    .default(24)
    .describe('what was typed and not sent is erased this long after it was last saved'),
  STAFF_DRAFT_DAYS: whole(1, 30)
    .default(7)
    .describe('what staff typed and did not send is erased this many days after it was last saved'),
  MESSAGES_PER_RECIPIENT_DAY: whole(1, 10_000_000)
    .default(20)
    .describe(
      'receipts of web reports to one number or mail address in a day; more are held for the next days',
    ),
  STREAMS_PER_PERSON: whole(1, 10_000)
    .default(10)
    .describe('live boards that one person may keep open at once, for each web process'),
  STREAMS: whole(1, 100_000)
    .default(500)
    .describe('live boards that all together may keep open at once, for each web process'),
  IDLE_LOGOUT_MINUTES: whole(1, 24 * 60)
    .default(30)
    .describe('idle staff are signed out after this'),
  CITIZEN_SESSION_MINUTES: whole(5, 24 * 60)
    .default(30)
    .describe('a citizen gives number and code again after this long without a visit to her case'),
  KIOSK_SECONDS: whole(10, 3_600)
    .default(120)
    .describe('a shared screen (/kiosk) is cleared after this long without a touch'),
  KIOSK_PIN: z
    .string()
    .min(4, 'must have at least 4 characters')
    .optional()
    .describe('asked for before a browser stops being a shared screen'),
  SURVEY_DELAY_MINUTES: whole(0, 60 * 24 * 30)
    .optional()
    .describe('overrides every service: minutes from the closing, or the reply, to the questionnaire'),
  SWEEP_SECONDS: whole(1, 3_600)
    .default(60)
    .describe('the worker looks this often for timers and messages that no ring announced'),
  NOTICE_LEASE_SECONDS: whole(3, 3_600)
    .default(30)
    .describe('a message whose sender fell silent is taken over after this'),
  DIGEST_SECONDS: whole(0, 3_600)
    .default(180)
    .describe('a warning to staff waits this long for others to the same person; they go out as one mail'),
  ATTACHMENT_MB: whole(1, 100).default(10).describe('largest file that can be attached'),
  ATTACHMENTS_AT_ONCE: whole(1, 20).default(5).describe('files attached to one report, answer or message'),
  ATTACHMENTS_PER_CASE: whole(1, 10_000).default(100).describe('files of one case'),
  ATTACHMENT_MB_PER_CASE: whole(1, 100_000).default(300).describe('megabytes of all files of one case'),
  UPLOADS_PER_ADDRESS_HOUR: whole(1, 10_000_000)
    .default(60)
    .describe('files taken from one address of a citizen in an hour'),
  CLAMD_URL: url('tcp:', 'unix:')
    .optional()
    .describe(
      'clamd that scans files: tcp://host:3310 or unix:///run/clamav/clamd.ctl; not scanned when absent',
    ),
  SECURITY_CONTACT: url('mailto:', 'https:', 'tel:')
    .optional()
    .describe('where to report a weakness, mailto: or https:; shown in /.well-known/security.txt'),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('bearer token for /metrics and /api/docs from other machines'),
});

export type Settings = z.infer<typeof settingsSchema> & { publicUrl: string; demo: boolean };
export const SETTINGS = Symbol('settings');

/** All faults of the environment, one line each. */
export class SettingsError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
  }
}

/** Settings from the environment. Throws `SettingsError` that lists every problem at once. */
export function loadSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const parsed = settingsSchema.safeParse(readSecretFiles(env));
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((i) => `setting ${i.path.join('.')}: ${i.message}`));
  }
  const data = parsed.data;
  return {
    ...data,
    DATA_DIR: resolve(data.DATA_DIR),
    publicUrl: (data.PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/$/, ''),
    demo: flag.catch(false).parse(env['DEMO'] ?? 'false'),
  };
}

function readSecretFiles(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const names = Object.keys(settingsSchema.shape);
  return Object.fromEntries(
    names.map((name) => [name, blankIsAbsent(env[name]) ?? fromFile(env[`${name}_FILE`])]),
  );
}

const blankIsAbsent = (value?: string) => (value === '' ? undefined : value);
const fromFile = (path?: string) => (path ? readFileSync(path, 'utf8').trim() : undefined);
