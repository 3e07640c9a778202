export * from './survey.entity.js';
export * from './survey-draft.js';
export * from './surveys.js';
export * from './satisfaction.module.js';
