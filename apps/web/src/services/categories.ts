import type { ServiceEntry, ServiceKind } from '@app/catalogue';

/** What a citizen wants to do, and the kinds of services for it. */
export const CATEGORIES = {
  ask: ['CONSULTATION', 'ENQUIRY'],
  say: ['PETITION', 'HEAD_MAILBOX', 'FEEDBACK_MAILBOX'],
  apply: ['APPLICATION'],
  data: ['DATA_SUBJECT_ACCESS', 'DATA_SUBJECT_CORRECTION'],
} satisfies Record<string, ServiceKind[]>;

export type Category = keyof typeof CATEGORIES;

export const isCategory = (name: string | null): name is Category =>
  name !== null && Object.hasOwn(CATEGORIES, name);

export const categoryOf = ({ kind }: Pick<ServiceEntry, 'kind'>): Category =>
  (Object.keys(CATEGORIES) as Category[]).find((name) => (CATEGORIES[name] as ServiceKind[]).includes(kind))!;
