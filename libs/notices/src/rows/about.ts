import type { CaseContext } from '@app/cases';
import { seal, type Keyring } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { checkedSubject, type Subject } from '../kinds/subject.js';

/** The language of all messages to staff. */
export const STAFF_LOCALE = 'zh-TW';

/** What a message is about: the case where there is one, and the key that seals its address. */
export interface About {
  manager: EntityManager;
  subject: Subject;
  caseId: string | null;
  /** The citizen's; messages to staff are in `STAFF_LOCALE`. */
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

/** The place that is sealed into a value without case, so that it cannot be opened as another row's. */
export const sealedAt = (what: string, subjectId: string): string => `${what}.${subjectId}`;
