import { CaseAccess } from '@app/cases';
import { Sessions, type StaffActor } from '@app/people';
import { Drafts, minutes, notFound, type Fields } from '@app/platform';
import { PartnerViews } from '@app/referrals';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CSRF_FIELD } from './csrf.js';
import { isOurs } from './desk-forms.js';
import { callPlace, isPreset, placeOf } from './form-places.js';
import { fileFormOf, hasFiles } from './multipart.js';
import { sessionCookie } from './session-cookie.js';
import { cookiesOf, siteOf } from './site-guard.js';
import { typedIn } from './typed-form.js';

/** What a person of the desk typed into one form and has not sent. */
export interface Typing {
  fields: Fields;
  savedAt: number;
}

/** Each task of a case has forms of its own, whose draft is kept apart. */
const ofTask = (place: string, { task = '' }: Fields): string =>
  /^[\w-]{1,64}$/.test(task) ? `${place} ${task}` : place;

/** Of a form that was performed only its key stays, so that what its page still sends is not taken for a new draft. */
const DONE = 'done';
/** Counts what the page of one form has sent to be kept; see page.js. */
const TURN = 'turn';

/** A form that is drawn again from its draft keeps its key; what each drawing has sent is counted apart. */
const PAGE = 'page';
const pageOf = (fields: Fields): string | undefined => fields[PAGE] ?? fields['key'];
/** How long that a call was logged is remembered. */
const DONE_CALL_MINUTES = 10;

const turnOf = ({ [TURN]: turn }: Fields): number => (turn === undefined ? Infinity : Number(turn));
const isCall = (place: string): boolean => place.startsWith(CALLS);
const CALLS = callPlace('');

/** A call that was typed and not logged. */
export interface TypedCall extends Typing {
  key: string;
}

/** What is kept on the server of the text that staff type, each for herself: sealed, and shown to no one else. */
@Injectable()
export class DeskDrafts {
  private readonly log = new Logger('Drafts');

  constructor(
    private readonly drafts: Drafts,
    private readonly access: CaseAccess,
    private readonly partners: PartnerViews,
    private readonly sessions: Sessions,
  ) {}

  /** Replaces the draft as a whole. Throws NOT_FOUND for a case or referral that the actor may not see. */
  async keep(actor: StaffActor, place: string, typed: Fields): Promise<void> {
    await this.check(actor, place);
    await this.save(actor.id, place, typed);
  }

  /** She does not want it any more. */
  async discard(actor: StaffActor, place: string, typed: Fields): Promise<void> {
    await this.check(actor, place);
    await this.end(actor, place, typed);
  }

  /** The act is done: she passed its access check. */
  async end(actor: StaffActor, place: string, typed: Fields): Promise<void> {
    const at = { owner: { staffId: actor.id }, place: ofTask(place, typed) };
    const lasts = isCall(place) ? { lasts: minutes(DONE_CALL_MINUTES) } : {};
    await this.drafts.save(at, {}, { merge: () => ({ [DONE]: typed['key'] ?? '' }), ...lasts });
  }

  async find({ id }: StaffActor, place: string): Promise<Typing | undefined> {
    const found = await this.drafts.find({ owner: { staffId: id }, place });
    return found.state === 'kept' && hasText(found.draft.fields) ? found.draft : undefined;
  }

  /** Those of one case, by the rest of their place: the act, and its task. The last saved first. */
  ofCase(actor: StaffActor, caseNumber: string): Promise<Map<string, Typing>> {
    return this.under(actor, `case ${caseNumber} `);
  }

  /** Those of one referral, by the act. The last saved first. */
  ofReferral(actor: StaffActor, { caseNumber, id }: { caseNumber: string; id: string }) {
    return this.under(actor, `case ${caseNumber} referral ${id} `);
  }

  /** Calls that were typed and not logged, the last saved first. */
  async calls(actor: StaffActor): Promise<TypedCall[]> {
    const found = await this.under(actor, CALLS);
    return [...found].map(([key, { fields, savedAt }]) => ({ key, fields, savedAt }));
  }

  /**
   * Place of the form that is sent to an address, kept at it and `/keep`, discarded at it and `/discard`; under the number
   * of its case, so that it is erased with the case. Throws NOT_FOUND for a form whose text is not kept, and for that of a
   * team on a referral of another.
   */
  async placeAt(actor: StaffActor, path: string, typed: Fields): Promise<string> {
    const place = placeOf(path.replace(/\/discard$/, ''), typed);
    const [kind, id] = place?.split(' ') ?? [];
    if (!place || (kind === 'referral' && !(await this.partners.isOfTeam(actor, id!)))) throw notFound();
    return (await this.completed(place))!;
  }

  /**
   * Keeps the form of a request that was refused as a whole, for the person whose session it came with, even if that is
   * over. Returns whether it is kept. The form's token has been checked, or it came from a page of ours.
   */
  async rescue(request: FastifyRequest): Promise<boolean> {
    const { path, staff } = siteOf(request);
    const place = request.method === 'POST' ? placeOf(path, typedIn(request.body)) : undefined;
    if (!place) return false;
    try {
      if (hasFiles(request)) await fileFormOf(request).passOver();
      const owner = staff?.id ?? (await this.lastOwner(request));
      const typed = typedIn(request.body);
      const whole = await this.completed(place);
      if (owner === undefined || whole === undefined || !hasText(typed)) return false;
      await this.save(owner, whole, typed);
      return true;
    } catch (error) {
      this.log.warn(`what was typed could not be kept: ${(error as Error).name}`);
      return false;
    }
  }

  private async under({ id }: StaffActor, about: string): Promise<Map<string, Typing>> {
    const found = await this.drafts.under({ staffId: id }, about);
    const written = found.filter(({ fields }) => hasText(fields));
    return new Map(written.map((one) => [one.place.slice(about.length), one]));
  }

  private async check(actor: StaffActor, place: string): Promise<void> {
    const [kind, number, of, id] = place.split(' ');
    if (kind !== 'case') return;
    if (of === 'referral' && (await this.partners.isOfTeam(actor, id!))) return;
    await this.access.find(actor, number!, 'READER');
  }

  /** With the number of the case where the address of the form names only a referral. */
  private async completed(place: string): Promise<string | undefined> {
    const [kind, id] = place.split(' ');
    if (kind !== 'referral') return place;
    const number = await this.partners.caseNumberOf(id!);
    return number && `case ${number} ${place}`;
  }

  private lastOwner(request: FastifyRequest): Promise<string | undefined> | undefined {
    const token = request.cookies[sessionCookie(cookiesOf(request)?.secure ?? false)];
    return token === undefined ? undefined : this.sessions.lastOwner(token);
  }

  private async save(staffId: string, place: string, { [CSRF_FIELD]: _token, ...typed }: Fields) {
    const isLate = (before: Fields) =>
      (pageOf(before) === pageOf(typed) && turnOf(before) > turnOf(typed)) ||
      (typed['key'] !== undefined && before[DONE] === typed['key']);
    const merge = (before: Fields, given: Fields) => (isLate(before) ? before : given);
    await this.drafts.save({ owner: { staffId }, place: ofTask(place, typed) }, typed, { merge });
  }
}

/** Her search for the caller is a field of the page, and typed. */
const isTyped = (name: string): boolean =>
  name === 'caller' || (name !== DONE && !isOurs(name) && !isPreset(name));
export const hasText = (fields: Fields): boolean =>
  Object.entries(fields).some(([name, value]) => isTyped(name) && value.trim() !== '');
