import type { Slip } from '../slip.js';

const ROUNDS = 'apps/worker/src/rounds.ts';
const WATCHDOG = 'apps/worker/src/watchdog.ts';
const MODULE = 'apps/worker/src/worker.module.ts';
const ROUNDS_SPEC = 'apps/worker/src/rounds.spec.ts';
const WATCHDOG_SPEC = 'apps/worker/src/watchdog.spec.ts';
const WORKER_SPEC = 'apps/worker/src/worker.room-spec.ts';

export const SLIPS: Slip[] = [
  {
    file: ROUNDS,
    right: "await this.step('calendar', () => this.recount.look());",
    wrong: '',
    slip: 'the worker never looks for a new calendar',
    harm: 'a calendar that came with an upgrade moves no date',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right:
      "await this.step('catalogue', () => this.catalogue.refresh());\n    await this.step('calendar', () => this.recount.look());",
    wrong:
      "await this.step('calendar', () => this.recount.look());\n    await this.step('catalogue', () => this.catalogue.refresh());",
    slip: 'the calendar is looked at before it is read',
    harm: 'a new one counts a round later',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: "await this.step('long holidays', () => this.holidays.arm());",
    wrong: '',
    slip: 'lists before holidays are never armed',
    harm: 'promises break over New Year unseen',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: "await this.step('what may be forgotten', () => this.housekeeping.sweep());",
    wrong: '',
    slip: 'nothing is ever forgotten',
    harm: 'keys of repeats and limits grow for years',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: "if (swept) await this.step('heartbeat'",
    wrong: "await this.step('heartbeat'",
    slip: 'a worker whose timers fail says that it is well',
    harm: 'health stays green while promises break',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: 'this.log.error(`sweep of ${name} failed: ${String(error)}`);\n      return false;',
    wrong: 'throw error;',
    slip: 'a failing step ends the round',
    harm: 'a broken mail gateway stops housekeeping, a broken file all timers',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: 'this.timers.behind || this.notices.behind',
    wrong: 'this.timers.behind',
    slip: 'messages that were left wait a minute',
    harm: 'a flood of messages goes out at 20 s of work a minute',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: '(this.timers.behind || this.notices.behind) && !this.closing',
    wrong: 'this.timers.behind || this.notices.behind',
    slip: 'a worker that is behind does not end',
    harm: 'a restart waits until it is killed in the midst of work',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: 'this.round ??= this.rounds()',
    wrong: 'this.round = this.rounds()',
    slip: 'rounds pile up',
    harm: 'a slow database gets more of the same every minute',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: '.finally(() => (this.round = undefined));',
    wrong: ';',
    slip: 'there is one round and no other',
    harm: 'without Redis nothing fires after the start',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: 'this.settings.SWEEP_SECONDS * 1_000',
    wrong: '60_000',
    slip: 'the setting is not looked at',
    harm: 'an operator asks for every 5 s and gets a minute',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: 'clearInterval(this.timer);\n    await this.round;',
    wrong: 'clearInterval(this.timer);',
    slip: 'closing does not wait for the round',
    harm: 'the database closes under a sweep',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: 'this.watchdog.start();\n    this.goRound();',
    wrong: 'this.watchdog.start();',
    slip: 'the first round waits a minute',
    harm: 'after a restart everything is a minute late',
    caught: ROUNDS_SPEC,
  },
  {
    file: ROUNDS,
    right: "this.heartbeats.mark('sweep')",
    wrong: "this.heartbeats.mark('round')",
    slip: 'the sweep is noted under another name',
    harm: 'health says that no one swept',
    caught: ROUNDS_SPEC,
  },
  {
    file: MODULE,
    right: 'providers: [Rounds, Watchdog],',
    wrong: 'providers: [Watchdog],',
    slip: 'the worker makes no rounds',
    harm: 'it starts, is green, and does nothing',
    caught: WORKER_SPEC,
  },
  {
    file: WATCHDOG,
    right: 'const DUE_TOO_LONG_MS = 90_000;',
    wrong: 'const DUE_TOO_LONG_MS = 900_000;',
    slip: 'a stuck worker is found after a quarter of an hour',
    harm: 'hour promises break meanwhile',
    caught: WATCHDOG_SPEC,
  },
  {
    file: WATCHDOG,
    right: 'const LOOK_MS = 30_000;',
    wrong: 'const LOOK_MS = 300_000;',
    slip: 'it looks every five minutes',
    harm: 'a deaf worker stays deaf',
    caught: WATCHDOG_SPEC,
  },
  {
    file: WATCHDOG,
    right: "return reception === 'unknown' ? null : undefined;",
    wrong: 'return undefined;',
    slip: 'not yet known counts as well',
    harm: 'a worker that never hears is never ended',
    caught: WATCHDOG_SPEC,
  },
];
