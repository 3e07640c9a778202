import { Catalogue } from '@app/catalogue';
import { CaseReader } from '@app/cases';
import { days, SetTime, type Settings } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import type { Screen } from '../commands/screen.js';
import { withDesk } from '../open-desk.js';
import { Player } from './player.js';
import { signInsOf } from './sign-ins.js';
import { CALLS_SOLVED, STORIES } from './stories.js';

/** The stories reach this far back. */
const PAST = days(40);

/** Makes a small desk with a history, through the same services as real cases, with the time set to the past. */
export async function loadDemonstration(settings: Settings, screen: Screen): Promise<void> {
  const time = new SetTime(Date.now() - PAST);
  const start = Date.now();
  await withDesk((desk) => load(desk, time, start, screen), { settings, time: time });
}

async function load(
  desk: INestApplicationContext,
  time: SetTime,
  start: number,
  screen: Screen,
): Promise<void> {
  const cases = desk.get(CaseReader);
  if ((await cases.hasAny('LIVE')) || (await cases.hasAny('IMPORTED'))) {
    throw new Error('this database has real cases: --demo is refused; give another DATA_DIR');
  }
  const signIns = await signInsOf(desk);
  if (!(await cases.hasAny('DEMONSTRATION'))) {
    await new Player(desk, time, desk.get(Catalogue).calendarOf('demo'), start, signIns.actors).play();
    screen.line(`demonstration desk loaded: ${STORIES.length} cases, ${CALLS_SOLVED.length} calls`);
  }
  time.set(start);
  screen.hint('demonstration only: nothing is sent, messages are files in DATA_DIR/outbox');
  signIns.lines.forEach((line) => screen.hint(line));
}
