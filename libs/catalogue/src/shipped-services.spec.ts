import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './load-config.js';
import { MORNING_AT, type OrganisationEntry } from './organisation.schema.js';
import { attachmentsOf, type ServiceEntry } from './service.schema.js';
import { EVENTS, SHIPPED } from './spec-support.js';

/**
 * By hand: who takes which cases by which channels. `accepted`: what staff take in person is accepted at once; `confirmed
 * within`: a report on the web counts once its link was followed, that many days; `files: none`: nothing can be attached.
 */
const SERVICES: Record<string, string[]> = {
  sme: [
    'consultation of instant-service-centre: CONSULTATION by PHONE COUNTER WEB CHATBOT; accepted',
    'startup-consultation of startup-incubation: CONSULTATION by PHONE WEB; accepted',
    'finance-diagnosis of finance-development: CONSULTATION by WEB; accepted',
    'adviser-consultation of management-guidance: CONSULTATION by WEB; accepted',
    'status-certificate of management-guidance: APPLICATION by WEB',
    'youth-loan of finance-development: CONSULTATION by WEB',
    'feedback-mailbox of planning: FEEDBACK_MAILBOX by WEB EMAIL LETTER FAX; confirmed within 3',
    'unsorted of instant-service-centre: ENQUIRY by WEB; unsorted',
    'data-access of instant-service-centre: DATA_SUBJECT_ACCESS by WEB COUNTER LETTER; files: none',
    'data-correction of instant-service-centre: DATA_SUBJECT_CORRECTION by WEB COUNTER LETTER',
  ],
  crc: [
    'consultation of instant-service-centre: CONSULTATION by COUNTER PHONE WEB; accepted',
    'adviser-appointment of instant-service-centre: CONSULTATION by PHONE COUNTER WEB; accepted',
    'visit of single-window: CONSULTATION by PHONE COUNTER WEB; accepted',
    'petition of single-window: PETITION by COUNTER PHONE WEB EMAIL LETTER FAX',
    'feedback-mailbox of single-window: FEEDBACK_MAILBOX by WEB EMAIL LETTER COUNTER; confirmed within 3',
    'unsorted of single-window: ENQUIRY by WEB; unsorted',
    'data-access of single-window: DATA_SUBJECT_ACCESS by WEB COUNTER LETTER; files: none',
    'data-correction of single-window: DATA_SUBJECT_CORRECTION by WEB COUNTER LETTER',
  ],
  aoc: [
    'online-application of service-counter: APPLICATION by WEB COUNTER',
    'enquiry of call-centre: ENQUIRY by PHONE COUNTER WEB; accepted',
    'feedback-mailbox of service-counter: FEEDBACK_MAILBOX by WEB EMAIL PHONE COUNTER LETTER; confirmed within 3',
    'unsorted of service-counter: ENQUIRY by WEB; unsorted',
    'data-access of service-counter: DATA_SUBJECT_ACCESS by WEB COUNTER LETTER; files: none',
    'data-correction of service-counter: DATA_SUBJECT_CORRECTION by WEB COUNTER LETTER',
  ],
  bsmi: [
    'application of business-divisions: APPLICATION by COUNTER WEB LETTER',
    'on-site-service of business-divisions: CONSULTATION by PHONE COUNTER WEB; accepted',
    'feedback-mailbox of secretariat: FEEDBACK_MAILBOX by WEB EMAIL LETTER; confirmed within 3',
    'unsorted of secretariat: ENQUIRY by WEB; unsorted',
    'data-access of secretariat: DATA_SUBJECT_ACCESS by WEB COUNTER LETTER; files: none',
    'data-correction of secretariat: DATA_SUBJECT_CORRECTION by WEB COUNTER LETTER',
  ],
  ida: [
    'head-mailbox of secretariat: HEAD_MAILBOX by WEB EMAIL; confirmed within 3',
    'petition of secretariat: PETITION by WEB EMAIL LETTER FAX COUNTER PHONE; asked with the REPLY',
    'service-mailbox of information: FEEDBACK_MAILBOX by WEB EMAIL; confirmed within 3',
    'enquiry of switchboard: ENQUIRY by PHONE COUNTER; accepted',
    'certificate of business-divisions: APPLICATION by WEB',
    'online-filing-support of online-filing-support: ENQUIRY by PHONE; accepted',
    'waste-reuse-permit of business-divisions: APPLICATION by WEB LETTER',
    'innovation-platform of innovation-platform-office: APPLICATION by WEB',
    'migrant-worker-process of business-divisions: APPLICATION by LETTER COUNTER',
    'competitiveness-centre of competitiveness-centre: CONSULTATION by PHONE WEB COUNTER; accepted',
    'disaster-subsidy of competitiveness-centre: APPLICATION by WEB LETTER COUNTER',
    'biomedical-window of biomedical-window: CONSULTATION by PHONE WEB EMAIL; accepted',
    'waste-resource-window of waste-resource-window: CONSULTATION by PHONE WEB EMAIL; accepted',
    'mit-smile of mit-smile-window: APPLICATION by WEB LETTER',
    'unsorted of service-desk: ENQUIRY by WEB; unsorted',
    'data-access of service-desk: DATA_SUBJECT_ACCESS by WEB COUNTER LETTER; files: none',
    'data-correction of service-desk: DATA_SUBJECT_CORRECTION by WEB COUNTER LETTER',
  ],
  demo: [
    'consultation of service-desk: CONSULTATION by PHONE COUNTER WEB; accepted',
    'finance-diagnosis of guidance: CONSULTATION by PHONE COUNTER WEB; accepted',
    'head-mailbox of registry: HEAD_MAILBOX by WEB EMAIL; confirmed within 3',
    'feedback-mailbox of registry: FEEDBACK_MAILBOX by WEB EMAIL LETTER FAX; kept 3 years',
    'application of guidance: APPLICATION by WEB COUNTER LETTER',
    'subsidy of guidance: APPLICATION by WEB COUNTER LETTER; 20 days; decided: amount document',
    'city-report of city-services: PETITION by PHONE WEB COUNTER EMAIL FAX LETTER CHATBOT; accepted',
    'unsorted of service-desk: ENQUIRY by WEB; unsorted',
    'data-access of registry: DATA_SUBJECT_ACCESS by WEB COUNTER LETTER; files: none',
    'data-correction of registry: DATA_SUBJECT_CORRECTION by WEB COUNTER LETTER',
  ],
};

