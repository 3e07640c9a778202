import { CHANGE_WORDS } from '@app/sla/clock';
import { eventWords } from './acts-and-events.js';
import { statuses } from './statuses.en.js';
import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  statuses,
  events: eventWords('en'),
  erasedSubject: '(personal data erased)',
  promise: {
    holder: (unit: string) => `Held by: ${unit}`,
    due: 'Expected by',
    duePaused: 'Paused; at the latest, if you answer in time',
    dueNone: 'set when counting goes on',
    pausedUntil: (lastDay: string) =>
      `Paused until you send what is missing, by ${lastDay}; if you send it earlier, the date comes earlier, too.`,
    movedBecause: (before: string, after: string, why: string) => `Was ${before}, now ${after}: ${why}`,
    hoursBar: (used: string, left: string) => `${used} gone, ${left} left (hours:minutes)`,
    colon: ': ',
    semicolon: '; ',
    why: 'Why this date',
    counted: 'counted',
    notCounted: 'not counted',
    bar: (used: number, paused: number, left: number) =>
      paused > 0
        ? `${used} days counted, ${paused} paused, ${left} remaining`
        : `${used} days counted, ${left} remaining`,
    legend: { used: 'counted', paused: 'paused', left: 'remaining' },
    changed: {
      ...CHANGE_WORDS.en,
      RECOUNTED: 'counted again after a change of the office calendar',
      EARLIER_DATE_ACCEPTED: 'brought forward after a change of the office calendar',
    },
    lastChanged: (what: string, date: string) => `Last changed on ${date}: ${what}`,
    moved: (before: string, after: string) => `Moved from ${before} to ${after}`,
    earlierWaits: (date: string) =>
      `A new office calendar would make it ${date}; until a supervisor agrees, the promised date holds`,
    extended: (before: string, after: string) => `Extended from ${before} to ${after}`,
    ended: (date: string) => `Done on ${date}`,
    used: (days: number, ended: boolean) =>
      `Days used${ended ? '' : ' so far'}: ${days} (working days from the day after; pauses left out)`,
    tableWhy: 'Why',
    day: (n: number) => `day ${n}`,
    days: (from: number, to: number) => `days ${from}–${to}`,
    range: (from: string, to: string) => `${from} to ${to}`,
    source: 'Source',
  },
  keys: {
    number: 'Case number',
    code: 'Lookup code',
    codeNote:
      'The lookup code is shown on this page only. Write it down, copy or print it: you need both the number and the code to check progress.',
    readAloud: 'Read these out, sign by sign, and let the caller write them down:',
    toCase: 'Open the case',
  },
  confirmMail: {
    sent: (email, lastDay) =>
      `A mail with a link goes to ${email}. Please open the link and press “confirm” by ${lastDay}, that day included; only then is a case opened and our time limits start to run.`,
    code: 'Number and lookup code cannot replace this: we need to know that the address is yours.',
    missing: 'The mail has not come?',
    wait: 'It can take some minutes; please also look into your spam folder.',
    wrong:
      'If the address is wrong, please change your contact details: we send a link to the new address, and the earlier link no longer works.',
    change: 'Change contact details',
    resend: 'Send the mail again',
    left: (count) =>
      `It can be sent ${count} more times; the days to confirm then count again from that day.`,
    noneLeft: 'It cannot be sent again; if it still has not come, please contact the responsible unit.',
    again: 'We have sent the mail again.',
    full: 'Too many of these mails went to this address today. Please try again tomorrow, or contact the responsible unit.',
  },
  columns: {
    due: 'Next due',
    number: 'Case number',
    subject: 'Subject',
    status: 'Status',
    waits: 'Waiting for',
    holder: 'Handler (unit)',
    channel: 'Channel',
    received: 'Received',
  },
  holder: {
    person: (name: string, unit: string) => `${name} (${unit})`,
    none: (unit: string) => `${unit} (nobody)`,
    deputy: 'Deputy',
    deputyTitle: 'You stand in for the handler, who is away',
  },
  facts: {
    service: 'Service',
    district: 'District',
    received: 'Received',
    description: 'What happened',
    name: 'Name',
    email: 'E-mail',
    phone: 'Telephone',
    confidential: 'Confidentiality',
    confidentialAsked:
      'The petitioner asks for confidentiality: do not disclose name or contact to the person complained of or to others',
  },
  preview: {
    title: 'The answer as the citizen will see it',
    none: 'No answer came with it.',
  },
  acts: {
    title: 'What you can do',
    none: 'There is nothing you can do in this status.',
    done: (act: string) => `Done: ${act}.`,
    unsent: 'What you wrote was not sent; copy it first:',
  },
  fields: {
    text: 'Text',
    messageHint:
      'The citizen reads this on the progress page and is told that it is there; so are the petitioners of cases merged into this one. It is no answer: the time limits go on.',
    noteHint: 'Only staff of the agency can see this; the citizen cannot.',
    replyHint: 'The citizen reads this on the progress page; the notice only says that an answer is there.',
    askedTextHint: 'Goes out as it is approved; the notice only says that an answer is there.',
    question: 'Question or remark',
    questionHint: 'For the approver; the citizen does not see it.',
    reason: 'Reason',
    what: 'What must be corrected or added',
    lastDay: 'Last day to correct',
    unit: 'Unit',
    assignee: 'Unit and handler',
    handler: 'Handler id',
    whom: 'Whom to ask',
    days: 'Answer within how many working days',
    daysHint: '1 to 30 working days, counted from tomorrow',
    due: 'Wanted by',
    commitment: 'Which promise is extended',
    everyCommitment: 'All that can be extended',
    length: 'Extend by',
    lengthHint: 'Such as 10wd (working days), 14d (calendar days), 2w (weeks), 1m (month)',
    approver: 'Whom you ask to approve',
    ground: 'Legal ground',
    grounds: {
      NO_ACTION_INSUFFICIENT: 'No concrete matter, or no real name and contact',
      NO_ACTION_REPEATED: 'The same matter was handled and clearly answered before',
      NO_ACTION_MULTI_ADDRESSED: 'Not our competence, and already addressed to the competent agencies',
    },
    into: 'Case number to join',
    intoHint:
      'Answers and messages in that case will be shown to the petitioner of this one, too; write no one’s personal data in them.',
    approverHint: 'It takes effect when this person approves it; never by yourself',
    agency: 'Agency it goes to',
    partner: 'Partner team',
    partnerBlank: 'Choose a partner team',
    way: 'How',
    outcome: 'Outcome',
    attemptOn: 'Day',
    attemptTime: 'Time',
    attemptTimeHint: 'Such as 14:30',
    attemptText: 'What was said or done',
    moreTime: 'How much more time',
    suggestedPartner: 'Suggest instead',
    suggestedBlank: 'No suggestion',
    confirm: (act: string) => `Confirm: ${act}`,
  },
};
