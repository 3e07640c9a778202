export type { FirstContactFigures } from './channels.js';
export { Figures } from './figures.js';
export { LONGEST, ServiceFigures, type Measured } from './service-figures.js';
export type { Period } from './period.js';
export * from './figures.module.js';
