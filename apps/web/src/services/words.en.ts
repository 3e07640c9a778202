import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'Services',
  lead: 'What the agencies offer at this window. Choose one to start.',
  unit: 'Responsible unit',
  phone: 'Telephone',
  hotline: 'Line',
  channels: 'Channels',
  days: 'Processing time',
  daysIs: (n: number) => `${n} working day${n === 1 ? '' : 's'}`,
  report: 'Report about this service',
  assumption: 'Our setting',
  reportOf: (service: string) => `Report about ${service}`,
  notOnWeb: 'This service does not take reports on the web; please use the channels above.',
};
