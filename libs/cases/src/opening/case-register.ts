import { Catalogue, type ServiceEntry } from '@app/catalogue';
import type { Actor } from '@app/people';
import {
  TimeSource,
  insertRows,
  Keyring,
  newId,
  rocDigits,
  seal,
  SETTINGS,
  UnitOfWork,
  type Settings,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseContext } from '../record/case-context.js';
import { CaseFile, CaseKey, Petitioner } from '../record/case-file.entity.js';
import { formatCaseNumber } from '../record/case-number.js';
import { takeSerials } from '../record/case-serial.entity.js';
import { CHAIN_START } from '../record/chain.js';
import { ConfirmationLink, confirmationLink } from '../record/confirmation-link.entity.js';
import { History, type EventDraft } from '../history/history.js';
import { lookupCode } from '../record/lookup-code.js';
import type { PetitionerDetails } from '../record/petition.js';
import { petitionerRow } from '../record/petitioner-row.js';
import { place, Seals } from '../record/seals.js';

/** A new case, checked by its intake channel. */
export interface Petition {
  service: ServiceEntry;
  subject: string;
  description: string;
  petitioner: PetitionerDetails;
  channel: string;
  hotline: string | null;
  district: string | null;
  locale: string;
  /** The petitioner asks that her identity be kept confidential (行政程序法第170條第2項). */
  confidential?: boolean;
  /** Version of the §8 notice that the petitioner was shown or read; null where there was none. */
  noticeVersion: string | null;
  /** When it came in, where that was before it was registered, as with a letter; the promises count from then. */
  receivedAt?: number;
  /** 收文文號 of the agency's own registry. */
  document?: string;
  /** What was said to the petitioner before; stored as a note of the case. */
  said?: string;
  /** Last day on which she can confirm by the link that she is sent; until then it is not received. */
  confirmBy?: string;
}

interface FirstRows {
  key: CaseKey;
  petitioner: Petitioner;
  said: string | undefined;
  document: string | undefined;
  /** When it is registered. */
  at: number;
}

const FIRST_CODE = 1;
/** Channels where staff took the case in person: accepted at once where the service says so. */
const IN_PERSON = ['PHONE', 'COUNTER'];

/** Registers new cases (收件): number, key, petitioner, first events and first clocks in one transaction. */
@Injectable()
export class CaseRegister {
  constructor(
    private readonly work: UnitOfWork,
    private readonly history: History,
    private readonly seals: Seals,
    private readonly catalogue: Catalogue,
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  open(actor: Actor, petition: Petition): Promise<CaseFile> {
    return this.work.run(async (manager) => {
      const at = this.time.now();
      const { key, row } = this.seals.make(newId(at));
      const file = await this.newFile(manager, { ...petition, at }, row.caseId, key);
      const context = new CaseContext(manager, file, this.seals, { key, petitioner: petition.petitioner });
      const petitioner = petitionerRow(file.id, key, petition.petitioner, this.seals);
      const { said, document } = petition;
      await this.insert(context, { key: row, petitioner, said, document, at }, actor);
      return file;
    });
  }

  /** The code the citizen needs besides the number. */
  lookupCode(file: Pick<CaseFile, 'id' | 'codeVersion'>): string {
    return lookupCode(this.keyring, file.id, file.codeVersion);
  }

  private async insert(
    context: CaseContext,
    { key, petitioner, said, document, at }: FirstRows,
    actor: Actor,
  ): Promise<void> {
    const { manager, file } = context;
    const facts = {
      channel: file.channel,
      unit: file.unitId,
      ...(file.noticeVersion && { noticeVersion: file.noticeVersion }),
      ...(document !== undefined && { document }),
    };
    const { confirmBy } = file;
    const confirmationId = newId(at);
    const events: EventDraft[] =
      confirmBy === null
        ? [{ type: 'RECEIVED', at: file.receivedAt, actor, facts }]
        : [
            {
              ...{ type: 'CONFIRMATION_ASKED', at, actor },
              facts: { ...facts, confirmationId, lastDay: confirmBy },
            },
          ];
    if (file.status === 'ACCEPTED') events.push({ type: 'ACCEPTED', at, actor });
    if (said !== undefined) events.push({ type: 'NOTED', at, actor, text: said });
    await this.history.begin(context, events, async () => {
      await insertRows(manager, CaseKey, [key]);
      await insertRows(manager, Petitioner, [petitioner]);
      const link = confirmationLink(this.keyring, confirmationId, file.id);
      if (confirmBy !== null) await insertRows(manager, ConfirmationLink, [link]);
    });
  }

  private async newFile(
    manager: EntityManager,
    petition: Petition & { at: number },
    id: string,
    key: Buffer,
  ): Promise<CaseFile> {
    const { service, subject, channel, hotline, district, locale, noticeVersion } = petition;
    const now = petition.at;
    const serial = await takeSerials(manager, service.organisation, rocDigits(now));
    const prefix = this.catalogue.organisation(service.organisation)!.prefix;
    const accepted = service.acceptOnIntake && IN_PERSON.includes(channel);
    const origin = this.settings.demo ? ('DEMONSTRATION' as const) : ('LIVE' as const);
    const given = {
      mapping: null,
      externalId: null,
      givenTargetAt: null,
      givenOutcome: null,
      erasedAt: null,
    };
    return {
      id,
      organisationId: service.organisation,
      serviceId: service.id,
      unitId: service.unit,
      trackerId: null,
      handlerId: null,
      subject,
      channel,
      hotline,
      district,
      locale,
      noticeVersion,
      origin,
      confidential: petition.confidential ?? false,
      ...given,
      caseNumber: formatCaseNumber(prefix, now, serial),
      description: seal(key, place('case_file.description', id), petition.description),
      status: petition.confirmBy ? 'AWAITING_CONFIRMATION' : accepted ? 'ACCEPTED' : 'RECEIVED',
      open: true,
      listOrder: 0,
      waitsFor: 'NONE',
      correctionBy: null,
      receivedAt: petition.receivedAt ?? now,
      confirmBy: petition.confirmBy ?? null,
      acceptedAt: accepted ? now : null,
      repliedAt: null,
      closedAt: null,
      codeVersion: FIRST_CODE,
      historySeq: 0,
      historyHead: CHAIN_START,
    };
  }
}
