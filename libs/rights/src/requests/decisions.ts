import {
  CaseAccess,
  CaseActs,
  DataCorrections,
  Erasing,
  History,
  type CaseContext,
  type CaseFile,
  type Corrected,
} from '@app/cases';
import { staffWho, SYSTEM, type Actor, type StaffActor } from '@app/people';
import {
  days,
  findRows,
  invalid,
  line,
  notFound,
  optional,
  paragraph,
  parseInput,
  Problem,
  TimeSource,
  UnitOfWork,
  updateRow,
  type Locale,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { DataRequest, REFUSAL_GROUNDS, type DataRight, type RefusalGround } from './data-request.entity.js';

/** Days for which a granted copy can be read. */
const COPY_DAYS = 30;
const REPLY_MAX = 3_000;

const corrected = z.object({
  name: optional(line(100)),
  email: optional(
    z
      .string()
      .trim()
      .max(254)
      .pipe(z.email({ error: 'email' })),
  ),
  phone: optional(
    z
      .string()
      .trim()
      .regex(/^\+\d{6,15}(;ext=\d{1,6})?$/, { error: 'phone-stored' }),
  ),
  subject: optional(line(200)),
  district: optional(line(40)),
});

/** What staff decide; `text` is the answer that she reads. */
const dataDecision = z.object({
  decision: z.enum(['GRANTED', 'REFUSED']),
  ground: optional(z.enum(REFUSAL_GROUNDS)),
  text: paragraph(REPLY_MAX),
  corrected: corrected.optional(),
});
type Decision = z.output<typeof dataDecision>;

/** The legal ground of a refusal, and what she can do against it (訴願法第14條). */
const GROUNDS: Record<RefusalGround, Record<Locale, string>> = {
  NOT_HERS: { 'zh-TW': '並非請求人本人的個人資料', en: 'the data are not those of the person who asks' },
  NOT_WRONG: { 'zh-TW': '資料經查並無錯誤或缺漏', en: 'the data were found to be right and complete' },
  LEGAL_DUTY: {
    'zh-TW': '因執行職務所必須（個人資料保護法第11條第2項、第3項但書）',
    en: 'the duty of the agency requires the data (Personal Data Protection Act, Article 11)',
  },
  RETENTION_PERIOD: {
    'zh-TW': '依法令規定的保存期限尚未屆滿（個人資料保護法施行細則第21條）',
    en: 'the period for which the law requires the data to be kept has not ended (Enforcement Rules, Article 21)',
  },
  NATIONAL_INTEREST: {
    'zh-TW': '妨害國家重大利益（個人資料保護法第10條第1款）',
    en: 'it would harm a major national interest (Article 10, No. 1)',
  },
  DUTY_HINDERED: {
    'zh-TW': '妨害公務機關執行法定職務（個人資料保護法第10條第2款）',
    en: 'it would hinder a statutory duty (Article 10, No. 2)',
  },
  THIRD_PARTY: {
    'zh-TW': '妨害本機關或第三人的重大利益（個人資料保護法第10條第3款）',
    en: 'it would harm a major interest of the agency or of others (Article 10, No. 3)',
  },
};
const REFUSED: Record<Locale, (ground: string) => string> = {
  'zh-TW': (ground) =>
    `駁回理由：${ground}。\n如不服本決定，得自收到的次日起 30 日內，繕具訴願書，經由本機關向訴願管轄機關提起訴願。`,
  en: (ground) =>
    `Refused because ${ground}.\nYou may appeal against this decision within 30 days from the day after you receive it, through this agency, to the authority that decides on administrative appeals (訴願).`,
};

/** Grants or refuses a request: the answer to her, and what follows for the case that it is about, in one transaction. */
@Injectable()
export class DataDecisions {
  constructor(
    private readonly access: CaseAccess,
    private readonly acts: CaseActs,
    private readonly history: History,
    private readonly corrections: DataCorrections,
    private readonly erasing: Erasing,
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
  ) {}

  /**
   * Throws NOT_FOUND for who may not decide, INVALID, and NOT_ALLOWED where it was decided already or cannot be carried
   * out: a case that is open or held is not erased.
   */
  async decide(actor: Actor, caseNumber: string, input: unknown): Promise<void> {
    const staff = staffWho(actor, 'decide-data-request');
    const decision = parseInput(dataDecision, input);
    return this.work.run(async (manager) => {
      const { file } = await this.access.enter(manager, staff, { caseNumber });
      const request = await requestOf(manager, file);
      check(request.kind, decision);
      await this.answer(staff, file, decision);
      const copyUntil = await this.carryOut(manager, staff, { request, file, decision });
      const { decision: decided, ground = null } = decision;
      const by = { decidedAt: this.time.now(), decidedBy: staff.id };
      await updateRow(manager, DataRequest, request, {
        ...request,
        decision: decided,
        ground,
        ...by,
        copyUntil,
      });
    });
  }

  private async answer(actor: StaffActor, file: CaseFile, { ground, text }: Decision): Promise<void> {
    const { caseNumber } = file;
    if (file.status === 'RECEIVED') await this.acts.perform({ actor, caseNumber, act: 'accept', input: {} });
    const locale = file.locale === 'en' ? 'en' : 'zh-TW';
    const whole = ground ? `${text}\n\n${REFUSED[locale](GROUNDS[ground][locale])}` : text;
    await this.acts.perform({ actor, caseNumber, act: 'reply', input: { text: whole } });
  }

  /** Returns until when a granted copy can be read. */
  private async carryOut(
    manager: EntityManager,
    actor: StaffActor,
    { request, file, decision }: { request: DataRequest; file: CaseFile; decision: Decision },
  ): Promise<number | null> {
    if (decision.decision === 'REFUSED') return null;
    const about = await this.access.enter(manager, SYSTEM, { id: request.aboutCaseId });
    const now = this.time.now();
    if (request.kind === 'COPY') return now + days(COPY_DAYS);
    if (request.kind === 'DELETE')
      await this.erasing.erase({
        ...{ actor, caseNumber: about.file.caseNumber, ground: 'REQUESTED', decided: true },
      });
    else await this.change(about, { actor, request: file.caseNumber, decision, kind: request.kind });
    return null;
  }

  private async change(
    about: CaseContext,
    by: { actor: StaffActor; request: string; decision: Decision; kind: 'CORRECT' | 'RESTRICT' },
  ): Promise<void> {
    const { actor, request, decision, kind } = by;
    const why = decision.text;
    if (kind === 'CORRECT')
      return this.corrections.correct(about, { actor, request, why }, given(decision.corrected));
    const event = { type: 'RESTRICTED' as const, at: this.time.now(), actor, facts: { request } };
    await this.history.append(about, [event]);
  }
}

async function requestOf(manager: EntityManager, { id }: CaseFile): Promise<DataRequest> {
  const [request] = await findRows(manager, DataRequest, 'WHERE "caseId" = $1', [id]);
  if (!request) throw notFound();
  if (request.decision !== null) throw new Problem('NOT_ALLOWED', 'data-request-decided');
  return request;
}

/** A refusal names its ground; a granted correction what is corrected. */
function check(kind: DataRight, { decision, ground, corrected: values }: Decision): void {
  if (decision === 'REFUSED' && !ground) throw invalid({ field: 'ground', code: 'required' });
  if (decision === 'GRANTED' && ground) throw invalid({ field: 'ground', code: 'ground-of-refusal' });
  const nothing = Object.keys(given(values)).length === 0;
  if (decision === 'GRANTED' && kind === 'CORRECT' && nothing)
    throw invalid({ field: 'corrected.name', code: 'nothing-corrected' });
}

const given = (values: z.output<typeof corrected> = {}): Corrected =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
