import { someText } from '@app/platform';
import { z } from 'zod';
import { ATTACHMENT_KINDS, type AttachmentKind } from './attachment-kinds.js';
import { entryId, organisationId } from './identifiers.js';
import { localisedSchema } from './localised.js';

/** The kind of cases that a service takes; commitments name kinds in `appliesTo`. */
export const SERVICE_KINDS = [
  'CONSULTATION',
  'ENQUIRY',
  'PETITION',
  'HEAD_MAILBOX',
  'FEEDBACK_MAILBOX',
  'APPLICATION',
  'DATA_SUBJECT_ACCESS',
  'DATA_SUBJECT_CORRECTION',
] as const;

export const CHANNELS = ['PHONE', 'COUNTER', 'WEB', 'EMAIL', 'FAX', 'LETTER', 'DROP_BOX', 'CHATBOT'] as const;

export const FORM_FORMATS = ['odt', 'ods', 'pdf'] as const;

export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** A form to download: files of this name under config/forms/<organisation>/, one for each format. */
const formSchema = z.strictObject({
  label: localisedSchema,
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'must be lower case words joined by hyphens' }),
  formats: z.array(z.enum(FORM_FORMATS)).min(1),
  /** A filled example, not the empty form. */
  example: z.boolean().optional(),
});

/** What to bring or send, with the forms for it. */
const paperSchema = z.strictObject({
  name: localisedSchema,
  forms: z.array(formSchema).optional(),
});

const codes = (form: RegExp, example: string) =>
  z.array(z.string().regex(form, { error: `must look like ${example}` })).optional();

/** Three characters each: theme digits, administration digits or a letter and two digits, service a letter and two. */
const classesSchema = z.strictObject({
  theme: codes(/^[0-9]{3}$/, '170'),
  cake: codes(/^[0-9A-Z][0-9]{2}$/, '140 or C21'),
  service: codes(/^[A-Z][0-9]{2}$/, 'E10'),
});

/** A step of the agency's work on a case, such as a visit or a meeting. */
const workStepSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'must be lower case words joined by hyphens' }),
  name: localisedSchema,
  /** What the citizen reads once it is done. */
  public: localisedSchema,
  /** May be left out; no other step is done before those that stand above it. */
  optional: z.literal(true).optional(),
});

/** A coded decision is recorded before a case is closed. */
const decisionSchema = z.strictObject({
  /** An approval names an amount, in New Taiwan dollars. */
  amount: z.boolean().default(false),
  /** The number and date of the document that went out are asked for, too. */
  document: z.boolean().default(false),
});

const days = z.int().min(1).max(366);

/** How many times she can have the link sent again, where the service says nothing else. */
export const USUAL_RESENDS = 3;

/** A report on the web counts only once she has followed the link that is mailed to her. */
const confirmationSchema = z.strictObject({
  /** Calendar days after the day on which the link was sent; it can be used until the end of the last one. */
  withinDays: z.int().min(1).max(30),
  /** How many times she can have the link sent again. */
  resends: z.int().min(0).max(10).default(USUAL_RESENDS),
  /** What happens to a report without an e-mail address: it is received at once, or the address is required. */
  withoutEmail: z.enum(['RECEIVED', 'REFUSED']).default('RECEIVED'),
});

export const serviceSchema = z.strictObject({
  id: entryId,
  organisation: organisationId,
  name: localisedSchema,
  description: localisedSchema,
  /** The unit responsible until another is assigned. */
  unit: entryId,
  kind: z.enum(SERVICE_KINDS),
  channels: z.array(z.enum(CHANNELS)).min(1),
  /** A call or visit taken by staff is accepted at once (受理), without a second step. */
  acceptOnIntake: z.boolean().default(false),
  /** A request for a supplement (補陳) pauses the clocks; by default it does not. */
  supplementPauses: z.boolean().default(false),
  closeAfterReplyDays: days.default(7),
  /**
   * When the questionnaire is sent: with the reply, or after closing. Absent: for a mailbox with the reply, else
   * after closing.
   */
  surveyAfter: z.enum(['REPLY', 'CLOSING']).optional(),
  /** Hours after closing; a questionnaire sent with the reply does not wait. */
  surveyDelayHours: z
    .int()
    .min(0)
    .max(24 * 90)
    .default(24),
  surveyValidDays: days.default(7),
  reopenWithinDays: days.default(30),
  /** Absent: reports on the web are received at once. Other channels never ask. */
  confirmation: confirmationSchema.optional(),
  /** Years the case is kept after closing; absent until the agency sets it. */
  retentionYears: z.int().min(1).max(30).optional(),
  /** Published working days of the service, which run as a promise; absent where no plan states them (由機關公告). */
  standardDays: days.optional(),
  /** What the agency does with a case, in order; each is recorded once. */
  workSteps: z.array(workStepSchema).min(1).optional(),
  /** Absent: a decision may be recorded and is not asked for. */
  decision: decisionSchema.optional(),
  /** What people call it, beside its name (路燈不亮): searched, not shown. */
  keywords: z.array(someText).optional(),
  /** Reports that fit no other service of the agency come here, and its unit sorts them. */
  forUnsorted: z.literal(true).optional(),
  /** What the citizen does, in order. */
  steps: z.array(localisedSchema).min(1).optional(),
  papers: z.array(paperSchema).min(1).optional(),
  fee: localisedSchema.optional(),
  /** Types of files it takes; all that we know where absent, none where empty. */
  attachments: z.array(z.enum(ATTACHMENT_KINDS)).optional(),
  /** Codes of 分類檢索 (MyEGov): the agency chooses them. */
  classes: classesSchema.optional(),
  source: z.strictObject({ clause: someText, quote: someText }).optional(),
  /** What the plan leaves open and we had to decide, such as the unit or the channels; shown with the service. */
  assumption: localisedSchema.optional(),
});

export type ServiceEntry = z.infer<typeof serviceSchema>;
export type WorkStep = z.infer<typeof workStepSchema>;
export type ServiceForm = z.infer<typeof formSchema>;

const MAILBOXES: readonly ServiceKind[] = ['HEAD_MAILBOX', 'FEEDBACK_MAILBOX'];

/** After which event the questionnaire of a service is sent. */
export const surveyAfter = (service: Pick<ServiceEntry, 'kind' | 'surveyAfter'>): 'REPLIED' | 'CLOSED' => {
  const { kind, surveyAfter: said = MAILBOXES.includes(kind) ? 'REPLY' : 'CLOSING' } = service;
  return said === 'REPLY' ? 'REPLIED' : 'CLOSED';
};

/** The types of files that a service takes. */
export const attachmentsOf = (service: Pick<ServiceEntry, 'attachments'>): readonly AttachmentKind[] =>
  service.attachments ?? ATTACHMENT_KINDS;
