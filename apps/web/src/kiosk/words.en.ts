import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'Shared screen',
  on: {
    text: 'Make this browser the shared screen of a counter: large type and buttons; when a visitor is done or has left, what she typed, her files and her opened case are cleared.',
    button: 'Make it a shared screen',
  },
  off: {
    text: 'This browser is a shared screen now.',
    pin: 'PIN',
    pinHint: 'Set by the agency (KIOSK_PIN).',
    wrong: 'This PIN is not right. Please enter it again.',
    button: 'Stop being a shared screen',
  },
  still: {
    title: 'Are you still there?',
    text: (seconds: number) =>
      `In ${seconds} seconds what you typed is cleared and the case you opened is closed.`,
    stay: 'I am still here',
  },
  cleared: {
    title: 'Cleared for the next visitor',
    text: 'What the last visitor typed, her files and her opened case are cleared; the Back button does not show them either.',
    start: 'Start',
  },
};
