import type { fields as zhFields, problems as zh } from './problems.zh-TW.js';

export const problems: typeof zh = {
  invalid: 'Some fields need correcting',
  malformed: 'The request cannot be read; please check its format',
  'not-found': 'We cannot find what you asked for',
  'method-not-allowed': 'This address does not take that kind of request',
  'too-large': 'The request is too large',
  'wrong-content-type': 'Wrong content type; please send JSON',
  internal: 'Something went wrong on our side; it has been recorded',
  busy: 'The system is busy; please try again in a moment',
  'calendar-ends':
    'The office calendar of next year is not loaded yet, so no date can be computed; tell whoever runs the system',
  stale: 'Someone has just changed this; reload it and try again',
  'idempotency-key-reused':
    'This was sent already and cannot be sent again with changes; to report something else, start again',
  'already-rated': 'This call has another rating already, which stays',
  'unknown-call': 'This call is not known: it is not logged yet, or was undone',
  'act-not-allowed': 'The present status does not allow this act',
  'approval-pending':
    'A request of this case waits for approval already: wait for the decision, or withdraw it first',
  'nothing-to-approve': 'Nothing waits for approval now; it may have been approved, sent back or withdrawn',
  'own-request': 'What you asked for yourself must be approved by another person',
  'not-own-request': 'Only the person who asked can withdraw it',
  'not-asked': "This is approved by the head of the applicant's unit, or by someone above",
  'approval-impossible':
    'It can no longer be done as asked, for instance because the time limit has passed. Send it back with a reason',
  'time-asked': 'More time is asked for already: wait for the owner to decide',
  'no-time-asked': 'No request for more time waits now',
  'not-unreached': 'There are not three attempts in a row without an answer',
  'time-too-late':
    'The time limit is over: too late for more time. Refuse it with a reason, or recall the referral',
  'no-chase': 'Nothing is asked here now: it was answered, or needs no answer any more',
  'all-chased': 'Every unit that holds a part of the case is asked already; wait for its answer',
  'no-step-left': 'There is no step left to record; perhaps all are done',
  'decision-missing': 'Before a case of this service is closed, its decision is recorded',
  'no-co-handling': 'No opinion is awaited here: it was given or recalled already',
  'referral-open': 'A referral has not been answered or recalled yet, so the case cannot be closed',
  'undo-too-late': 'More than 10 minutes have passed: this record cannot be undone any more',
  'case-merged': 'This case was merged into {into}; please do it there',
  'others-joined': 'Other cases were merged into this one; answer it first, it cannot end without an answer',
  'reopen-too-late': 'The time to reopen this case has passed; please report it again',
  'too-many-reports': 'Too many reports from one address; please try again in an hour',
  'too-many-drafts': 'Too many forms begun from one address; please try again in an hour, or call the agency',
  'too-many-code-requests': 'Too many requests for a new code; please try again in an hour',
  'too-many-codes': 'Too many wrong lookup codes; please try again in 15 minutes',
  'too-many-uploads': 'Too many files from one address; please try again in an hour, or call the agency',
  'storage-full':
    'There is no room for files at present; everything else can be sent, please add files later or ask the agency',
  'file-not-scanned': 'This file has not passed the virus check yet and cannot be downloaded',
  'file-infected': 'This file holds harmful content and cannot be downloaded',
  erased: 'The personal data of this case was erased; nothing can be added',
  'confirmation-replaced': 'There is a newer link to confirm; please use the one in the last mail',
  'confirmation-resends':
    'The mail to confirm was sent too often and cannot be sent again; please contact the responsible unit',
  'nothing-to-confirm': 'There is nothing to confirm about this case now',
  'data-request-open':
    'A request of this kind is being dealt with already: wait for the answer, or write to us on that case',
  'data-request-elsewhere': 'This agency does not take such requests here: please ask it directly',
  'data-request-decided': 'This request was decided already',
  'data-restricted':
    'Use of the personal data of this case was stopped on request, so it cannot be referred: lift the restriction first',
  'retention-decided': 'Somebody has decided on this case already',
  'erase-open': 'The case has not ended: close it before its personal data are erased',
  'erase-promise-runs': 'A promise still runs on the case, such as a further answer: keep it first',
  'erase-main-open': 'The case it was merged into has not ended: erase the data once that case is closed',
  'erase-held': 'The case is under a legal hold: lift the hold first',
  'erase-while-sending': 'A message of this case is being sent: try again in a minute',
  'survey-answered': 'This questionnaire has been answered already. Thank you',
  'too-many-lists': 'Each person can save {max} lists: delete one that is no longer used first',
  'bulk-undo-too-late':
    'After 10 minutes this can no longer be undone at once: assign each case as it should be',
  'sign-in-failed':
    'Account or password is wrong, or the account is locked for now. Five failures in a row lock it for 15 minutes',
  'too-many-sign-ins': 'Too many failed sign-ins from your network; please try again in 15 minutes',
  'too-many-pins': 'Too many wrong PINs; please try again in 15 minutes',
  'not-on-shared-screen':
    'Files are not downloaded to a shared screen: look up your case on a device of your own',
  'too-many-passwords': 'The present password was wrong too often; please try again in 15 minutes',
  'too-many-streams': 'Too many live boards are open; close those you do not need, or try again in a minute',
  'token-unknown': 'The token is unknown, has expired or was revoked',
  'no-such-staff': 'There is no such staff account',
  'form-expired': 'This page was open too long or came from another site; go back and send it again',
};

