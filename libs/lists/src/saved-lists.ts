import { may, staffWho, type Actor, type StaffActor } from '@app/people';
import {
  askWith,
  invalid,
  line,
  newId,
  notFound,
  optional,
  parseInput,
  Problem,
  Reader,
  sql,
  TimeSource,
  UnitOfWork,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { SavedList } from './saved-list.entity.js';

/** How many lists one person can save. */
export const MOST_LISTS = 50;

const filters = z.object({
  ...{ queue: optional(line(100)), status: optional(line(100)), service: optional(line(100)) },
  ...{ unit: optional(line(100)), channel: optional(line(100)), handler: optional(line(100)) },
});
const naming = z.object({ name: line(40), shared: z.boolean() });
const saving = naming.extend({ filters });
export type ListNaming = z.input<typeof naming>;
export type ListSaving = z.input<typeof saving>;

/** Lists of filters by name, each person's own; a head can show hers to all of the unit. */
@Injectable()
export class SavedLists {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  /** The own ones and those shared with the actor's unit, by name. */
  async of(actor: Actor): Promise<SavedList[]> {
    const { id: staffId, unitId } = staffWho(actor, 'read-cases');
    const rows = await this.reader.find(
      SavedList,
      sql`WHERE "staffId" = ${staffId} OR ("unitId" = ${unitId} AND shared = TRUE) ORDER BY "createdAt", id`,
    );
    return rows.toSorted((a, b) => a.name.localeCompare(b.name, 'zh-TW'));
  }

  /** One that the actor can open, or NOT_FOUND. */
  async find(actor: Actor, id: string): Promise<SavedList> {
    const staff = staffWho(actor, 'read-cases');
    const found = await this.reader.findOneBy(SavedList, { id });
    if (!found || !isShown(found, staff)) throw notFound();
    return found;
  }

  async save(actor: Actor, input: ListSaving): Promise<SavedList> {
    const staff = staffWho(actor, 'read-cases');
    const { name, shared, filters: chosen } = parseInput(saving, input);
    return this.changing(staff, async (manager) => {
      const taken = await manager.countBy(SavedList, { staffId: staff.id });
      if (taken >= MOST_LISTS)
        throw new Problem('NOT_ALLOWED', 'too-many-lists', { params: { max: MOST_LISTS } });
      const createdAt = this.time.now();
      const given = Object.entries(chosen).filter((one): one is [string, string] => one[1] !== undefined);
      const made: SavedList = {
        ...{ id: newId(createdAt), staffId: staff.id, unitId: staff.unitId, createdAt },
        ...{
          name,
          nameKey: keyOf(name),
          filters: Object.fromEntries(given),
          shared: mayShare(staff, shared),
        },
      };
      await this.refuseTaken(manager, made);
      await manager.insert(SavedList, made);
      return made;
    });
  }

  /** Another name, or shared or not any more. Only the owner may. */
  async change(actor: Actor, id: string, input: ListNaming): Promise<SavedList> {
    const staff = staffWho(actor, 'read-cases');
    const { name, shared } = parseInput(naming, input);
    return this.changing(staff, async (manager) => {
      const own = await manager.findOneBy(SavedList, { id, staffId: staff.id });
      if (!own) throw notFound();
      const isSame = own.shared === shared;
      const place = isSame ? {} : { shared: mayShare(staff, shared), unitId: staff.unitId };
      const changed: SavedList = { ...own, name, nameKey: keyOf(name), ...place };
      await this.refuseTaken(manager, changed);
      await manager.save(SavedList, changed);
      return changed;
    });
  }

  /** The owner, or a head who no longer wants it shown to the unit. */
  async remove(actor: Actor, id: string): Promise<void> {
    const staff = staffWho(actor, 'read-cases');
    await this.changing(staff, async (manager) => {
      const found = await manager.findOneBy(SavedList, { id });
      if (!found || !isShown(found, staff) || !mayRemove(found, staff)) throw notFound();
      await manager.delete(SavedList, { id });
    });
  }

  private changing<T>({ id }: StaffActor, change: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.work.run(async (manager) => {
      const hold = `INSERT INTO saved_list_owner ("staffId", "changedAt") VALUES ($1, $2)
        ON CONFLICT ("staffId") DO UPDATE SET "changedAt" = excluded."changedAt"`;
      await askWith(manager, hold, [id, this.time.now()]);
      return change(manager);
    });
  }

  private async refuseTaken(manager: EntityManager, { id, staffId, nameKey }: SavedList): Promise<void> {
    const same = await manager.findOneBy(SavedList, { staffId, nameKey });
    if (same && same.id !== id) throw invalid({ field: 'name', code: 'list-name-taken' });
  }
}

const isShown = ({ staffId, unitId, shared }: SavedList, staff: StaffActor): boolean =>
  staffId === staff.id || (shared && unitId === staff.unitId);

/** Whether the actor may take the list away. */
export const mayRemove = ({ staffId }: SavedList, staff: StaffActor): boolean =>
  staffId === staff.id || may(staff, 'share-lists');

function mayShare(staff: StaffActor, shared: boolean): boolean {
  if (shared && !may(staff, 'share-lists')) throw invalid({ field: 'shared', code: 'list-not-shared' });
  return shared;
}

const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
