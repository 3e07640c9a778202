export { Figures } from './figures.js';
export type { Period } from './period.js';
export * from './figures.module.js';
