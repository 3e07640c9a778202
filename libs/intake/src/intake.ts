import { Attachments } from '@app/attachments';
import {
  CaseAccess,
  CaseReader,
  CaseRegister,
  Confirmations,
  eventAt,
  type CaseFile,
  type Petition,
} from '@app/cases';
import { Catalogue, type ServiceEntry } from '@app/catalogue';
import { ANYONE, staffWho, SYSTEM, type Actor, type StaffActor } from '@app/people';
import {
  TimeSource,
  hours,
  taipeiDate,
  taipeiMidnight,
  Idempotency,
  invalid,
  networkOf,
  newId,
  parseInput,
  Problem,
  SETTINGS,
  Tallies,
  UnitOfWork,
  type Settings,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { CallRecords } from './call-records.js';
import { Contact } from './contact.entity.js';
import { PublicOffer } from './public-offer.js';
import { PRIVACY_NOTICE_VERSION } from './privacy-notice.js';
import {
  codesUnknown,
  hotlineOf,
  isSpoken,
  noticeUnread,
  notOurs,
  notReadBack,
  notYetReceived,
} from './known-wrong.js';
import { loggedCase, loggedContact, report, type CallFacts } from './report-input.js';

/** A case just registered, with the code that is shown once. */
export interface TakenIn {
  file: CaseFile;
  lookupCode: string;
}

/** The sender of a public report. */
export interface Reporter {
  address: string;
  idempotencyKey?: string;
  /**
   * The idempotency key is ours and unguessable, from a form we rendered. Otherwise the caller chose it, and two
   * callers may choose the same.
   */
  ownKey?: true;
  /** The draft whose files belong to the report. */
  draft?: string;
}

/** The number of the first event of every case. */
const FIRST_EVENT = 1;

const scopeOf = ({ address, ownKey }: Reporter) => (ownKey ? 'report' : `report ${networkOf(address)}`);

/** All intake: reports of citizens on the web, cases logged by staff, and calls solved at once. */
@Injectable()
export class Intake {
  constructor(
    private readonly register: CaseRegister,
    private readonly confirmations: Confirmations,
    private readonly catalogue: Catalogue,
    private readonly offer: PublicOffer,
    private readonly idempotency: Idempotency,
    private readonly tallies: Tallies,
    private readonly work: UnitOfWork,
    private readonly cases: CaseReader,
    private readonly access: CaseAccess,
    private readonly attachments: Attachments,
    private readonly calls: CallRecords,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * A citizen's report on the web or through the API. Limited per network address. Where the service asks for it, it is
   * received only when she has followed the link in a mail.
   */
  async report(input: unknown, from: Reporter): Promise<TakenIn> {
    const checked = parseInput(report, input);
    const service = this.offered(checked.service);
    const confirmBy = this.confirmBy(service, checked.contact);
    const once = { scope: scopeOf(from), key: from.idempotencyKey, body: input };
    return this.take(once, () =>
      this.limited(from.address, () =>
        this.withFiles(from.draft, () =>
          this.open(ANYONE, {
            ...checked,
            service,
            channel: 'WEB',
            hotline: undefined,
            noticeVersion: PRIVACY_NOTICE_VERSION,
            ...(confirmBy !== undefined && { confirmBy }),
          }),
        ),
      ),
    );
  }

  /**
   * Staff log a case for a caller or visitor. Where the §8 notice was read out to the petitioner, its version is
   * stored.
   */
  async logCase(actor: Actor, input: unknown, idempotencyKey?: string): Promise<TakenIn> {
    const staff = staffWho(actor, 'log-case');
    const today = taipeiDate(this.time.now());
    const known = [
      ...notOurs(this.catalogue, staff.organisationId, input),
      ...codesUnknown(this.catalogue, staff.organisationId, input),
      ...notReadBack(input),
      ...noticeUnread(input),
      ...notYetReceived(input, today),
    ];
    const checked = parseInput(loggedCase, input, known);
    await this.calls.check(staff, checked);
    const spoken = isSpoken(checked.channel);
    const once = { scope: `log-case ${staff.id}`, key: idempotencyKey, body: input };
    return this.take(once, () =>
      this.called(staff, checked, {
        ...checked,
        service: this.catalogue.service(checked.service)!,
        hotline: hotlineOf(this.catalogue, staff.organisationId, checked),
        noticeVersion: spoken ? PRIVACY_NOTICE_VERSION : null,
        document: spoken ? undefined : checked.document,
        receivedAt: spoken ? undefined : earlier(checked.receivedOn, today),
      }),
    );
  }

  /** A call or visit solved at once: counted, no name, no notice. Returns the contact's id. */
  async logContact(actor: Actor, input: unknown, idempotencyKey?: string): Promise<{ id: string }> {
    const staff = staffWho(actor, 'log-contact');
    const checked = parseInput(loggedContact, input, [
      ...notOurs(this.catalogue, staff.organisationId, input),
      ...codesUnknown(this.catalogue, staff.organisationId, input),
    ]);
    await this.calls.check(staff, checked);
    const { channel, topic, answer } = checked;
    const at = this.time.now();
    const who = { organisationId: staff.organisationId, unitId: staff.unitId, staffId: staff.id };
    const rest = {
      hotline: hotlineOf(this.catalogue, staff.organisationId, checked) ?? null,
      serviceId: checked.service,
      seconds: checked.seconds ?? null,
    };
    return this.idempotency.once(
      { scope: `log-contact ${staff.id}`, key: idempotencyKey, body: input },
      async () => {
        const id = newId(at);
        await this.work.run(async (manager) => {
          await manager.insert(Contact, {
            id,
            ...who,
            channel,
            topic,
            answer,
            at,
            ending: 'SOLVED',
            ...rest,
          });
          await this.calls.keep(manager, staff, checked, { id, at, openedCaseId: null });
        });
        return { id };
      },
    );
  }

  private async take(
    once: Parameters<Idempotency['once']>[0],
    open: () => Promise<CaseFile>,
  ): Promise<TakenIn> {
    let made: CaseFile | undefined;
    const { caseId } = await this.idempotency.once(once, async () => ({ caseId: (made = await open()).id }));
    const file = made?.id === caseId ? made : await this.cases.file(caseId);
    return { file, lookupCode: this.register.lookupCode(file) };
  }

  /** The case and its files, or neither. */
  private withFiles(draft: string | undefined, open: () => Promise<CaseFile>): Promise<CaseFile> {
    if (draft === undefined) return open();
    return this.work.run(async (manager) => {
      const file = await open();
      const context = await this.access.enter(manager, SYSTEM, { id: file.id });
      await this.attachments.attach(context, { draft }, await eventAt(context, FIRST_EVENT));
      return file;
    });
  }

  /** The case that a call opens, and what is kept of the call, or neither. */
  private called(staff: StaffActor, facts: CallFacts, given: Open): Promise<CaseFile> {
    return this.work.run(async (manager) => {
      const file = await this.open(staff, given);
      const { id, receivedAt: at } = file;
      await this.calls.keep(manager, staff, facts, { id, at, openedCaseId: id });
      return file;
    });
  }

  private open(actor: Actor, { contact, ...rest }: Open): Promise<CaseFile> {
    const petitioner = { name: contact.name, email: contact.email ?? null, phone: contact.phone ?? null };
    const optional = {
      district: rest.district ?? null,
      locale: rest.locale ?? 'zh-TW',
      confidential: rest.confidential ?? false,
      hotline: rest.hotline ?? null,
      said: rest.answer,
      receivedAt: rest.receivedAt,
      document: rest.document,
    };
    return this.register.open(actor, { ...rest, ...optional, petitioner });
  }

  /** Counts public reports per address, so that the desk, or a third party through it, cannot be flooded. */
  private async limited(address: string, open: () => Promise<CaseFile>): Promise<CaseFile> {
    const sofar = await this.tallies.add('report', networkOf(address), hours(1));
    if (sofar > this.settings.INTAKE_PER_ADDRESS_HOUR)
      throw new Problem('TOO_MANY', 'too-many-reports', { retryAfterSeconds: 3_600 });
    return open();
  }

  /** A service to which the public may report on the web. */
  private offered(id: string): ServiceEntry {
    const service = this.offer.services().find((one) => one.id === id);
    if (!service) throw invalid({ field: 'service', code: 'unknown-service' });
    if (!service.channels.includes('WEB')) throw invalid({ field: 'service', code: 'not-on-this-channel' });
    return service;
  }

  /** Last day to confirm; undefined where the report is received at once. */
  private confirmBy(
    { confirmation }: ServiceEntry,
    { email }: { email?: string | undefined },
  ): string | undefined {
    if (!confirmation) return undefined;
    if (email !== undefined) return this.confirmations.lastDay(confirmation.withinDays);
    if (confirmation.withoutEmail === 'REFUSED') throw invalid({ field: 'contact.email', code: 'required' });
    return undefined;
  }
}

/** Of an earlier day only the date is known; what came in today is received now. */
const earlier = (day: string | undefined, today: string): number | undefined =>
  day === undefined || day === today ? undefined : taipeiMidnight(day);

type Open = Omit<z.output<typeof loggedCase>, 'service' | 'noticeVersion' | 'answer'> &
  Pick<Petition, 'service' | 'noticeVersion' | 'confirmBy'> & {
    answer?: string | undefined;
    receivedAt?: number | undefined;
  };
