import { describe, expect, it } from '@jest/globals';
import type { OrganisationEntry, ServiceEntry } from '@app/catalogue';
import { noticeUnread, notOurs } from './known-wrong.js';
import { PRIVACY_NOTICE_VERSION } from './privacy-notice.js';

const CATALOGUE = {
  organisation: (id: string) =>
    id === 'demo' ? ({ id, hotlines: [{ number: '0800-000000' }] } as OrganisationEntry) : undefined,
  service: (id: string) =>
    id === 'demo.consultation' ? ({ id, organisation: 'demo' } as ServiceEntry) : undefined,
};
const wrong = (input: unknown, organisation = 'demo') =>
  notOurs(CATALOGUE, organisation, input).map(({ field, code }) => `${field} ${code}`);

describe('what staff log', () => {
  it.each([null, undefined, 'text', {}, { service: '', hotline: ' ' }, { service: 5, hotline: {} }])(
    '%j names no service and no line: the schema reports what is missing or not a text',
    (input) => expect(wrong(input)).toEqual([]),
  );

  it('may have blanks around ids and numbers', () =>
    expect(wrong({ service: ' demo.consultation ', hotline: ' 0800000000 ' })).toEqual([]));

  it('is refused, with each field, for an organisation that is no longer in the catalogue', () =>
    expect(wrong({ service: 'demo.consultation', hotline: '0800-000000' }, 'gone')).toEqual([
      'service unknown-service',
      'hotline unknown-hotline',
    ]));

  it('names the version of the notice that must be read out', () =>
    expect(noticeUnread({ channel: 'PHONE', noticeVersion: '2020-01' })).toEqual([
      { field: 'noticeVersion', code: 'notice-version', params: { version: PRIVACY_NOTICE_VERSION } },
    ]));
});
