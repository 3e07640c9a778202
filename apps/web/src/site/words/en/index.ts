import type { zhTW } from '../zh-TW/index.js';
import { calendar } from './calendar.js';
import { citizen } from './citizen.js';
import { common } from './common.js';
import { desk } from './desk.js';
import { events } from './events.js';
import { fields, problemPages, problems } from './problems.js';
import { statuses } from './statuses.js';

export const en: typeof zhTW = {
  calendar,
  common,
  citizen,
  desk,
  events,
  fields,
  problemPages,
  problems,
  statuses,
};
