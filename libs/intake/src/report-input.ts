import { CHANNELS } from '@app/catalogue';
import { line, LOCALES, optional, paragraph } from '@app/platform';
import { z } from 'zod';
import { PRIVACY_NOTICE_VERSION } from './privacy-notice.js';
import { MAIL, mailAddress } from './mail-address.js';
import { readTelephone } from './telephone.js';

/** Longest texts a citizen may send; the forms show them as counters. */
export const SUBJECT_MAX = 200;
export const DESCRIPTION_MAX = 4_000;

/** One plain address: no quotes, comments, lists or folding. */
const email = z
  .string()
  .overwrite(mailAddress)
  .max(254)
  .pipe(z.email({ error: 'email', pattern: MAIL }));
const phone = z
  .string()
  .max(40)
  .transform((typed, context) => {
    const read = readTelephone(typed);
    if ('stored' in read) return read.stored;
    context.addIssue({ code: 'custom', message: read.fault, input: typed });
    return z.NEVER;
  })
  .describe('As people write it; stored and returned as E.164, with an extension as `;ext=123`.');

export const contactDetails = z.object({ name: line(100), email: optional(email), phone: optional(phone) });

/** Input of a case, the same on all channels. */
export const report = z.object({
  service: line(100),
  subject: line(SUBJECT_MAX),
  description: paragraph(DESCRIPTION_MAX),
  contact: contactDetails,
  district: optional(line(40)),
  locale: optional(z.enum(LOCALES)),
  confidential: optional(z.boolean()).describe('The petitioner asks that her identity be kept confidential.'),
});

const seconds = optional(z.coerce.number().int().min(0).max(86_400));
const hotlineNumber = optional(line(30)).describe('The line that was called; kept for PHONE only.');

const callRatingScore = z.coerce.number().int().min(1).max(5);
/** What the telephone system, or an agent, says after a call. */
export const callRating = z.object({ rating: callRatingScore });

/** What is kept of a call or visit, whichever way it ends. */
const yes = optional(z.union([z.boolean(), z.stringbool()], { error: 'wrong-type' }));
const callFacts = z.object({
  matter: optional(z.enum(['CONSULTATION', 'PETITION'])),
  readBack: yes.describe('A petition was read back and confirmed: required for one by PHONE or COUNTER.'),
  named: yes.describe('Whether the petitioner gave the real name.'),
  topicCode: optional(line(40)).describe('A code of the topics of the organisation.'),
  need: optional(line(40)).describe('A code of the needs of the organisation.'),
  waited: optional(z.coerce.number().int().min(0).max(86_400)).describe('Seconds before it was answered.'),
  transferredTo: optional(line(100)).describe('Id of the unit that the caller was put through to.'),
  reference: optional(line(100)).describe('Number that the telephone system gave the call.'),
  rating: optional(callRatingScore).describe('Satisfaction before hang-up.'),
  knowledge: optional(line(40)).describe('Id of the entry of the knowledge that the answer was taken from.'),
});
export type CallFacts = z.output<typeof callFacts>;

export const loggedCase = report.extend({
  ...callFacts.shape,
  channel: z.enum(CHANNELS),
  hotline: hotlineNumber,
  answer: optional(paragraph(DESCRIPTION_MAX)).describe(
    'What the caller was told before the case was logged; kept as a note of the case.',
  ),
  receivedOn: optional(z.iso.date('date')).describe(
    'Day on which it came in (收文日期), today by default and at most a year ago; promises count from it. ' +
      'Not kept for PHONE and COUNTER.',
  ),
  document: optional(line(40)).describe('Number of the document (收文文號). Not kept for PHONE and COUNTER.'),
  noticeVersion: optional(line(30)).describe(
    'Version of the privacy notice (§8) that was read out: ' +
      `required for PHONE and COUNTER, now ${PRIVACY_NOTICE_VERSION}; not kept for other channels.`,
  ),
});

export const loggedContact = callFacts.extend({
  channel: z.enum(CHANNELS),
  hotline: hotlineNumber,
  service: line(100),
  topic: line(SUBJECT_MAX),
  answer: paragraph(DESCRIPTION_MAX),
  seconds,
});

/** A call or visit about an existing case. */
export const loggedCaseCall = callFacts.extend({
  channel: z.enum(CHANNELS),
  hotline: hotlineNumber,
  caseNumber: line(40),
  said: optional(paragraph(DESCRIPTION_MAX)),
  answer: optional(paragraph(DESCRIPTION_MAX)),
  seconds,
});
