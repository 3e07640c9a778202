import { describe, expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import { loadSettings, settingsSchema, SettingsError } from './settings.js';

/** Written by hand: the default of each setting. */
const DEFAULTS = {
  PORT: 3000,
  PUBLIC_URL: undefined,
  DATA_DIR: resolve('var/data'),
  DATABASE_URL: undefined,
  REDIS_URL: undefined,
  SMTP_URL: undefined,
  MAIL_FROM: '單一窗口 <desk@localhost>',
  SMS_URL: undefined,
  IMAP_URL: undefined,
  SECRET_KEY: undefined,
  TRUSTED_PROXIES: undefined,
  LOG_LEVEL: 'info',
  INTAKE_PER_ADDRESS_HOUR: 20,
  DRAFTS_PER_ADDRESS_HOUR: 300,
  DRAFT_HOURS: 24,
  STAFF_DRAFT_DAYS: 7,
  MESSAGES_PER_RECIPIENT_DAY: 20,
  STREAMS_PER_PERSON: 10,
  STREAMS: 500,
  IDLE_LOGOUT_MINUTES: 30,
  CITIZEN_SESSION_MINUTES: 30,
  KIOSK_SECONDS: 120,
  KIOSK_PIN: undefined,
  SURVEY_DELAY_MINUTES: undefined,
  SWEEP_SECONDS: 60,
  NOTICE_LEASE_SECONDS: 30,
  DIGEST_SECONDS: 180,
  ATTACHMENT_MB: 10,
  ATTACHMENTS_AT_ONCE: 5,
  ATTACHMENTS_PER_CASE: 100,
  ATTACHMENT_MB_PER_CASE: 300,
  UPLOADS_PER_ADDRESS_HOUR: 60,
  CLAMD_URL: undefined,
  SECURITY_CONTACT: undefined,
  METRICS_TOKEN: undefined,
};
/** Minimum and maximum of each number. */
const RANGES: Record<string, [number, number]> = {
  PORT: [1, 65_535],
  INTAKE_PER_ADDRESS_HOUR: [1, 10_000_000],
  DRAFTS_PER_ADDRESS_HOUR: [1, 10_000_000],
  DRAFT_HOURS: [1, 144],
  STAFF_DRAFT_DAYS: [1, 30],
  MESSAGES_PER_RECIPIENT_DAY: [1, 10_000_000],
  STREAMS_PER_PERSON: [1, 10_000],
  STREAMS: [1, 100_000],
  IDLE_LOGOUT_MINUTES: [1, 1_440],
  CITIZEN_SESSION_MINUTES: [5, 1_440],
  KIOSK_SECONDS: [10, 3_600],
  SURVEY_DELAY_MINUTES: [0, 43_200],
  SWEEP_SECONDS: [1, 3_600],
  NOTICE_LEASE_SECONDS: [3, 3_600],
  DIGEST_SECONDS: [0, 3_600],
  ATTACHMENT_MB: [1, 100],
  ATTACHMENTS_AT_ONCE: [1, 20],
  ATTACHMENTS_PER_CASE: [1, 10_000],
  ATTACHMENT_MB_PER_CASE: [1, 100_000],
  UPLOADS_PER_ADDRESS_HOUR: [1, 10_000_000],
};
const URLS: Record<string, { right: string[]; wrong: string[] }> = {
  PUBLIC_URL: { right: ['http://a.example', 'https://a.example/x'], wrong: ['ftp://a', 'a.example', '/'] },
  DATABASE_URL: { right: ['postgres://u:p@h/d', 'postgresql://h/d'], wrong: ['mysql://h/d', 'sqlite:x'] },
  REDIS_URL: { right: ['redis://h:1', 'rediss://h', 'unix:/x'], wrong: ['http://h'] },
  SMTP_URL: { right: ['smtp://h', 'smtps://u:p@h:465'], wrong: ['http://h'] },
  SMS_URL: { right: ['mitake://u:p@h', 'mitake+http://h'], wrong: ['https://h'] },
  CLAMD_URL: { right: ['tcp://h:3310', 'unix:///run/clamd.ctl'], wrong: ['http://h', '/run/clamd.ctl'] },
  IMAP_URL: { right: ['imap://h', 'imaps://h'], wrong: ['pop3://h'] },
};
const isTaken = (env: NodeJS.ProcessEnv): boolean => {
  try {
    loadSettings(env);
    return true;
  } catch (error) {
    if (error instanceof SettingsError) return false;
    throw error;
  }
};

describe('every setting', () => {
  it('has the default written above', () => {
    const { publicUrl, demo, ...settings } = loadSettings({});
    expect({ ...DEFAULTS, ...settings }).toEqual(DEFAULTS);
    expect(Object.keys(settingsSchema.shape).toSorted()).toEqual(Object.keys(DEFAULTS).toSorted());
    expect([publicUrl, demo]).toEqual(['http://localhost:3000', false]);
  });

  it.each(Object.entries(RANGES))(
    '%s accepts its minimum and maximum, and nothing beyond',
    (name, [least, most]) => {
      for (const value of [least, most])
        expect([value, isTaken({ [name]: String(value) })]).toEqual([value, true]);
      for (const value of [least - 1, most + 1, least + 0.5, 'x', '1e99'])
        expect([value, isTaken({ [name]: String(value) })]).toEqual([value, false]);
    },
  );

  it.each(Object.entries(URLS))('%s accepts only URLs of its kinds', (name, { right, wrong }) => {
    for (const value of right) expect([value, isTaken({ [name]: value })]).toEqual([value, true]);
    for (const value of wrong) expect([value, isTaken({ [name]: value })]).toEqual([value, false]);
  });

  it('must be long enough where it is a secret', () => {
    expect([isTaken({ SECRET_KEY: 'x'.repeat(31) }), isTaken({ SECRET_KEY: 'x'.repeat(32) })]).toEqual([
      false,
      true,
    ]);
    expect([isTaken({ METRICS_TOKEN: 'x'.repeat(15) }), isTaken({ METRICS_TOKEN: 'x'.repeat(16) })]).toEqual([
      false,
      true,
    ]);
  });

  it('has the public address without a trailing slash', () => {
    expect(loadSettings({ PORT: '4000' }).publicUrl).toBe('http://localhost:4000');
    expect(loadSettings({ PORT: '4000', PUBLIC_URL: 'https://desk.example/' }).publicUrl).toBe(
      'https://desk.example',
    );
  });

  it.each(['true', '1', 'on'])('DEMO=%s makes a demonstration', (DEMO) =>
    expect(loadSettings({ DEMO }).demo).toBe(true),
  );
  it.each(['false', '0', 'off', '', 'yes', 'TRUE'])('DEMO=%s does not make a demonstration', (DEMO) =>
    expect(loadSettings({ DEMO }).demo).toBe(false),
  );
});
