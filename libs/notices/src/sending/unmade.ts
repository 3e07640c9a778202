import type { Notice } from '../rows/notice.entity.js';

/** Our own fault, before any gateway was asked: these notices could not be made into a message. */
export class NoticeUnmade extends Error {
  constructor(
    readonly notices: readonly Notice[],
    cause: unknown,
  ) {
    super(`could not be made into a message: ${String(cause)}`, { cause });
  }
}

/** Names the notices that a failure is to be counted for. */
export const making = <T>(notices: readonly Notice[], work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw new NoticeUnmade(notices, cause);
  });