/** By hand: the units of each agency and those below them; `*`: a partner's team, which gets referrals only. */
const UNITS: Record<string, string> = {
  sme:
    'management-guidance startup-incubation finance-development planning secretariat personnel ethics accounting ' +
    'information management-guidance>instant-service-centre instant-service-centre>*north-desk ' +
    'instant-service-centre>*central-desk instant-service-centre>*south-desk instant-service-centre>*nantou-desk ' +
    'startup-incubation>*startup-portal *county-service-centres',
  crc:
    'single-window single-window>instant-service-centre posted-units posted-units>*sme-post posted-units>*trade-post ' +
    'posted-units>*standards-post posted-units>*export-zone-post *county-service-centres',
  aoc: 'service-counter call-centre',
  bsmi: 'secretariat business-divisions information *branches',
  ida:
    'secretariat secretariat>service-desk secretariat>switchboard information business-divisions ' +
    'information>online-filing-support competitiveness-centre innovation-platform-office biomedical-window ' +
    'waste-resource-window mit-smile-window',
  demo:
    'head-office head-office>service-desk head-office>guidance head-office>registry head-office>city-services ' +
    '*finance-team *startup-team *north-team',
};

/** By hand: the line, who answers it, and what can be asked there. */
const LINES = [
  '0800-056476 sme.instant-service-centre: sme.consultation',
  '0800-589168 sme.startup-incubation: sme.startup-consultation',
  '0800-000000 demo.service-desk: demo.consultation demo.finance-diagnosis',
];

const short = (id: string) => id.slice(id.indexOf('.') + 1);

function rowOf({ id, unit, kind, channels, ...more }: ServiceEntry): string {
  const { confirmation, decision, attachments } = more;
  const asked = decision && Object.entries(decision).flatMap(([what, is]) => (is ? [what] : []));
  return [
    `${short(id)} of ${short(unit)}: ${kind} by ${channels.join(' ')}`,
    more.acceptOnIntake && 'accepted',
    confirmation && `confirmed within ${confirmation.withinDays}`,
    more.surveyAfter && `asked with the ${more.surveyAfter}`,
    more.forUnsorted && 'unsorted',
    more.standardDays && `${more.standardDays} days`,
    asked && `decided: ${asked.join(' ')}`,
    more.retentionYears && `kept ${more.retentionYears} years`,
    attachments && `files: ${attachments.join(' ') || 'none'}`,
  ]
    .filter(Boolean)
    .join('; ');
}

const treeOf = ({ units }: OrganisationEntry): string =>
  units
    .map(({ id, kind, parent }) => {
      const name = `${kind === 'PARTNER' ? '*' : ''}${short(id)}`;
      return parent ? `${short(parent)}>${name}` : name;
    })
    .join(' ');

describe('the agencies that ship', () => {
  const { organisations, services } = loadConfig(SHIPPED, { events: EVENTS });
  const ids = organisations.map(({ id }) => id);

  it.each(ids)('%s offers what the table says, service by service', (agency) => {
    const own = services.filter(({ organisation }) => organisation === agency);
    expect(own.map(rowOf)).toEqual(SERVICES[agency]);
  });

  it('have all the usual times, where the table names none', () => {
    for (const { id, ...times } of services)
      expect({ id, ...times }).toMatchObject({
        ...{ id, closeAfterReplyDays: 7, surveyDelayHours: 24, surveyValidDays: 7, reopenWithinDays: 30 },
        supplementPauses: false,
      });
  });

  it('confirm a report on the web alike: three mails more, and none asked where no address is given', () => {
    const asking = services.flatMap(({ confirmation }) => confirmation ?? []);
    expect(asking).toHaveLength(7);
    for (const confirmation of asking)
      expect(confirmation).toEqual({ withinDays: 3, resends: 3, withoutEmail: 'RECEIVED' });
  });

  it('have their morning sheet at half past eight', () => {
    const hours = organisations.map(({ morningAt = MORNING_AT }) => morningAt);
    expect(new Set(hours)).toEqual(new Set(['08:30']));
  });

  it('take these types of files where they name none', () => {
    expect(attachmentsOf({}).join(' ')).toBe('pdf jpg png heic webp gif odt ods odp docx xlsx pptx txt csv');
  });

  it.each(organisations)('$id has the units of the table', (agency) => {
    expect(treeOf(agency)).toBe(UNITS[agency.id]);
  });

  it('have the lines of the table', () => {
    const lines = organisations.flatMap(({ hotlines }) =>
      hotlines.map(({ number, unit, services: asked }) => `${number} ${unit}: ${asked.join(' ')}`),
    );
    expect(lines.toSorted()).toEqual(LINES.toSorted());
  });
});
