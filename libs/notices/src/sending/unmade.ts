import type { Notice } from '../rows/notice.entity.js';

/** No message could be made of these notices: a failure on our own side, before any gateway was called. */
export class NoticeUnmade extends Error {
  constructor(
    readonly notices: readonly Notice[],
    cause: unknown,
  ) {
    super(`could not be made into a message: ${String(cause)}`, { cause });
  }
}

/** Does some work for notices; a failure is counted for them. */
export const making = <T>(notices: readonly Notice[], work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw new NoticeUnmade(notices, cause);
  });
