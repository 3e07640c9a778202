import type { CaseContext } from '@app/cases';
import { seal, type Keyring } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { checkedSubject, type Subject } from '../kinds/subject.js';

/** Messages to staff are in the language of the office. */
export const STAFF_LOCALE = 'zh-TW';

/** What a message is about, as its row needs it: the case where there is one, and who seals its address. */
export interface About {
  manager: EntityManager;
  subject: Subject;
  caseId: string | null;
  /** Of the citizen; messages to staff have the office's. */
  locale: string;
  /** Must never reach a real gateway. */
  isDemonstration: boolean;
  /** Under the key of the case, or of the installation where there is none. */
  seal(what: string, plain: string): Promise<string>;
}

export const aboutCase = (context: CaseContext): About => ({
  manager: context.manager,
  subject: { kind: 'CASE', id: context.file.id },
  caseId: context.file.id,
  locale: context.file.locale,
  isDemonstration: context.file.origin === 'DEMONSTRATION',
  seal: (what, plain) => context.seal(what, plain),
});

/** Throws for a subject of an unknown kind or without id. */
export const aboutOther = (
  manager: EntityManager,
  subject: Subject,
  { keyring, isDemonstration = false }: { keyring: Keyring; isDemonstration?: boolean },
): About => ({
  ...{ manager, subject: checkedSubject(subject), caseId: null, locale: STAFF_LOCALE, isDemonstration },
  seal: async (what, plain) => seal(keyring.key('message'), sealedAt(what, subject.id), plain),
});

/** Where a value that belongs to no case is sealed; bound into it, so that it opens nowhere else. */
export const sealedAt = (what: string, subjectId: string): string => `${what}.${subjectId}`;
