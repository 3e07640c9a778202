import { describe, expect, it } from '@jest/globals';
import type { ServiceEntry } from '@app/catalogue';
import { serviceShape } from './services.answers.js';

const SERVICE: ServiceEntry = {
  ...{
    id: 'demo.permit',
    organisation: 'demo',
    kind: 'APPLICATION',
    unit: 'demo.guidance',
    channels: ['WEB'],
  },
  name: { 'zh-TW': '許可', en: 'Permit' },
  description: { 'zh-TW': '申請許可', en: 'Apply for a permit' },
  standardDays: 12,
  fee: { 'zh-TW': '免費', en: 'Free of charge' },
} as unknown as ServiceEntry;

describe('a service in the API', () => {
  it('has within how many days it is done and what it costs, in the language asked for', () => {
    expect(serviceShape(SERVICE, 'zh-TW')).toMatchObject({
      standardDays: 12,
      fee: '免費',
      forUnsorted: false,
    });
    expect(serviceShape({ ...SERVICE, forUnsorted: true }, 'en')).toMatchObject({
      ...{ name: 'Permit', description: 'Apply for a permit', fee: 'Free of charge', forUnsorted: true },
      path: '/services/demo.permit',
    });
  });

  it('has null where none are stated', () => {
    const { standardDays: _days, fee: _fee, ...bare } = SERVICE;
    expect(serviceShape(bare as ServiceEntry, 'zh-TW')).toMatchObject({ standardDays: null, fee: null });
  });
});
