import type { CaseFile, ImportedCase } from '@app/cases';
import type { ServiceEntry } from '@app/catalogue';
import type { StaffActor } from '@app/people';
import type { SetTime } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import type { Life, Step } from './mix.ts';
import { rooms, type Rooms } from './rooms.ts';
import { agentOf, handlerOf, headOf, supervisorOf, type StaffByLogin } from './staff.ts';

/** One case to be: its life, its service, and when it comes in. */
export interface Planned {
  life: Life;
  service: ServiceEntry;
  receivedAt: number;
  /** Distinguishes people and subjects. */
  n: number;
}

/** A case while it is played. */
interface Played extends Planned {
  id: string;
  caseNumber: string;
  partners: string[];
  /** Number of the second report of the same matter. */
  twin?: string;
}

const OUTCOMES = { CLOSED: 'CLOSED', OPEN: 'RECEIVED' } as const;
const HOUR = 3_600_000;

/** Does to a case, through the services of the rooms, what its life says; the clock is set by the caller. */
export class Player {
  private readonly desk: INestApplicationContext;
  private readonly staff: StaffByLogin;
  private readonly time: SetTime;
  private readonly r: Rooms;

  private constructor(desk: INestApplicationContext, staff: StaffByLogin, time: SetTime, r: Rooms) {
    [this.desk, this.staff, this.time, this.r] = [desk, staff, time, r];
  }

  static async on(desk: INestApplicationContext, staff: StaffByLogin, time: SetTime): Promise<Player> {
    return new Player(desk, staff, time, await rooms());
  }

  async open(planned: Planned): Promise<Played> {
    const { id, caseNumber } = await (planned.life.imported ? this.import(planned) : this.takeIn(planned));
    const partners = this.partnersOf(planned.service);
    const twin = planned.life.twin && (await this.takeIn(planned)).caseNumber;
    return { ...planned, id, caseNumber, partners, ...(twin && { twin }) };
  }

  async step(played: Played, step: Step): Promise<void> {
    const { CaseActs, Referrals } = this.r;
    if ('rate' in step) return this.rate(played.id, step.rate);
    const actor = this.actor(played, step.who);
    if ('finish' in step) {
      const input = { task: await this.task(played.id, step.finish), ...step.input };
      const { caseNumber } = played;
      await this.desk.get(CaseActs).perform({ actor, caseNumber, act: 'finish-task', input });
    } else if ('act' in step) {
      // around the long holidays its own timer closes a case before its handler does
      if (step.act === 'close' && (await this.status(played.id)) === 'CLOSED') return;
      const caseNumber = step.act === 'merge' ? played.twin! : played.caseNumber;
      const input = this.input(played, step);
      await this.desk.get(CaseActs).perform({ actor, caseNumber, act: step.act as 'reply', input });
      // what another person must approve is approved by the head at once
      const head = this.actor(played, 'head');
      if (input['approver'])
        await this.desk.get(CaseActs).perform({ actor: head, caseNumber, act: 'approve', input: {} });
    } else if ('offer' in step) {
      const { caseNumber, partners } = played;
      const partner = step.offer === 'first' ? partners[0]! : (partners[1] ?? partners[0]!);
      await this.desk.get(Referrals).offer({ actor, caseNumber, input: { partner, reason: '請協助。' } });
    } else {
      const referralId = await this.referral(played.id, actor.unitId);
      const act = step.referral as 'accept';
      await this.desk.get(Referrals).perform({ actor, referralId, act, input: step.input });
    }
  }

  private async takeIn({
    life: { channel },
    service,
    n,
  }: Planned): Promise<{ id: string; caseNumber: string }> {
    const intake = this.desk.get(this.r.Intake);
    const contact = {
      ...{ name: `陳情人 ${n}`, email: `citizen${n}@example.tw` },
      phone: `09${String(10_000_000 + n)}`,
    };
    const matter = {
      ...{ service: service.id, subject: `詢問申請條件與應備文件 ${n}`, contact, district: '中正區' },
      description: '想了解需要哪些文件、如何申請，以及是否有相關補助，請協助說明，謝謝。'.repeat(3),
    };
    if (channel === 'WEB' && service.channels.includes('WEB'))
      return this.confirmed((await intake.report(matter, { address: `192.0.2.${n % 250}` })).file);
    const noticeVersion = this.r.PRIVACY_NOTICE_VERSION;
    const at = channel === 'WEB' ? 'PHONE' : channel;
    const agent = this.staff.get(agentOf(service.organisation))!;
    return (await intake.logCase(agent, { ...matter, channel: at, noticeVersion })).file;
  }

  /** Follows the link in the mail at once, where the service asks for it. */
  private async confirmed(file: CaseFile): Promise<CaseFile> {
    if (file.confirmBy === null) return file;
    const { CaseReader, Confirmations, confirmationToken, Keyring } = this.r;
    const [asked] = await this.desk.get(CaseReader).events(file.id);
    const token = confirmationToken(this.desk.get(Keyring), asked!.facts.confirmationId!);
    return this.desk.get(Confirmations).confirm(token);
  }

