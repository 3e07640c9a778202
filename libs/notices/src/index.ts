export * from './notice.entity.js';
export * from './notices.module.js';
export { NoticeSender, type StuckNotices } from './notice-sender.js';
export { HolidayMail } from './holiday-mail.js';
export { NoticePlanner } from './planner.js';
export { Alerts, type ShownAlert } from './alerts.js';
export { canBeTold } from './addresses.js';
export { ALWAYS_TOLD, NOTICE_KINDS } from './occasions.js';
export { TemplateError } from './templates.js';
