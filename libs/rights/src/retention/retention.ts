import { CaseAccess, EndedCases, Erasing, type EndedCase } from '@app/cases';
import { Catalogue, type ServiceEntry } from '@app/catalogue';
import { nameOfStaff, staffWho, SYSTEM, type Actor } from '@app/people';
import {
  askSql,
  days,
  findRows,
  heldIn,
  insertRows,
  newId,
  notFound,
  parseInput,
  Problem,
  Reader,
  sql,
  taipeiDate,
  taipeiMidnight,
  TimeSource,
  UnitOfWork,
  updateRow,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { LEFT_OUT_REASONS, RetentionItem } from './retention-item.entity.js';

const SLICE = 100;
const SHOWN = 50;
/** Cases erased in one round of the worker: each is a transaction of its own. */
const AT_ONCE = 20;

const decision = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('APPROVED') }),
  z.object({ decision: z.literal('LEFT_OUT'), reason: z.enum(LEFT_OUT_REASONS) }),
]);

/** With the name of who decided. */
type DealtWith = RetentionItem & { by: string | null };

/** The lists of an agency: what waits for a decision, what is on its way, and the newest that were dealt with. */
export interface RetentionLists {
  proposed: RetentionItem[];
  waiting: number;
  underWay: number;
  done: DealtWith[];
}

/**
 * Retention periods: each night the cases that have been kept long enough are put on a list; a named person approves
 * or leaves out; the approved are erased a few at a time. A service without a period is never on the list.
 */
@Injectable()
export class Retention {
  private proposedOn = '';

  constructor(
    private readonly ended: EndedCases,
    private readonly erasing: Erasing,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  /** A round of the worker: the list once a day, and the next few of those approved. */
  async sweep(): Promise<void> {
    const today = taipeiDate(this.time.now());
    if (this.proposedOn !== today) await this.propose(today);
    this.proposedOn = today;
    await this.eraseApproved();
  }

  /** Throws NOT_FOUND for who may not decide. */
  async lists(actor: Actor): Promise<RetentionLists> {
    const staff = staffWho(actor, 'erase-data');
    const seen = this.access.condition(staff, 'retention_item');
    const count = async (state: string) => {
      const query = sql`SELECT COUNT(*) AS n FROM retention_item WHERE state = ${state} AND ${seen}`;
      return Number((await this.reader.ask<{ n: number }>(query))[0]!.n);
    };
    return {
      proposed: await this.reader.find(
        RetentionItem,
        sql`WHERE state = 'PROPOSED' AND ${seen} ORDER BY "proposedAt", id LIMIT ${SHOWN}`,
      ),
      waiting: await count('PROPOSED'),
      underWay: await count('APPROVED'),
      done: await this.reader.ask<DealtWith>(
        sql`SELECT retention_item.*, ${nameOfStaff('retention_item."decidedBy"')} AS by FROM retention_item
          WHERE state IN ('ERASED', 'LEFT_OUT', 'SKIPPED') AND ${seen} ORDER BY "decidedAt" DESC, id DESC LIMIT ${SHOWN}`,
      ),
    };
  }

  /** Approves, or leaves out for a year. Of two at once the first counts; the second is refused. */
  async decide(actor: Actor, id: string, input: unknown): Promise<void> {
    const staff = staffWho(actor, 'erase-data');
    const said = parseInput(decision, input);
    await this.work.run(async (manager) => {
      const [item] = await findRows(manager, RetentionItem, `WHERE id = $1 ${heldIn(manager)}`, [id]);
      if (!item || !this.access.sees(staff, { ...item, id: item.caseId })) throw notFound();
      if (item.state !== 'PROPOSED') throw new Problem('NOT_ALLOWED', 'retention-decided');
      const reason = said.decision === 'LEFT_OUT' ? said.reason : null;
      const by = { decidedAt: this.time.now(), decidedBy: staff.id };
      await updateRow(manager, RetentionItem, item, { ...item, state: said.decision, reason, ...by });
    });
  }

  private async propose(today: string): Promise<void> {
    for (const service of this.catalogue.services())
      if (service.retentionYears !== undefined) await this.proposeOf(service, today);
    // what was left out or could not be erased is looked at again after a year
    const again = this.time.now() - days(365);
    await this.work.run((manager) =>
      askSql(
        manager,
        sql`UPDATE retention_item SET state = 'PROPOSED', reason = NULL, "decidedAt" = NULL, "decidedBy" = NULL
          WHERE state IN ('LEFT_OUT', 'SKIPPED') AND "decidedAt" < ${again}`,
      ),
    );
  }

  private async proposeOf({ id, retentionYears }: ServiceEntry, today: string): Promise<void> {
    const year = Number(today.slice(0, 4)) - retentionYears!;
    // counted from the end of the year in which it ended: those of `year` are kept until this year ends
    const before = taipeiMidnight(`${year}-01-01`);
    for (let after = { receivedAt: -1, id: '' }; ;) {
      const slice = await this.ended.before(id, before, after, SLICE);
      const over = slice.filter(({ endedAt }) => endedAt > 0 && endedAt < before);
      const rows = over.map((one) => this.rowOf(one, id, retentionYears!));
      await this.work.run((manager) => insertRows(manager, RetentionItem, rows, { ifAbsent: true }));
      if (slice.length < SLICE) return;
      after = slice.at(-1)!;
    }
  }

  private rowOf(one: EndedCase, serviceId: string, years: number): RetentionItem {
    const now = this.time.now();
    const until = Number(taipeiDate(one.endedAt).slice(0, 4)) + years;
    const { id: caseId, caseNumber, organisationId, unitId } = one;
    const open = { reason: null, decidedAt: null, decidedBy: null, erasedAt: null };
    const of = { id: newId(now), caseId, caseNumber, organisationId, unitId, serviceId };
    return { ...of, keptUntil: `${until}-12-31`, state: 'PROPOSED', proposedAt: now, ...open };
  }

  private async eraseApproved(): Promise<void> {
    const tail = `WHERE state = 'APPROVED' ORDER BY "decidedAt", id LIMIT ${AT_ONCE}`;
    for (const { id } of await this.reader.find(RetentionItem, tail)) await this.eraseOne(id);
  }

  /** One that cannot be erased (held, opened again) is skipped, and says why. */
  private async eraseOne(id: string): Promise<void> {
    try {
      await this.work.run(async (manager) => {
        const [item] = await findRows(manager, RetentionItem, `WHERE id = $1 ${heldIn(manager)}`, [id]);
        if (item?.state !== 'APPROVED') return;
        const { caseNumber } = item;
        await this.erasing.erase({
          actor: SYSTEM,
          caseNumber,
          ground: 'RETENTION_OVER',
          by: item.decidedBy!,
        });
        await updateRow(manager, RetentionItem, item, {
          ...item,
          state: 'ERASED',
          erasedAt: this.time.now(),
        });
      });
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'NOT_ALLOWED') throw error;
      if (error.code === 'erase-while-sending') return;
      const { code } = error;
      await this.work.run((manager) =>
        askSql(
          manager,
          sql`UPDATE retention_item SET state = 'SKIPPED', reason = ${code} WHERE id = ${id} AND state = 'APPROVED'`,
        ),
      );
    }
  }
}
