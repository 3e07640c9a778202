import {
  actNamed,
  allowedTo,
  CaseAccess,
  CaseActs,
  eventAt,
  inputOfAct,
  parseCaseNumber,
  UndoChase,
} from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { activeStaff, staffWho, SYSTEM, type Actor, type StaffActor } from '@app/people';
import {
  Idempotency,
  invalid,
  minutes,
  newId,
  notFound,
  parseInput,
  Problem,
  Reader,
  TimeSource,
  UnitOfWork,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Bulk, BulkCase, type BulkAct, type Refusal } from './bulk.entity.js';

/** How many cases one act can be done to at once. */
const MOST_CASES = 100;
/** How long after it was done to a case it can be undone. */
const UNDO_MINUTES = 10;
const TOO_LATE: Record<BulkAct, string> = { assign: 'bulk-undo-too-late', chase: 'undo-too-late' };

export interface BulkRequest {
  actor: Actor;
  act: BulkAct;
  /** Numbers of cases. */
  cases: readonly string[];
  input: unknown;
  /** The same form sent again does nothing again. */
  key: string | undefined;
}

export interface BulkResult {
  bulk: Bulk;
  cases: BulkCase[];
  /** Numbers of those that she sees now: an act may have given some away. */
  seen: ReadonlySet<string>;
  /** Until when all that can be undone now can be (epoch milliseconds); null where nothing can. */
  undoUntil: number | null;
}

