export type { ChannelFigures, FirstContactFigures } from './channels.js';
export { Figures, type ReportFigures } from './figures.js';
export type { Period } from './period.js';
export type { PromiseFigures } from './promises.js';
export * from './figures.module.js';
