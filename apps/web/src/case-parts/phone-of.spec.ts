import type { OrganisationEntry } from '@app/catalogue';
import { describe, expect, it } from '@jest/globals';
import { hoursWords } from './office-hours.js';
import { phoneOf } from './phone-of.js';

const name = { 'zh-TW': '專線', en: 'Line' };
const HOTLINES: OrganisationEntry['hotlines'] = [
  { number: '0800-000001', name, unit: 'demo.a', services: [] },
  { number: '0800-000002', name, unit: 'demo.b', services: [] },
  { number: '0800-000003', name, unit: 'demo.a', services: ['demo.advice'] },
];

describe('where to call', () => {
  it.each([
    ['02-0000-0001', 'demo.a', 'demo.advice', '02-0000-0001'],
    [undefined, 'demo.b', 'demo.advice', '0800-000003'],
    [undefined, 'demo.b', 'demo.other', '0800-000002'],
    [undefined, 'demo.c', 'demo.other', '0800-000001'],
  ])('a unit with phone %s, %s, for %s: %s', (phone, id, serviceId, number) => {
    expect(phoneOf({ unit: { id, phone }, organisation: { hotlines: HOTLINES }, serviceId })).toBe(number);
  });

  it('is unknown where the agency publishes no number', () => {
    const none = { unit: undefined, organisation: { hotlines: [] }, serviceId: 'demo.advice' };
    expect(phoneOf(none)).toBeUndefined();
    expect(phoneOf({ ...none, organisation: undefined })).toBeUndefined();
  });
});

describe('office hours', () => {
  it('name days that follow each other as a range, others one by one', () => {
    const hours = [
      { days: [5, 1, 2, 3, 4], from: '08:30', to: '17:30' },
      { days: [7, 6], from: '09:00', to: '12:00' },
    ];
    expect(hoursWords(hours, 'zh-TW')).toBe('週一至週五 08:30–17:30、週六至週日 09:00–12:00');
    expect(hoursWords([{ days: [1, 3, 4], from: '09:00', to: '17:00' }], 'en')).toBe(
      'Mon, Wed–Thu 09:00–17:00',
    );
  });
});