/** One act on several cases: each in a unit of work of its own, with the checks that it has for one. */
@Injectable()
export class BulkActs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly acts: CaseActs,
    private readonly undoChase: UndoChase,
    private readonly catalogue: Catalogue,
    private readonly idempotency: Idempotency,
    private readonly time: TimeSource,
  ) {}

  /** Who may do an act at all; of which case is checked with each. Anyone else gets NOT_FOUND. */
  who(actor: Actor, act: BulkAct): StaffActor {
    const staff = staffWho(actor, 'read-cases');
    if (!allowedTo(staff, actNamed(act))) throw notFound();
    return staff;
  }

  /** Returns the id of what was done; sent again with the same key, it goes on where it was interrupted. */
  async perform({ actor, act, cases, input, key }: BulkRequest): Promise<string> {
    const staff = this.who(actor, act);
    const numbers = numbersIn(cases);
    const asked = await this.checked(staff, act, input);
    const scope = `${staff.id} bulk ${act}`;
    const request = { scope, key, body: { numbers, asked } };
    const { id } = await this.idempotency.once(request, () => this.register(staff, act, numbers));
    const waiting = await this.casesOf(id, 'WAITING');
    for (const one of waiting) await this.attempt(one, (row) => this.do(staff, act, asked, row));
    return id;
  }

  /** What became of each case. Only the person who did it sees it. */
  async show(actor: Actor, id: string): Promise<BulkResult> {
    const staff = staffWho(actor, 'read-cases');
    const bulk = await this.reader.repository(Bulk).findOneBy({ id, staffId: staff.id });
    if (!bulk) throw notFound();
    const cases = await this.casesOf(id);
    const numbers = cases.map(({ caseNumber }) => caseNumber);
    const seen = await this.access.readsOf(staff, numbers);
    const ends = cases.filter((one) => this.isInTime(one)).map(undoEnd);
    return { bulk, cases, seen, undoUntil: ends.length > 0 ? Math.min(...ends) : null };
  }

  /**
   * Assigns each case back to who had it, unless something has happened to it since; takes back each chase that waits for
   * an answer. Of each that stays as it is the reason is kept.
   */
  async undo(actor: Actor, id: string): Promise<void> {
    const { bulk, cases, undoUntil } = await this.show(actor, id);
    const staff = this.who(actor, bulk.act);
    const done = cases.filter(({ state }) => state === 'DONE');
    if (done.length > 0 && undoUntil === null) throw new Problem('NOT_ALLOWED', TOO_LATE[bulk.act]);
    for (const one of done) await this.attempt(one, (row) => this.undoOne(staff, bulk.act, row));
  }

  private async register(
    staff: StaffActor,
    act: BulkAct,
    numbers: readonly string[],
  ): Promise<{ id: string }> {
    const createdAt = this.time.now();
    const id = newId(createdAt);
    const rows = numbers.map((caseNumber, place): BulkCase => ({
      ...{ id: newId(createdAt), bulkId: id, place, caseNumber, state: 'WAITING', createdAt },
      ...{ refusal: null, unitBefore: null, handlerBefore: null, seq: null, doneAt: null },
    }));
    await this.work.run(async (manager) => {
      await manager.insert(Bulk, { id, staffId: staff.id, act, createdAt });
      await manager.insert(BulkCase, rows);
    });
    return { id };
  }

  /** One that refuses does not stop the others; what it says is kept. */
  private async attempt(row: BulkCase, effect: (row: BulkCase) => Promise<void>): Promise<void> {
    try {
      await effect(row);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind === 'BUSY') throw error;
      const { id, state } = row;
      const after = state === 'WAITING' ? 'REFUSED' : 'KEPT';
      const change = { state: after, refusal: refusalOf(error) } as const;
      await this.work.run((manager) => manager.update(BulkCase, { id, state }, change));
    }
  }

  private do(actor: StaffActor, act: BulkAct, asked: Record<string, unknown>, row: BulkCase): Promise<void> {
    return this.work.run(async (manager) => {
      const { caseNumber, id } = row;
      // the case is locked first, as in the act
      const file = await this.access.hold(manager, actor, { caseNumber }, 'READER');
      const { affected } = await manager.update(BulkCase, { id, state: 'WAITING' }, { state: 'DONE' });
      if (affected !== 1) return;
      const { unitId: unitBefore, handlerId: handlerBefore } = file;
      const input = act === 'chase' ? { ...asked, whom: handlerBefore ?? unitBefore } : asked;
      const { historySeq: seq } = await this.acts.perform({ actor, caseNumber, act, input });
      await manager.update(BulkCase, { id }, { seq, unitBefore, handlerBefore, doneAt: this.time.now() });
    });
  }

  private undoOne(actor: StaffActor, act: BulkAct, row: BulkCase): Promise<void> {
    if (!this.isInTime(row)) throw new Problem('NOT_ALLOWED', TOO_LATE[act]);
    return this.work.run(async (manager) => {
      const { id, caseNumber } = row;
      // what takes it back checks whose it was: she may not see the case any more
      const context = await this.access.enter(manager, SYSTEM, { caseNumber });
      await manager.update(BulkCase, { id, state: 'DONE' }, { state: 'UNDONE' });
      if (act === 'assign') return this.giveBack(actor, row);
      const { chaseId } = (await eventAt(context, row.seq!)).facts;
      await this.undoChase.undo(actor, caseNumber, chaseId!);
    });
  }

  /** Refused also where it was undone already. */
  private async giveBack(actor: StaffActor, row: BulkCase): Promise<void> {
    const { caseNumber, unitBefore, handlerBefore, seq } = row;
    const input = { unit: unitBefore, ...(handlerBefore && { handler: handlerBefore }) };
    await this.acts.perform({ actor, caseNumber, act: 'assign', input, takesBack: seq! });
  }

  private isInTime(row: BulkCase): boolean {
    return row.state === 'DONE' && this.time.now() < undoEnd(row);
  }

  /** The input is checked before anything is done: what is wrong with it is wrong with every case. */
  private async checked(staff: StaffActor, act: BulkAct, input: unknown): Promise<Record<string, unknown>> {
    const whom = act === 'chase' && { whom: staff.unitId };
    const asked = parseInput(inputOfAct(act), { ...(input as object), ...whom }) as Record<string, unknown>;
    if (act === 'chase') return asked;
    const unit = this.catalogue.unit(String(asked['unit']));
    if (unit?.organisation !== staff.organisationId) throw invalid({ field: 'unit', code: 'unknown-unit' });
    const handler = asked['handler'] as string | undefined;
    const { manager } = this.reader.repository(Bulk);
    if (handler !== undefined && !(await activeStaff(manager, handler, { unitId: unit.id })))
      throw invalid({ field: 'handler', code: 'unknown-handler' });
    return asked;
  }

  private casesOf(bulkId: string, state?: BulkCase['state']): Promise<BulkCase[]> {
    const where = { bulkId, ...(state && { state }) };
    return this.reader.repository(BulkCase).find({ where, order: { place: 'ASC' } });
  }
}

const undoEnd = ({ doneAt, createdAt }: BulkCase): number => (doneAt ?? createdAt) + minutes(UNDO_MINUTES);

/** Each once. Something that is no number is refused as a whole: no page of ours sends it. */
export function numbersIn(cases: readonly string[]): string[] {
  const refuse = (code: string) => invalid({ field: 'cases', code, params: { max: MOST_CASES } });
  if (cases.length === 0) throw refuse('choose-cases');
  if (cases.length > MOST_CASES) throw refuse('too-many-cases');
  const numbers = cases.map(parseCaseNumber);
  if (numbers.includes(undefined)) throw refuse('not-a-case-number');
  return [...new Set(numbers as string[])];
}

function refusalOf({ kind, code, detail }: Problem): Refusal {
  const [of] = detail.fields ?? [];
  const params = of?.params ?? detail.params;
  return { kind, code: of?.code ?? code, ...(of && { field: of.field }), ...(params && { params }) };
}
