import { randomBytes } from 'node:crypto';
import type { CitizenActor } from '@app/people';
import {
  hours,
  Keyring,
  minutes,
  Reader,
  SETTINGS,
  TimeSource,
  UnitOfWork,
  type Settings,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { parseCaseNumber } from '../record/case-number.js';
import { CaseFile } from '../record/case-file.entity.js';
import { CitizenSession } from './citizen-session.entity.js';
import { LookupDoor, type LookupRequest } from './lookup-door.js';

/** How often the time of the last visit is stored. */
const SEEN_EVERY_MS = minutes(1);
/** However often she comes back, number and code are asked for again after this. */
const LONGEST_MS = hours(12);

/** Her case, opened by this browser. */
export interface OpenedCase {
  file: CaseFile;
  actor: CitizenActor;
  /** The cookie's value. */
  token: string;
}

/**
 * Short sessions of citizens: number and code are given once, then the case and its acts have addresses of their own
 * (OWASP ASVS 3.3: idle 30 minutes by default, at most 12 hours). One cookie may open several cases.
 */
@Injectable()
export class CitizenSessions {
  constructor(
    private readonly door: LookupDoor,
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** `token`: the cookie that the browser has already. Throws NOT_FOUND and TOO_MANY as `LookupDoor` does. */
  async open(request: LookupRequest, known?: string): Promise<OpenedCase> {
    return this.start(await this.door.open(request), known);
  }

  /** The case, or undefined: never opened here, idle too long, ended, or a newer code was issued. */
  async find(token: string | undefined, caseNumber: string): Promise<OpenedCase | undefined> {
    const number = parseCaseNumber(caseNumber);
    if (!token || !number) return undefined;
    const [file] = await this.reader.find(CaseFile, 'WHERE "caseNumber" = $1', [number]);
    const session = file && (await this.rowOf(token, file.id));
    if (!session || session.codeVersion !== file.codeVersion || this.isOver(session)) return undefined;
    await this.seen(session);
    return { file, token, actor: { kind: 'citizen', caseId: file.id } };
  }

  /** The service of a case that this browser opened, also after the session has ended. It opens nothing. */
  async serviceOf(token: string | undefined, caseNumber: string): Promise<string | undefined> {
    const number = parseCaseNumber(caseNumber);
    if (!token || !number) return undefined;
    const [file] = await this.reader.find(CaseFile, 'WHERE "caseNumber" = $1', [number]);
    return file && (await this.rowOf(token, file.id)) ? file.serviceId : undefined;
  }

  /** For a case that the caller has just proven to be hers: by number and code, or by having sent it. */
  async start(file: CaseFile, known?: string): Promise<OpenedCase> {
    const token = known ?? randomBytes(32).toString('base64url');
    const now = this.time.now();
    const row: CitizenSession = {
      id: this.idOf(token, file.id),
      caseId: file.id,
      codeVersion: file.codeVersion,
      createdAt: now,
      lastSeenAt: now,
    };
    await this.work.run((manager) => manager.upsert(CitizenSession, row, ['id']));
    return { file, token, actor: { kind: 'citizen', caseId: file.id } };
  }

  /** Ends what this browser opened of the case. */
  async end({ token, file }: Pick<OpenedCase, 'token' | 'file'>): Promise<void> {
    await this.work.run((manager) => manager.delete(CitizenSession, { id: this.idOf(token, file.id) }));
  }

  private async rowOf(token: string, caseId: string): Promise<CitizenSession | undefined> {
    const [row] = await this.reader.find(CitizenSession, 'WHERE id = $1', [this.idOf(token, caseId)]);
    return row;
  }

  private isOver({ lastSeenAt, createdAt }: CitizenSession): boolean {
    const now = this.time.now();
    return (
      lastSeenAt <= now - minutes(this.settings.CITIZEN_SESSION_MINUTES) || createdAt <= now - LONGEST_MS
    );
  }

  private async seen({ id, lastSeenAt }: CitizenSession): Promise<void> {
    const now = this.time.now();
    if (now - lastSeenAt < SEEN_EVERY_MS) return;
    await this.work.run((manager) => manager.update(CitizenSession, { id }, { lastSeenAt: now }));
  }

  private idOf(token: string, caseId: string): string {
    return this.keyring.hash('session', 'citizen', token, caseId);
  }
}
