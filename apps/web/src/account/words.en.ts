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
  },
};
