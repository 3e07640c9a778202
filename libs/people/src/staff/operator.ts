import { staffWho, type Actor } from './actor.js';

/** Who deals with what is quarantined; nulls: the command line, for all organisations. */
export interface Operator {
  by: string | null;
  organisationId: string | null;
}

/** What is quarantined, as operators see it: nothing of it is personal. */
export interface Quarantined {
  id: string;
  /** The kind of notice, timer or file. */
  kind: string;
  /** Null where it belongs to no case. */
  caseNumber: string | null;
  since: number;
  reason: string | null;
}

/** The command line, or an administrator for the own organisation; throws NOT_FOUND for all others. */
export function operatorOf(actor: Actor): Operator {
  if (actor.kind === 'system') return { by: null, organisationId: null };
  const { id, organisationId } = staffWho(actor, 'handle-quarantine');
  return { by: id, organisationId };
}
