import { PRIVACY_NOTICE_VERSION } from './privacy-notice.js';

/** Complete input of each kind: a case logged by an agent, a contact solved at once, a report on the web. */
export const CASE = {
  ...{ service: 'demo.consultation', subject: '路燈', description: '不亮', contact: { name: '王小明' } },
  ...{ channel: 'COUNTER', noticeVersion: PRIVACY_NOTICE_VERSION },
};
export const CONTACT = { channel: 'PHONE', service: 'demo.consultation', topic: '補助', answer: '已說明' };
export const REPORT = {
  service: 'sme.finance-diagnosis',
  subject: '融資',
  description: '內容',
  contact: { name: '林' },
};
