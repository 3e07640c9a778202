export * from './survey.entity.js';
export * from './surveys.js';
export * from './satisfaction.module.js';
