import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './load-config.js';
import { ConfigError } from './problems.js';

/** The configuration that ships with the system. */
export const SHIPPED = join(import.meta.dirname, '../../../config');

/** History event types, as in docs/case-life.md. */
export const EVENTS = (
  'CONFIRMED CONFIRMATION_LAPSED RECEIVED ACCEPTED ASSIGNED REASSIGNED REFERRED REFERRAL_ACCEPTED REFERRAL_RETURNED ' +
  'REFERRAL_RECALLED REFERRAL_REPLIED CHASE_SENT CHASE_ANSWERED CO_HANDLING CO_HANDLING_ANSWERED CO_HANDLING_RECALLED CORRECTION_REQUESTED CORRECTED CORRECTION_LAPSED SUPPLEMENT_REQUESTED ' +
  'SUPPLEMENTED EXTENDED SUBMITTED APPROVAL_ASKED APPROVAL_WITHDRAWN APPROVED SENT_BACK INTERIM_REPLIED REPLIED CLOSED REOPENED NO_ACTION WITHDRAWN MERGED ' +
  'TRANSFERRED DISSATISFIED SUPPLEMENTARY_REPLIED SURVEY_SENT SURVEY_ANSWERED NOTED MESSAGED ADOPTED'
).split(' ');

const TEMPLATE = {
  'organisations/abc.yaml': `id: abc
prefix: ABC
name: { zh-TW: 甲機關, en: Agency A }
hotlines:
  - { number: 0800-111111, name: { zh-TW: 專線, en: Line }, unit: abc.desk, services: [abc.advice] }
units:
  - { id: abc.desk, name: { zh-TW: 服務台, en: Desk } }
  - { id: abc.team, name: { zh-TW: 團隊, en: Team }, kind: PARTNER, parent: abc.desk }
`,
  'organisations/xyz.yaml': `id: xyz
prefix: XYZ
name: { zh-TW: 乙機關, en: Agency B }
units:
  - { id: xyz.desk, name: { zh-TW: 服務台, en: Desk } }
`,
  'services/abc.yaml': `organisation: abc
services:
  - id: abc.advice
    name: { zh-TW: 諮詢, en: Advice }
    description: { zh-TW: 說明, en: About }
    unit: abc.desk
    kind: CONSULTATION
    channels: [PHONE]
`,
  'services/xyz.yaml': `organisation: xyz
services:
  - id: xyz.advice
    name: { zh-TW: 諮詢, en: Advice }
    description: { zh-TW: 說明, en: About }
    unit: xyz.desk
    kind: CONSULTATION
    channels: [PHONE]
`,
  'commitments/abc.yaml': `organisation: abc
document: { zh-TW: 計畫, en: Plan }
commitments:
  - id: abc.answer
    kind: clock
    services: [abc.advice]
    title: { zh-TW: 答復, en: Answer }
    text: { zh-TW: 說明, en: About }
    source: { clause: 一, quote: 五日內答復 }
    subject: CASE
    length: 5wd
    startOn: [RECEIVED]
    stopOn: [REPLIED]
    cancelOn: [WITHDRAWN]
    ladder:
      - { at: 70%, to: [CASE_HANDLER], name: warn-70 }
`,
};

type File = keyof typeof TEMPLATE;

/** Writes a small valid configuration to a new folder, with one text replaced in one file. */
export function configWith(file?: File, find = '', replacement = ''): string {
  const directory = join(mkdtempSync(join(tmpdir(), 'config-')), 'config');
  cpSync(join(SHIPPED, 'calendars'), join(directory, 'calendars'), { recursive: true });
  for (const [name, text] of Object.entries(TEMPLATE)) {
    cpSync(join(SHIPPED, 'README.md'), join(directory, name));
    if (name === file && !text.includes(find)) throw new Error(`the template has no "${find}"`);
    writeFileSync(join(directory, name), name === file ? text.replace(find, replacement) : text);
  }
  return directory;
}

/** The problems reported when loading; empty when there are none. */
export function problemsOf(directory: string): readonly string[] {
  try {
    loadConfig(directory, { events: EVENTS });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

export const bytesOf = (path: string): Buffer => readFileSync(join(SHIPPED, path));
