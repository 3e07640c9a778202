import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** The clocks of this machine, in milliseconds. */
export interface HostTime {
  /** Epoch; anyone may set it. */
  wall(): number;
  /** Since some instant; nobody can set it. Fine and cheap, but may stand still while the machine sleeps. */
  monotonic(): number;
  /** Since the machine started, sleep included; nobody can set it. About 10 ms fine. */
  uptime(): number;
  /** Same for the processes whose `uptime` counts from the same instant. */
  boot: string;
}

export const hostTime: HostTime = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => Math.round(uptime() * 1_000),
  boot: bootMark(),
};

function bootMark(): string {
  return createHash('sha256').update(`${hostname()}|${bootId()}`).digest('hex').slice(0, 8);
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return ''; // only Linux says it
  }
}
