export * from './requests/data-request.entity.js';
export { dataRequest, DataRequests, REQUEST_MAX, type ShownRequest } from './requests/data-requests.js';
export { DataDecisions } from './requests/decisions.js';
export * from './rights.module.js';
