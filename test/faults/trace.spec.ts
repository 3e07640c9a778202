import { expect, test } from '@jest/globals';
import { answersIn } from './trace.js';

test('an answer before its sync, or after a sync of another file, is detected', () => {
  const wal = 'pwrite64(20<x/desk.sqlite-wal>, "SME-1", 4096, 0) = 4096';
  const sync = 'fdatasync(20<x/desk.sqlite-wal>) = 0';
  const other = 'fdatasync(19<x/desk.sqlite>) = 0';
  const answer = 'writev(30<TCP:[1]>, [{iov_base="HTTP/1.1 201 {\\"caseNumber\\":\\"SME-1\\"}"}], 1) = 9';
  const judged = (...lines: string[]) => answersIn(lines.join('\n')).map(({ synced }) => synced);
  expect(judged(wal, sync, answer)).toEqual([true]);
  expect(judged(wal, answer, sync)).toEqual([false]);
  expect(judged(sync, wal, other, answer)).toEqual([false]);
});
