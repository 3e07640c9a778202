import { actNamed, allowedTo, CaseAccess, CaseActs, inputOfAct, parseCaseNumber } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { activeStaff, staffWho, type Actor, type StaffActor } from '@app/people';
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
/** How long an assignment of several cases can be undone. */
export const UNDO_MINUTES = 10;

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
  /** Whether the assignments can still be undone. */
  undoable: boolean;
}

/** One act on several cases: each in a unit of work of its own, with the checks that it has for one. */
@Injectable()
export class BulkActs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly acts: CaseActs,
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
    const isInTime = this.time.now() < bulk.createdAt + minutes(UNDO_MINUTES);
    const undoable = bulk.act === 'assign' && isInTime && cases.some(({ state }) => state === 'DONE');
    return { bulk, cases, undoable };
  }

  /** Assigns each case back to who had it, unless something has happened to it since. */
  async undo(actor: Actor, id: string): Promise<void> {
    const { bulk, cases } = await this.show(actor, id);
    if (bulk.act !== 'assign') throw notFound();
    if (this.time.now() >= bulk.createdAt + minutes(UNDO_MINUTES))
      throw new Problem('NOT_ALLOWED', 'bulk-undo-too-late');
    const staff = this.who(actor, bulk.act);
    const done = cases.filter(({ state }) => state === 'DONE');
    for (const one of done) await this.attempt(one, (row) => this.giveBack(staff, row));
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
      ...{ refusal: null, unitBefore: null, handlerBefore: null, seq: null },
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
      await manager.update(BulkCase, { id }, { seq, unitBefore, handlerBefore });
    });
  }

  private giveBack(
    actor: StaffActor,
    { id, caseNumber, unitBefore, handlerBefore, seq }: BulkCase,
  ): Promise<void> {
    return this.work.run(async (manager) => {
      await this.access.hold(manager, actor, { caseNumber }, 'READER');
      await manager.update(BulkCase, { id, state: 'DONE' }, { state: 'UNDONE' });
      const input = { unit: unitBefore, ...(handlerBefore && { handler: handlerBefore }) };
      // refused also where it was undone already
      await this.acts.perform({ actor, caseNumber, act: 'assign', input, ifMatch: seq! });
    });
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
