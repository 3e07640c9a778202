/** Options of strace for the trace that is parsed here. */
export const TRACE = [
  'strace',
  '-y',
  '-s',
  '8192',
  '-e',
  'trace=pwrite64,fdatasync,fsync,write,writev',
  '-o',
] as const;

const WAL = /^(pwrite64|write)\(\d+<[^>]*desk\.sqlite-wal>/;
const SYNC = /^(fdatasync|fsync)\(\d+<[^>]*desk\.sqlite-wal>\)\s+= 0/;
const ANSWER = /^writev?\(\d+<(?:socket|TCP)[^>]*>.*HTTP\/1\.1 201/;
const CASE_NUMBER = /\\"caseNumber\\":\\"([A-Z0-9-]+)\\"/;

export interface Answered {
  caseNumber: string;
  /** Between the first write of the case into the log and the answer, the log was forced to disk. */
  synced: boolean;
}

/** For each 201 that left the process: was the case in the write-ahead log, and the log on disk, before it? */
export function answersIn(trace: string): Answered[] {
  const lines = trace.split('\n');
  const syncs = indexesOf(lines, SYNC);
  const writes = indexesOf(lines, WAL);
  return indexesOf(lines, ANSWER).flatMap((answer) => {
    const caseNumber = CASE_NUMBER.exec(lines[answer]!)?.[1];
    if (!caseNumber) return [];
    const written = writes.find((at) => lines[at]!.includes(caseNumber));
    const synced = written !== undefined && syncs.some((at) => at > written && at < answer);
    return [{ caseNumber, synced }];
  });
}

const indexesOf = (lines: readonly string[], form: RegExp): number[] =>
  lines.flatMap((line, index) => (form.test(line) ? [index] : []));
