import { calendar } from './calendar.js';
import { citizen } from './citizen.js';
import { common } from './common.js';
import { desk } from './desk.js';
import { events } from './events.js';
import { fields, problemPages, problems } from './problems.js';
import { statuses } from './statuses.js';

/** The original; its shape is what every other language must match. */
export const zhTW = { calendar, common, citizen, desk, events, fields, problemPages, problems, statuses };
