import { hasRole, type Actor, type Role, type StaffActor } from '@app/people';
import { Injectable } from '@nestjs/common';
import { CaseAccess } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';
import type { Act } from './act.js';
import { actNamed, type ActName } from './acts.js';
import { Approving } from './approving.js';
import { Chases } from './chases.js';
import { CoHandlings } from './co-handlings.js';

/** Which acts of a case are a person's, by role and by side: the owner's acts, and those of a unit that is asked. */
@Injectable()
export class WhoMay {
  constructor(
    private readonly access: CaseAccess,
    private readonly approving: Approving,
    private readonly coHandlings: CoHandlings,
    private readonly chases: Chases,
  ) {}

  /** The absent handler in whose place the actor would do it; undefined: in her own right, or not at all. */
  async absentFor(context: CaseContext, actor: Actor, name: ActName): Promise<StaffActor | undefined> {
    const absent = await this.access.absentHandler(actor, context.file, context.manager);
    return absent && isDeputised(name, absent) ? absent : undefined;
  }

  /** Asks the database only where the role alone does not decide, and once for all acts. */
  of(context: CaseContext, actor: Actor): (name: ActName) => Promise<boolean> {
    const owns = this.access.sees(actor, context.file);
    const asked = once(async () => (await this.coHandlings.partsOf(context, actor)).length > 0);
    const chased = once(async () => (await this.chases.owedBy(context, actor)).length > 0);
    const decides = once(() => this.approving.mayBeAsked(context, actor));
    return async (name) => {
      const act = actNamed(name);
      const isRole = allowedTo(actor, act);
      if (owns && isRole && act.asked !== 'ONLY') return true;
      if (owns && isForOthers(act) && (await decides())) return true;
      if ((await this.absentFor(context, actor, name)) !== undefined) return true;
      if (!isRole || act.asked === undefined) return false;
      return act.asked === 'CHASED' ? chased() : asked();
    };
  }
}

/** To take a case is to become its handler; decisions have deputies of their own (`Approvers`). */
const NEVER_FOR_ANOTHER: readonly ActName[] = ['take', 'withdraw-request'];
const isDeputised = (name: ActName, absent: StaffActor): boolean => {
  const act = actNamed(name);
  return (
    allowedTo(absent, act) &&
    !NEVER_FOR_ANOTHER.includes(name) &&
    !isForOthers(act) &&
    (act.asked === undefined || act.asked === 'TOO')
  );
};

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => (found ??= read());
}

/** A deputy may do it in place of a head, whatever her own roles. */
const isForOthers = ({ decides }: Act): boolean => decides === 'APPROVED' || decides === 'SENT_BACK';

/** Whether the act is one of the actor's role. */
export function allowedTo(actor: Actor, act: Act): boolean {
  if (actor.kind === 'staff') return hasRole(actor, act.who as readonly Role[]);
  return act.who.includes(actor.kind === 'citizen' ? 'CITIZEN' : 'SYSTEM');
}
