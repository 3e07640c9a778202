import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** The clocks of this machine, in milliseconds. */
export interface HostTime {
  /** Epoch; can be set. */
  wall(): number;
  /** Since some instant; cannot be set. Precise and cheap, but may stop while the machine sleeps. */
  monotonic(): number;
  /** Since the machine started, sleep included; cannot be set. Precise to about 10 ms. */
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
    return ''; // only Linux has it
  }
}
