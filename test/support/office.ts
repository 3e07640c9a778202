import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CaseActs, CaseContext, CaseRegister, Seals, type ActName, type CaseFile } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { ANYONE, StaffRegister, type NewStaff, type StaffActor } from '@app/people';
import { isoTaipei, Reader, WRITE_SOURCE } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import type { DataSource } from 'typeorm';
import type { TestDesk } from './desk.js';
import { Notice } from '@app/notices';
import { recipientPlace } from '../../libs/notices/src/rows/notice-rows.js';
import { momentOf } from '../../libs/notices/src/kinds/occasion.js';

export const MAIL = 'lin@example.test';
export const MOBILE = '+886912345678';
const SERVICE = 'demo.consultation';

/** One desk with its staff, and shortcuts for the specs. */
export class Office {
  constructor(readonly desk: TestDesk) {}
  agent: StaffActor;
  partner: StaffActor;
  head: StaffActor;

  async people(): Promise<this> {
    const unit = this.desk.get(Catalogue).service(SERVICE)!.unit;
    this.agent = await this.staff('agent', unit, ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    this.head = await this.staff('head', unit, ['UNIT_HEAD']);
    this.partner = await this.staff('partner', 'demo.finance-team', ['PARTNER']);
    await this.staff('control', 'demo.head-office', ['CONTROL_OFFICER']);
    return this;
  }

  async staff(login: string, unitId: string, roles: NewStaff['roles']): Promise<StaffActor> {
    const person = {
      login,
      name: login,
      email: `${login}@agency.test`,
      organisationId: 'demo',
      unitId,
      roles,
    };
    const { id } = await this.desk.get(StaffRegister).create(person, { password: 'correct-Horse-7-battery' });
    return { kind: 'staff', id, name: login, organisationId: 'demo', unitId, roles };
  }

  open(
    contact: { email?: string; phone?: string } = { email: MAIL, phone: MOBILE },
    channel = 'PHONE',
    serviceId = SERVICE,
  ): Promise<CaseFile> {
    const service = this.desk.get(Catalogue).service(serviceId)!;
    const petitioner = { name: '林小姐', email: contact.email ?? null, phone: contact.phone ?? null };
    const given = {
      service,
      petitioner,
      channel,
      subject: '補助問題',
      description: '內容不外傳',
      hotline: null,
      district: '西屯區',
      locale: 'zh-TW',
      noticeVersion: '1',
    };
    return this.desk.get(CaseRegister).open(ANYONE, given);
  }

  act(file: CaseFile, act: ActName, input: object = {}, actor: StaffActor = this.agent): Promise<CaseFile> {
    return this.desk.get(CaseActs).perform({ actor, caseNumber: file.caseNumber, act, input });
  }

  notices(file: CaseFile): Promise<Notice[]> {
    return this.desk
      .get(Reader)
      .repository(Notice)
      .find({ where: { caseId: file.id }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  async owed(file: CaseFile): Promise<string[]> {
    return (await this.notices(file)).map(({ kind, channel, state, reason }) =>
      [kind, channel, state, reason].filter(Boolean).join(' '),
    );
  }

  /** Moves the time to an instant; timers due on the way fire when they are due. */
  async passTo(instant: number): Promise<void> {
    for (;;) {
      const next = await this.desk
        .get(Reader)
        .row<{ at: number | null }>(`SELECT MIN("dueAt") AS at FROM timer WHERE state = 'ARMED'`);
      const at = next?.at ? Number(next.at) : Infinity;
      this.desk.time.set(Math.max(this.desk.time.now(), Math.min(at, instant)));
      await this.desk.get(TimerRunner).sweep();
      if (at >= instant) return;
    }
  }

  /** Who is told what about a promise, and for which moment: `08-21 00:00 clock-overdue head`. */
  async told(file: CaseFile, commitment: string): Promise<string[]> {
    const notices = (await this.notices(file)).filter(({ facts }) => facts.commitment === commitment);
    const manager = this.desk.get<DataSource>(WRITE_SOURCE).manager;
    const context = new CaseContext(manager, file, this.desk.get(Seals));
    const lines = notices.map(async ({ id, kind, recipient, occasion, reason }) => {
      const to = await context.unseal(recipientPlace(id), recipient);
      const moment = isoTaipei(momentOf(occasion) ?? NaN)
        .slice(5, 16)
        .replace('T', ' ');
      return `${moment} ${kind} ${to?.split('@')[0] || reason}`;
    });
    return (await Promise.all(lines)).toSorted();
  }

  async outbox(kind: string): Promise<string[]> {
    const folder = join(this.desk.folder, 'outbox');
    const names = (await readdir(folder)).filter((name) => name.startsWith(`${kind}-`));
    return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  }
}
