import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  signIn: {
    title: 'Sign in to the desk',
    login: 'Account',
    password: 'Password',
    submit: 'Sign in',
    help: 'After five wrong tries an account is locked for 15 minutes. If you forgot your password, ask your administrator.',
  },
  password: {
    title: 'Change password',
    must: 'This is your first sign-in: choose a new password first.',
    current: 'Current password',
    fresh: 'New password',
    freshHint:
      'At least 10 characters of three kinds: upper case, lower case, digits, signs. Not one of your last three.',
    submit: 'Change password',
    done: 'Your password is changed.',
    absences: 'Absences and deputies',
    mails: 'Daily mails',
  },
  mails: {
    title: 'Daily mails',
    sheet: 'Send me the morning sheet by mail on each working day',
    hint: 'Numbers, case numbers, days left and units; no personal data of citizens. While you are away your deputy gets it.',
    yes: 'Yes, send it',
    no: 'No',
    submit: 'Save',
    done: 'It is saved.',
    open: 'See the morning sheet',
  },
};
