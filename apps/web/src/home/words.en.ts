import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  lead: 'Wherever you start, tell us once. You get a number and a date, and you can see every step.',
  report: { title: 'Report', text: 'Ask, suggest, petition or apply. It takes about 5 minutes.' },
  progress: {
    title: 'Check progress',
    text: 'With your case number and lookup code: where it is, and when you will be answered.',
  },
  commitments: {
    title: 'Our promises',
    text: 'What each agency promised, within what time, and where it says so.',
  },
  services: { title: 'Services', text: 'Which agencies, which services, and how to reach them.' },
  hotlines: 'Toll-free lines',
  hotlinesText: 'Would you rather talk to someone? Call an agency line.',
  stepsTitle: 'What happens after you report',
  steps: [
    'You get a case number and a lookup code',
    'The responsible unit accepts it, and passes it to a specialist team if needed',
    'You are answered by the promised date',
    'When the case is closed, a questionnaire asks whether you were satisfied (if you left an e-mail address or a mobile number)',
  ],
  siteMap: {
    title: 'Site map',
    lead: 'Each page has three regions, which you can reach with these access keys:',
    keys: {
      U: 'Top of the page: site name, language and main menu',
      C: 'Main content of the page',
      Z: 'Bottom of the page: about this site',
    },
    keysHow:
      'Chrome and Edge on Windows: Alt + key. Firefox: Shift + Alt + key. Mac: Control + Option + key.',
    pages: 'Pages of this site',
    gallery: 'Pattern gallery',
  },
};