  private async import({
    life,
    service,
    receivedAt,
    n,
  }: Planned): Promise<{ id: string; caseNumber: string }> {
    const { CaseImport, UnitOfWork, Reader, Adoption } = this.r;
    const status = OUTCOMES[life.imported!];
    const one: ImportedCase = {
      ...{ externalId: `101${String(n).padStart(9, '0')}`, service, unitId: service.unit, status },
      ...{ channel: 'WEB', locale: 'zh-TW', subject: `舊系統案件 ${n}`, description: null, district: '北區' },
      receivedAt: life.adopted ? receivedAt - 30 * 24 * HOUR : receivedAt,
      closedAt: status === 'CLOSED' ? receivedAt + 30 * HOUR : null,
      ...{ givenTargetAt: null, givenOutcome: null, petitioner: null },
    };
    await this.desk
      .get(UnitOfWork)
      .run((manager) => this.desk.get(CaseImport).insert(manager, 'living-desk', [one]));
    const found = await this.desk
      .get(Reader)
      .row<{ id: string; caseNumber: string }>(
        'SELECT id, "caseNumber" FROM case_file WHERE mapping = $1 AND "externalId" = $2',
        ['living-desk', one.externalId],
      );
    const agent = this.staff.get(agentOf(service.organisation))!;
    if (life.adopted) await this.desk.get(Adoption).adopt(agent, found!.caseNumber);
    return found!;
  }

  private async status(id: string): Promise<string> {
    const { CaseFile, Reader } = this.r;
    return (await this.desk.get(Reader).repository(CaseFile).findOneByOrFail({ id })).status;
  }

  private async rate(caseId: string, score: number): Promise<void> {
    const { Reader, Survey, Surveys, Keyring, derivedToken } = this.r;
    const survey = await this.desk.get(Reader).repository(Survey).findOneBy({ caseId, state: 'SENT' });
    if (!survey) return;
    const token = derivedToken(this.desk.get(Keyring), 'survey-token', survey.id);
    await this.desk.get(Surveys).answer(token, { score, comment: '希望能說明什麼時候會處理。' });
  }

  private async task(caseId: string, kind: string): Promise<string> {
    const { Reader, CaseTask } = this.r;
    return (await this.desk.get(Reader).repository(CaseTask).findOneByOrFail({ caseId, kind })).id;
  }

  private async referral(caseId: string, partnerUnitId: string): Promise<string> {
    const { Reader, Referral } = this.r;
    const found = await this.desk
      .get(Reader)
      .repository(Referral)
      .findOneOrFail({
        where: { caseId, partnerUnitId },
        order: { offeredAt: 'DESC' },
      });
    return found.id;
  }

  private actor({ service, partners }: Played, who: Exclude<Step, { rate: number }>['who']): StaffActor {
    const login = {
      agent: agentOf(service.organisation),
      handler: handlerOf(service.unit),
      head: headOf(service.unit),
      supervisor: supervisorOf(service.organisation),
      partner: handlerOf(partners[0]!),
      'other-partner': handlerOf(partners[1] ?? partners[0]!),
    }[who];
    return this.staff.get(login)!;
  }

  private input({ service, caseNumber }: Played, { act, input = {} }: Extract<Step, { act: string }>) {
    const given: Record<string, string> = { ...input };
    if (given['unit'] === 'other') given['unit'] = this.otherUnit(service);
    if (given['whom']) given['whom'] = service.unit;
    if (given['tracker']) given['tracker'] = supervisorOf(service.organisation);
    if (act === 'merge') given['into'] = caseNumber;
    if (act === 'assign') given['unit'] = service.unit;
    if (given['approver']) given['approver'] = headOf(service.unit);
    if (given['lastDay']) given['lastDay'] = this.daysFromNow(Number(given['lastDay']));
    return given;
  }

  private daysFromNow(days: number): string {
    return this.r.taipeiDate(this.time.now() + days * 24 * HOUR);
  }

  /** Of the agency, to be asked to co-handle. */
  private otherUnit({ organisation, unit }: ServiceEntry): string {
    const units = this.desk.get(this.r.Catalogue).unitsOf(organisation);
    const others = units.filter(({ id }) => id !== unit);
    return (others.find(({ kind }) => kind !== 'PARTNER') ?? others[0]!).id;
  }

  /** Two units to refer to: teams where the agency has them, else any other of its units. */
  private partnersOf({ organisation, unit }: ServiceEntry): string[] {
    const units = this.desk
      .get(this.r.Catalogue)
      .unitsOf(organisation)
      .filter(({ id }) => id !== unit);
    return units
      .toSorted((a, b) => (b.kind === 'PARTNER' ? 1 : 0) - (a.kind === 'PARTNER' ? 1 : 0))
      .map(({ id }) => id);
  }
}
