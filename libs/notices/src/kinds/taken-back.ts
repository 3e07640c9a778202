import type { NoticeKind } from './occasions.js';

/**
 * Messages of something that can be taken back, and the message that says so to those who got the first. Both have the
 * same occasion, so that a person is told once, and the first is not sent any more after the second.
 */
const TAKEN_BACK: Partial<Record<NoticeKind, NoticeKind>> = { 'chase-sent': 'chase-withdrawn' };

/** The kind of message that takes this one back; undefined where none does. */
export const takenBackBy = (kind: string): NoticeKind | undefined => TAKEN_BACK[kind as NoticeKind];
