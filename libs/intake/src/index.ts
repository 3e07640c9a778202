export * from './contact.entity.js';
export * from './report-input.js';
export * from './privacy-notice.js';
export * from './telephone.js';
export * from './intake.js';
export * from './public-offer.js';
export * from './import/index.js';
export * from './intake.module.js';