/** What in a subject looks like personal data. */
const PERSONAL: Record<string, string> = {
  'national-id': 'an ID number',
  phone: 'a telephone number',
  email: 'an e-mail address',
  card: 'a card number',
};

export const fields: typeof zhFields = {
  required: ({ label }) => (label ? `Fill in: ${label}` : 'Fill in this field'),
  'too-long': ({ label, max }) => `${label ? `${label}: use` : 'Use'} at most ${max} characters`,
  'too-big': ({ max }) => `Use a number of at most ${max}`,
  'too-small': ({ min }) => `Use at least ${min}`,
  'wrong-type': () => 'Wrong format',
  'wrong-format': () => 'Wrong format',
  'not-a-choice': () => 'Choose one of the options',
  'unknown-field': ({ fields }) => `Unknown field: ${fields ?? ''}`,
  'control-characters': ({ label }) =>
    `${label ?? 'It'} has control characters that cannot be used; delete them and send again`,
  'direction-signs': ({ label }) =>
    `${label ?? 'This'} contains hidden signs that change the order in which it reads; please delete them`,
  email: () => 'Enter a full e-mail address, such as name@example.com',
  phone: () => 'Enter a valid telephone number, such as 0912-345-678 or 02-2345-6789',
  'phone-area': () =>
    'Enter the whole number beginning with 0: a landline with its area code, such as 02-2345-6789, or a mobile such as 0912-345-678',
  'phone-short': () =>
    'Some digits seem to be missing; enter the whole number, such as 0912-345-678 or 02-2345-6789',
  'phone-extension': () =>
    'Enter the number of the extension (8 digits at most), such as 02-2345-6789 ext. 123, or leave the extension out',
  'phone-premium': () =>
    'This is a premium-rate number that we cannot call or send messages to; please enter another',
  date: () => 'Enter a real date',
  length: () =>
    'Enter a number of working days, such as 10; 5wd (5 working days) or 2w (2 weeks) will do, too',
  cursor: () => 'That page position is not valid; go back to the first page',
  'email-to-confirm': () =>
    'The case still waits for you to confirm by e-mail, so an e-mail address is needed',
  'unknown-service': () => 'Choose a service',
  'not-on-this-channel': () => 'This service does not take reports on the web; please use another channel',
  'notice-version': ({ version }) =>
    `Read out the present version${version ? ` (${version})` : ''} of the privacy notice first`,
  'unknown-entry': () => 'There is no such answer any more; choose again',
  'read-back': () => 'Read the record back to the petitioner and have it confirmed',
  'unknown-hotline': () => 'There is no such line',
  'unknown-unit': () => 'There is no such unit',
  'unknown-partner': () => 'There is no such partner team',
  'not-a-holder': () => 'Choose a unit or handler that holds a part of the case now',
  'already-chased': () => 'This unit is asked already and has not answered yet',
  time: () => 'Enter a time such as 14:30',
  'attempt-when': () => 'Enter a time after you accepted the case, and not in the future',
  'days-1-30': () => 'Enter a whole number from 1 to 30',
  'own-unit': () => 'This unit owns the case: choose another one',
  'already-asked': () => 'This unit is asked already and has not answered yet',
  'not-asked-unit': () => 'This unit is not asked for an opinion now',
  'already-referred': () => 'It is with this team already',
  'same-case': () => 'A case cannot be merged into itself',
  'later-case': () => 'Merge into the case that was received earlier: joined cases count from the first',
  'answered-case': () =>
    'That case has been answered already, and its earlier answers are not passed on; reopen it first, or answer this case itself',
  'unknown-case': () =>
    'There is no such case to merge into: it must be open, of the same agency, and one that you can see',
  'list-name-taken': () => 'You have a list of that name already: choose another name',
  'list-not-shared': () => 'Only heads can share a list with their unit',
  'choose-cases': () => 'Tick the cases first',
  'too-many-cases': ({ max }) => `At most ${max} cases at once`,
  'not-a-case-number': () => 'This is not a case number',
  'unknown-handler': () => 'There is no such handler',
  'unknown-staff': () => 'No active member of staff here has this account; enter the account name',
  'own-approver': () => 'Choose another person to approve it',
  'no-approver': () => 'The approver must head your unit, a unit above it or the agency',
  'not-as-approved': () =>
    'This is not the answer that was approved: restore it, or submit the new text for approval',
  'received-day': () => 'Give the day on which it came in: today or within the last year',
  'not-a-step': () => 'The service has no such step; choose again',
  'step-done': () => 'This step is recorded already',
  'step-order': () => 'A step before it is not done yet; record them in order',
  'before-last-step': () => 'Enter a day no earlier than that of the step before',
  'not-yet': () => 'Enter today or an earlier day',
  'before-receipt': () => 'Enter a day no earlier than the receipt of the case',
  amount: () => 'Enter a whole amount, such as 50000',
  'no-amount': () => 'Decisions of this service have no amount',
  'nothing-granted': () => 'Only an approval has an amount',
  'document-number': () => 'Enter the whole number of the document, such as 經企字第11500012345號',
  'length-or-until': () => 'Enter a number of working days, or a day',
  'length-and-until': () => 'Enter either a number of working days or a day',
  'not-later': () => 'Enter a day after the present date',
  'not-a-working-day': () => 'That is not a working day; enter one',
  'choose-commitment': () => 'The promises end on different days; choose which one is extended',
  'within-a-year': () => 'Enter a day from today until one year from now',
  'nothing-to-extend': () => 'There is no time limit to extend',
  'not-extendable': () => 'This time limit cannot be extended',
  'clock-ended': () => 'It has ended and cannot be extended',
  'extension-too-late': () => 'It is overdue: too late to extend',
  'extended-too-often': () => 'It was extended as often as the rules allow',
  'extension-of-another-unit': () => 'Extend hours in hours and dates in dates',
  'extension-too-long': () => 'Longer than one extension may be',
  'outside-calendar': () => 'The office calendar of that year is not loaded',
  'unknown-organisation': () => 'There is no such organisation',
  'calendar-hours': () => 'Give the hours of a half day, such as 08:30-12:30; none on a day off',
  'password-wrong': () => 'The present password is wrong',
  'password-reused': () => 'Do not use any of your last 3 passwords',
  'password-too-short': () => 'Use at least 10 characters',
  'password-too-simple': () => 'Use three of: capitals, small letters, digits, signs',
  'password-contains-login': () => 'Do not use your account name in the password',
  'days-above-0': () => 'Enter a number of days, 1 or more',
  'login-taken': () => 'This account name is taken',
  'privacy-read': () => 'Please read the notice and tick “I have read this”',
  'personal-data': ({ what }) =>
    `The subject seems to hold ${String(what)
      .split(' ')
      .map((kind) => PERSONAL[kind])
      .join(', ')}: please write it in the details on a later page, or confirm below`,
  'choose-service': () => 'Choose the service your report is about',
  'choose-score': () => 'Choose how satisfied you are',
  'file-empty': () => 'The file is empty',
  'file-too-large': ({ megabytes }) => `The file is too large; each may have ${megabytes} MB`,
  'file-type-unknown': () =>
    'Not a type of file that can be taken; save documents as PDF, ODT or DOCX, photos as JPG or PNG',
  'file-type-not-taken': ({ kinds }) => `This service takes only files of these types: ${kinds}`,
  'file-name-differs': ({ extension, kind }) =>
    `The name ends in .${extension}, but the content is ${kind}; please correct the name and add it again`,
  'file-old-office': () =>
    'An old Office file, or one with a password: it cannot be checked. Remove the password and save it as PDF, ODT or DOCX',
  'file-macros': () => 'The document has macros; please save it without them',
  'file-encrypted': () => 'The document has a password, so the agency could not open it; please remove it',
  'file-nested': () => 'There are other files inside the document; please add them one by one',
  'file-bomb': () => 'The document would become far too large when opened; please save it as PDF',
  'file-mixed': () => 'The file is of two types at once; please save it again and add it',
  'file-damaged': () => 'The file is incomplete or damaged; check that it opens, then add it again',
  'file-too-many-pixels': ({ width, height }) =>
    `The picture is too large (${width} × ${height} pixels); at most 50 million pixels`,
  'file-not-cleanable': () =>
    'The place where this photo was taken cannot be removed from it; please save it as JPG',
  'too-many-files': ({ most }) => `At most ${most} files can be added`,
  'files-not-taken': () => 'This service takes no files',
  'ground-of-refusal': () => 'Choose no ground of refusal to grant it',
  'nothing-corrected': () => 'Fill in at least one corrected value',
  'phone-stored': () => 'This is not a telephone number',
  'files-lost': () => 'The files could not be kept; please choose them again. Your text is here',
  'case-full-of-files': ({ most, megabytes }) =>
    `This case has as many files as it may have (${most} files, ${megabytes} MB together)`,
};
