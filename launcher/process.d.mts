/** Moment a process was born; undefined when it is gone. */
export function bornAt(pid: number): string | undefined;
