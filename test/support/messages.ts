import { CaseContext, CaseFile, Seals } from '@app/cases';
import { Notice, type Subject } from '@app/notices';
import { Staff, type Role, type StaffActor } from '@app/people';
import { Keyring, Reader, unseal, UnitOfWork, WRITE_SOURCE } from '@app/platform';
import type { DataSource } from 'typeorm';
import { sealedAt } from '../../libs/notices/src/rows/about.js';
import { recipientPlace } from '../../libs/notices/src/rows/notice-rows.js';
import type { TestDesk } from './desk.js';
import type { Story } from './story.js';

/**
 * A new account with an e-mail address: `colleague(story, 'demo.guidance', ['UNIT_HEAD'], 'head')` at
 * head@agency.test.
 */
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

/** The messages owed for a case in alphabetical order: `referral-offered EMAIL finance-team`. */
export async function messagesOf(desk: TestDesk, { id }: Pick<CaseFile, 'id'>): Promise<string[]> {
  const file = await desk.get(Reader).repository(CaseFile).findOneByOrFail({ id });
  const rows = await desk.get(Reader).repository(Notice).findBy({ caseId: id });
  const context = new CaseContext(desk.get<DataSource>(WRITE_SOURCE).manager, file, desk.get(Seals));
  const lines = rows.map(async (row) => {
    return lineOf(row, await context.unseal(recipientPlace(row.id), row.recipient || null));
  });
  return (await Promise.all(lines)).toSorted();
}

const lineOf = ({ kind, channel, state, reason }: Notice, to: string | null): string =>
  `${kind} ${channel} ${state === 'SUPPRESSED' ? reason : to?.split('@')[0]}`;

/** The messages owed about a subject other than a case, and the case numbers that each names. */
export async function messagesAbout(desk: TestDesk, { kind, id }: Subject): Promise<[string, string[]][]> {
  const where = { subject: kind, subjectId: id };
  const rows = await desk.get(Reader).repository(Notice).findBy(where);
  const key = desk.get(Keyring).key('message');
  const lines = rows.map((row): [string, string[]] => {
    const to = unseal(key, sealedAt(recipientPlace(row.id), id), row.recipient);
    const { items = [] } = row.facts as { items?: { caseNumber: string }[] };
    return [lineOf(row, to), items.map(({ caseNumber }) => caseNumber)];
  });
  return lines.toSorted(([one], [other]) => one.localeCompare(other));
}

/** The messages that a step adds to those owed for a case. */
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
