import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'Report',
  step: (now: number, all: number) => `Step ${now} of ${all}`,
  draft: {
    title: 'You have a report that is not sent yet',
    text: (saved: string, ends: string) =>
      `Last saved: ${saved}. It is kept encrypted on this site and erased as soon as you send it; if you do not send it, it is erased on ${ends}.`,
    shared: 'On a shared computer, press “Erase it and begin again” before you leave.',
    goOn: 'Go on',
    again: 'Erase it and begin again',
  },
  lost: {
    none: 'This browser holds nothing of what you filled in before: it was erased, you use another browser, or its cookies were cleared. Please begin here; if you have just sent a page, that page is kept.',
    expired:
      'What you filled in before was kept for as long as we may and has been erased. Please begin here; if you have just sent a page, that page is kept.',
    unreadable:
      'What you filled in before cannot be read any more, because a key of this site was changed or the data was damaged. We are sorry. Please begin here; if you have just sent a page, that page is kept.',
  },
  check: {
    title: 'Check your answers before sending',
    lead: 'Once sent, a case is opened and you get its number and lookup code.',
    submit: 'Confirm and send',
  },
  toConfirm: {
    title: 'Please confirm by e-mail; only then is a case opened',
    over: 'No case was opened',
    overText:
      'This report was not confirmed, so nothing is done about it. If you still need it, please report again, or contact the unit below.',
    without: 'You left no e-mail address, so there is nothing to confirm: we have received your case.',
    check: (email, days) =>
      `Once sent, we mail a link to ${email}; please open it and confirm within ${days} days. Only then is a case opened and our time limits start to run. You get a case number and a lookup code.`,
    checkWithout:
      'You left no e-mail address, so there is nothing to confirm: once sent, a case is opened and you get its number and lookup code. We cannot answer you by e-mail.',
    contact: (days) =>
      `This service asks you to confirm by e-mail: we mail you a link, and a case is opened once you have followed it within ${days} days.`,
    contactWithout:
      'You can leave it out: then there is nothing to confirm and we receive your case at once, but we cannot answer you by e-mail.',
    contactRefused:
      'So an e-mail address is required; if you do not use e-mail, please call, write a letter or visit us.',
  },
  done: {
    photograph: (seconds: number) =>
      `Photograph or print your number and code now: this is a shared screen, which is cleared after ${seconds} seconds without a touch. They cannot be seen here again.`,
    title: 'We have received your case',
    codeNote:
      'You need both the number and the lookup code to check progress. Write them down, take a screenshot or print this page; within a day you can open it again in the same browser.',
    newerCode:
      'A new lookup code was issued, so the old one is not shown here any more. Please use the new one.',
    who: 'Who has it',
    unit: 'Responsible unit',
    phone: 'Telephone',
    hours: 'Hours',
    next: 'What happens next',
    noContact:
      'You left no e-mail address and no mobile number, so we cannot send you news. Please look it up here.',
    contact:
      'We tell you when there is news. To protect you, messages never hold the content of your case or our answer; you read those here.',
    apart: 'The case number and the lookup code are sent separately.',
    track: 'Check the progress of this case',
    trackText:
      'Scan the QR code or open the address below: the case number is filled in. You type the lookup code yourself.',
    qr: 'QR code: the address where the progress of this case is looked up',
    promises: 'Dates we promise',
  },
  noReceipt: {
    title: 'There is no receipt here',
    text: 'A receipt is kept for a day in the browser that sent the case, and may have been erased. Look up the progress with the case number and the lookup code; if you do not have the code, please call the responsible unit.',
  },
  sent: {
    title: 'This has been sent',
    text: 'You have sent this form and got a case number; what you filled in is no longer kept here. To add something, look up the progress and contact the responsible unit; to report something else, start again.',
    before: 'You have just sent a case.',
    receipt: 'See its receipt',
    again: 'Report something else',
  },
};
