/** What a message or an alert can be about; a new kind of thing is added here. */
const SUBJECT_KINDS = ['CASE', 'REFERRAL', 'CLOCK', 'STAFF', 'ORGANISATION'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export interface Subject {
  kind: SubjectKind;
  id: string;
}

/** Throws for a kind that is not in the table, or an empty id: such a row could never be found again. */
export function checkedSubject(subject: Subject): Subject {
  if (!SUBJECT_KINDS.includes(subject.kind))
    throw new Error(`a message about an unknown kind: ${subject.kind}`);
  if (subject.id === '') throw new Error(`a message about a ${subject.kind} without id`);
  return subject;
}
