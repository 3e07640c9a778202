import { CaseActs, CaseReader, type ActName, type CaseFile } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION, type TakenIn } from '@app/intake';
import { Notice } from '@app/notices';
import { StaffRegister, type Actor, type Role, type StaffActor } from '@app/people';
import { minutes, Reader, type Problem } from '@app/platform';
import { Referrals, type ReferralActName } from '@app/referrals';
import { TimerRunner } from '@app/sla/timers';
import { startDesk, type DeskOptions, type TestDesk } from './desk.js';

/** Changes to the default case: a call of 王小明 about a consultation, logged for the demonstration agency. */
export interface Matter {
  confidential?: boolean;
  subject?: string;
  service?: string;
  channel?: 'PHONE' | 'COUNTER';
  contact?: { name: string; email?: string; phone?: string };
}

/**
 * A desk, and what people do at it: each step calls the service that pages and API call, a minute after the one before,
 * so that no two steps have the same time.
 */
export class Story {
  private logins = 0;

  private constructor(readonly desk: TestDesk) {}

  static async begin(options: DeskOptions = {}): Promise<Story> {
    return new Story(await startDesk(options));
  }

  /** A new account of a unit: `staff('demo.guidance', ['CASE_HANDLER'])`. */
  async staff(unitId: string, roles: Role[], login = `person-${++this.logins}`): Promise<StaffActor> {
    const where = { organisationId: unitId.split('.')[0]!, unitId };
    const account = { login, name: login, ...where, roles };
    const { id } = await this.desk.get(StaffRegister).create(account, { password: 'Correct-Horse-1' });
    return { kind: 'staff', id, name: login, ...where, roles };
  }

  /** A case as an agent logs it. */
  open(agent: StaffActor, matter: Matter = {}): Promise<TakenIn> {
    this.next();
    return this.desk.get(Intake).logCase(agent, {
      ...{ channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.finance-diagnosis' },
      ...{
        subject: '路燈不亮',
        description: '巷口的路燈不亮',
        contact: { name: '王小明', email: 'ming@example.tw' },
      },
      ...matter,
    });
  }

  act(
    actor: Actor,
    { caseNumber }: Pick<CaseFile, 'caseNumber'>,
    act: ActName,
    input: object = {},
  ): Promise<CaseFile> {
    this.next();
    return this.desk.get(CaseActs).perform({ actor, caseNumber, act, input });
  }

  /** The same for an act that another person must approve: asked for, and approved by the agency's head. */
  async approved(
    actor: StaffActor,
    file: Pick<CaseFile, 'caseNumber'>,
    act: ActName,
    input: object = {},
  ): Promise<CaseFile> {
    await this.act(actor, file, act, input);
    return this.act(chiefOf(actor), file, 'approve');
  }

  /** Refers a case to a partner and returns the id of the referral. */
  async refer(actor: Actor, { caseNumber }: Pick<CaseFile, 'caseNumber'>, partner: string): Promise<string> {
    this.next();
    const input = { partner, reason: '請協處' };
    return (await this.desk.get(Referrals).offer({ actor, caseNumber, input })).id;
  }

  referralAct(actor: StaffActor, referralId: string, act: ReferralActName, input: object = {}) {
    this.next();
    return this.desk.get(Referrals).perform({ actor, referralId, act, input });
  }

  /** Lets time pass, then fires what is due. */
  async pass(ms: number): Promise<void> {
    this.desk.time.forward(ms);
    await this.desk.get(TimerRunner).sweep();
  }

  /** The types of the events of a case, oldest first. */
  async events({ id }: Pick<CaseFile, 'id'>): Promise<string[]> {
    return (await this.desk.get(CaseReader).events(id)).map(({ type }) => type);
  }

  /** The kinds of messages of a case, in alphabetical order. */
  async notices({ id }: Pick<CaseFile, 'id'>): Promise<string[]> {
    const rows = await this.desk.get(Reader).repository(Notice).findBy({ caseId: id });
    return rows.map(({ kind }) => kind).toSorted();
  }

  /** All rows of all tables as text, to compare before and after something that must change nothing. */
  async everything(): Promise<Record<string, string[]>> {
    const reader = this.desk.get(Reader);
    const tables = await reader.rows<{ name: string }>(TABLES[reader.database]);
    const rows = tables.map(async ({ name }) => {
      const found = await reader.rows(`SELECT * FROM "${name}"`);
      return [name, found.map((row) => JSON.stringify(row)).toSorted()] as const;
    });
    return Object.fromEntries(await Promise.all(rows));
  }

  close(): Promise<void> {
    return this.desk.close();
  }

  private next(): void {
    this.desk.time.forward(minutes(1));
  }
}

/** The head of the actor's agency, who may approve what anyone else asks. */
export const chiefOf = ({ organisationId, unitId }: StaffActor): StaffActor => ({
  ...{ kind: 'staff', id: 'the-chief', name: 'the chief', organisationId, unitId },
  roles: ['AGENCY_HEAD'],
});

const TABLES = {
  sqlite: `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  postgres: `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()`,
};

/** The problem with which a call is refused; throws when it succeeds. */
export const refusal = (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => Promise.reject(new Error('was taken')),
    (error: unknown) => error as Problem,
  );
