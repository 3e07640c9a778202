export { ChaseLists, type ListsOfDay, type OneList, type ShownRow, type UnitOfDay } from './chase-lists.js';
export { ChaseList, ChaseListRow } from './chase-list.entity.js';
export { READ_BY_HOUR, type ListState } from './list-state.js';
export { Mornings } from './mornings.js';
export { SheetSettings } from './sheet-settings.js';
export { MorningModule } from './morning.module.js';
