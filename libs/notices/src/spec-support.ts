import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CaseActs, CaseRegister, type ActName, type CaseFile } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { ANYONE, StaffRegister, type NewStaff, type StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import type { TestDesk } from '../../../test/support/desk.js';
import { Notice } from './notice.entity.js';

export const MAIL = 'lin@example.test';
export const MOBILE = '+886912345678';
const SERVICE = 'demo.consultation';

/** One desk with its people, and short ways to what the specs ask. */
export class Office {
  constructor(readonly desk: TestDesk) {}
  agent: StaffActor;
  partner: StaffActor;
  head: StaffActor;

  async people(): Promise<this> {
    const unit = this.desk.get(Catalogue).service(SERVICE)!.unit;
    this.agent = await this.staff('agent', unit, ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    this.head = await this.staff('head', unit, ['UNIT_HEAD']);
    this.partner = await this.staff('partner', 'demo.finance-team', ['CASE_HANDLER']);
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

  async outbox(kind: string): Promise<string[]> {
    const folder = join(this.desk.folder, 'outbox');
    const names = (await readdir(folder)).filter((name) => name.startsWith(`${kind}-`));
    return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  }
}
