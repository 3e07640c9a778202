import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  accessibility: {
    title: 'Accessibility statement',
    parts: [
      {
        title: 'What we aim at',
        lines: [
          'This site follows the Taiwanese accessibility rules 2.1, which correspond to WCAG 2.1: level AA throughout, AAA where we can.',
          'Every step works without a mouse and without JavaScript, with text twice as large, in high contrast and with a screen reader.',
        ],
      },
      {
        title: 'How we check',
        lines: [
          'With each change every page and every error is checked by tools, and the whole way of a report and a look-up is walked by keyboard.',
          'The site does not have the accessibility badge yet; an agency that obtains it shows it at the bottom of the home page.',
        ],
      },
      {
        title: 'If something is hard to use',
        lines: [
          'Please call the agency or come to its counter: its staff complete the form with you. The telephone is on the page of each service.',
        ],
      },
    ],
  },
  security: {
    title: 'Privacy and security policy',
    parts: [
      {
        title: 'What we collect',
        lines: [
          'Only what you enter. See “How we use your personal data”.',
          'No cookies for tracking or advertising and nothing from other sites; only the cookies needed for the language, for forms that cannot be forged, for a form not sent yet and for signing in.',
        ],
      },
      {
        title: 'How we protect it',
        lines: [
          'Personal data is stored encrypted, with a key for each case; staff leave a record when they look at a case.',
          'The lookup code never stands in an address; number and code are never in one message.',
          'After too many wrong entries you are asked to wait.',
        ],
      },
      {
        title: 'What you can do',
        lines: ['Keep the lookup code to yourself. No agency calls you to ask for it.'],
      },
    ],
  },
  openData: {
    title: 'Open data',
    parts: [
      {
        title: 'What is open',
        lines: [
          'The services and promises of the agencies, on the pages and as JSON for machines: /api/v1/services and /api/v1/commitments, described at /api/openapi.json.',
          'Cases and personal data are not open.',
        ],
      },
      {
        title: 'Licence',
        lines: ['The conditions of use are announced by the agencies; please name the source.'],
      },
    ],
  },
};
