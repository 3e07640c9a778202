export {
  acknowledging,
  ChaseLists,
  type ListsOfDay,
  type OneList,
  type ShownList,
  type ShownRow,
  type UnitOfDay,
} from './chase-lists.js';
export { type ListState } from './list-state.js';
export { Mornings } from './mornings.js';
export { SheetSettings } from './sheet-settings.js';
export { MorningModule } from './morning.module.js';
