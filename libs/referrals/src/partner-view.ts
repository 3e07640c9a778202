import { Attachments, type Listed, type Sendable } from '@app/attachments';
import { CaseReader, DueList, type ClockRow, type ReadEvent } from '@app/cases';
import type { StaffActor } from '@app/people';
import { TimeSource, newId, notFound, Reader, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Disclosure, Referral } from './referral.entity.js';
import type { ReferralActName } from './referral-acts.js';
import { maskedText } from './masked-text.js';
import { courseOf, WORK_EVENTS, type Course } from './referral-course.js';
import { Referrals } from './referrals.js';

/**
 * What a partner sees of a case. Before acceptance and after the end: category, district and dates, subject and the
 * owner's reason with marks of persons masked; while it works on it also the matter, name and contact.
 */
export interface PartnerView {
  referral: Referral;
  caseNumber: string;
  serviceId: string;
  district: string | null;
  /** Until when to accept or return it, and to answer it; null once that is done. */
  acceptBy: number | null;
  replyBy: number | null;
  subject: string | null;
  description: string | null;
  /** The petitioner asks that her identity be kept confidential. */
  confidential: boolean;
  petitioner: { name: string; email: string | null; phone: string | null } | null;
  events: ReadEvent[];
  /** Files shown to the citizen; none before acceptance. */
  attachments: Listed[];
  acts: ReferralActName[];
  /** Attempts without an answer, and more time that was asked for. */
  course: Course;
  /** 催辦: what the team is asked and has not answered, and until when. */
  chase: { text: string | null; dueDate: string } | null;
}

const FIELDS_SHOWN = 'name,email,phone,subject,description';

@Injectable()
export class PartnerViews {
  constructor(
    private readonly reader: Reader,
    private readonly cases: CaseReader,
    private readonly dues: DueList,
    private readonly referrals: Referrals,
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
    private readonly attachments: Attachments,
  ) {}

  /** Throws NOT_FOUND for a referral of another unit. Records each disclosure of personal data. */
  async show(actor: StaffActor, referralId: string): Promise<PartnerView> {
    const referral = await this.find(actor, referralId);
    const file = await this.cases.file(referral.caseId);
    const accepted = referral.status === 'ACCEPTED';
    const events = await this.cases.events(file.id);
    const known = await this.cases.petitioner(file.id);
    const attachments = accepted ? await this.attachments.of(file, 'SHOWN') : [];
    const more = attachments.length > 0 ? ',attachments' : '';
    if (accepted) await this.disclose(actor, referral, FIELDS_SHOWN + more);
    return {
      referral,
      caseNumber: file.caseNumber,
      serviceId: file.serviceId,
      district: file.district,
      ...(await this.dates(referral)),
      subject: accepted ? file.subject : maskedText(file.subject, known?.name ?? null) || null,
      description: accepted ? await this.cases.description(file) : null,
      confidential: accepted && file.confidential,
      petitioner: accepted ? known : null,
      events: events
        .filter((event) => event.facts.referralId === referral.id)
        .map(redact(accepted, known?.name ?? null)),
      attachments,
      acts: await this.referrals.offered(actor, referral, file, events),
      course: courseOf(referral.id, events),
      chase: await this.chase(referral, events),
    };
  }

  private async chase(
    { caseId, partnerUnitId }: Referral,
    events: ReadEvent[],
  ): Promise<PartnerView['chase']> {
    const open = await this.cases.openChase(caseId, partnerUnitId);
    const asked =
      open && events.find(({ type, facts }) => type === 'CHASE_SENT' && facts.chaseId === open.id);
    return open && { text: asked?.text ?? null, dueDate: open.dueDate };
  }

  /** Whether the referral came to the actor's team; shows nothing of it. */
  async isOfTeam(actor: StaffActor, referralId: string): Promise<boolean> {
    const referral = await this.reader.findOneBy(Referral, { id: referralId });
    return referral !== null && this.referrals.isPartner(actor, referral);
  }

  /** By which what is kept beside the referral is found when its case is erased. Checks no access: never to be shown. */
  async caseNumberOf(referralId: string): Promise<string | undefined> {
    const referral = await this.reader.findOneBy(Referral, { id: referralId });
    return referral ? (await this.cases.file(referral.caseId)).caseNumber : undefined;
  }

  /** A file to download. Throws NOT_FOUND before acceptance, as for a file that is not there; records it. */
  async openAttachment(actor: StaffActor, referralId: string, id: string): Promise<Sendable> {
    const referral = await this.find(actor, referralId);
    if (referral.status !== 'ACCEPTED') throw notFound();
    const file = await this.attachments.openOf({ id: referral.caseId }, id, 'SHOWN');
    await this.disclose(actor, referral, 'attachment');
    return file;
  }

  private async find(actor: StaffActor, id: string): Promise<Referral> {
    const referral = await this.reader.findOneBy(Referral, { id });
    if (!referral || !this.referrals.isPartner(actor, referral)) throw notFound();
    return referral;
  }

  private async dates({ id, chainId, caseId }: Referral): Promise<Pick<PartnerView, 'acceptBy' | 'replyBy'>> {
    const running = await this.dues.runningOf(caseId);
    const by = (subject: ClockRow['subject'], subjectId: string) =>
      running
        .filter((clock) => clock.subject === subject && clock.subjectId === subjectId)
        .map(({ dueAt }) => dueAt!);
    const first = (dues: number[]) => (dues.length > 0 ? Math.min(...dues) : null);
    return { acceptBy: first(by('REFERRAL', id)), replyBy: first(by('REFERRAL_CHAIN', chainId)) };
  }

  private async disclose(actor: StaffActor, referral: Referral, fields: string): Promise<void> {
    const at = this.time.now();
    const row = {
      id: newId(at),
      caseId: referral.caseId,
      referralId: referral.id,
      unitId: actor.unitId,
      staffId: actor.id,
      fields,
      at,
    };
    await this.work.run((manager) => manager.insert(Disclosure, row));
  }
}

/** What the owner and the team wrote while it worked on the case. */
const MASKED: readonly string[] = ['REFERRED', ...WORK_EVENTS];

/** The owner's reason may contain personal data: outside its work on the case the team sees it masked. */
const redact =
  (accepted: boolean, name: string | null) =>
  (event: ReadEvent): ReadEvent =>
    accepted || !MASKED.includes(event.type) || event.text === null
      ? event
      : { ...event, text: maskedText(event.text, name) };
