export * from './requests/data-request.entity.js';
export { dataRequest, DataRequests, REQUEST_MAX, type ShownRequest } from './requests/data-requests.js';
export { DataDecisions } from './requests/decisions.js';
export * from './rights.module.js';
export { LEFT_OUT_REASONS, type LeftOutReason } from './retention/retention-item.entity.js';
export { Retention, type RetentionLists } from './retention/retention.js';
