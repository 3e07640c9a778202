import { CaseContext, CaseFile, Seals } from '@app/cases';
import { Notice } from '@app/notices';
import { Staff, type Role, type StaffActor } from '@app/people';
import { Reader, UnitOfWork, WRITE_SOURCE } from '@app/platform';
import type { DataSource } from 'typeorm';
import { recipientPlace } from '../../libs/notices/src/rows/notice-rows.js';
import type { TestDesk } from './desk.js';
import type { Story } from './story.js';

/** A new account that mail reaches: `colleague(story, 'demo.guidance', ['UNIT_HEAD'], 'head')` at head@agency.test. */
export async function colleague(
  story: Story,
  unitId: string,
  roles: Role[],
  login: string,
): Promise<StaffActor> {
  const actor = await story.staff(unitId, roles, login);
  const change = { email: `${login}@agency.test` };
  await story.desk.get(UnitOfWork).run((manager) => manager.update(Staff, { id: actor.id }, change));
  return actor;
}

/** The messages owed for a case in the order of the alphabet: `referral-offered EMAIL finance-team`. */
export async function messagesOf(desk: TestDesk, { id }: Pick<CaseFile, 'id'>): Promise<string[]> {
  const file = await desk.get(Reader).repository(CaseFile).findOneByOrFail({ id });
  const rows = await desk.get(Reader).repository(Notice).findBy({ caseId: id });
  const context = new CaseContext(desk.get<DataSource>(WRITE_SOURCE).manager, file, desk.get(Seals));
  const lines = rows.map(async (row) => {
    const to = await context.unseal(recipientPlace(row.id), row.recipient);
    const whom = row.state === 'SUPPRESSED' ? row.reason : to?.split('@')[0];
    return `${row.kind} ${row.channel} ${whom}`;
  });
  return (await Promise.all(lines)).toSorted();
}

/** What is owed for a case by one step, and was not before it. */
export async function owedBy(
  desk: TestDesk,
  file: Pick<CaseFile, 'id'>,
  step: () => Promise<unknown>,
): Promise<string[]> {
  const before = await messagesOf(desk, file);
  await step();
  const left = [...before];
  return (await messagesOf(desk, file)).filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
