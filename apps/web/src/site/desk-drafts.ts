import { CaseAccess, parseCaseNumber } from '@app/cases';
import { Sessions, type StaffActor } from '@app/people';
import { Drafts, type Fields } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CSRF_FIELD } from './csrf.js';
import { isOurs } from './desk-forms.js';
import { fileFormOf, hasFiles } from './multipart.js';
import { sessionCookie } from './session-cookie.js';
import { cookiesOf, siteOf } from './site-guard.js';
import { typedIn } from './typed-form.js';

/** What a person of the desk typed into one form and has not sent. */
export interface Typing {
  fields: Fields;
  savedAt: number;
}

/** The forms whose text is kept, by the addresses that they are sent to, and the place of the draft. */
const PLACES: readonly [RegExp, string][] = [
  [/^\/desk\/cases\/([^/]+)\/acts\/([a-z-]+)$/, 'case $1 $2'],
  [/^\/desk\/approvals\/([^/]+)\/(send-back)$/, 'case $1 $2'],
  [/^\/desk\/bulk\/(assign|chase)$/, 'bulk $1'],
];

/** Undefined for a form whose text is not kept. */
function placeOf(path: string): string | undefined {
  const found = PLACES.find(([sentTo]) => sentTo.test(path));
  if (!found) return undefined;
  const place = path.replace(...found);
  const [kind, number = '', ...rest] = place.split(' ');
  if (kind !== 'case') return place;
  const known = parseCaseNumber(number);
  return known && ['case', known, ...rest].join(' ');
}

/** Each task of a case has forms of its own, whose draft is kept apart. */
const TASK = 'task';
const ofTask = (place: string, { [TASK]: task = '' }: Fields): string =>
  /^[\w-]{1,64}$/.test(task) ? `${place} ${task}` : place;

/** Of a form that was performed only its key stays, so that what its page still sends is not taken for a new draft. */
const DONE = 'done';
/** Counts what the page of one form has sent to be kept; see page.js. */
const TURN = 'turn';

const turnOf = ({ [TURN]: turn }: Fields): number => (turn === undefined ? Infinity : Number(turn));

/** What is kept on the server of the text that staff type, each for herself: sealed, and shown to no one else. */
@Injectable()
export class DeskDrafts {
  private readonly log = new Logger('Drafts');

  constructor(
    private readonly drafts: Drafts,
    private readonly access: CaseAccess,
    private readonly sessions: Sessions,
  ) {}

  /** Replaces the draft as a whole. Throws NOT_FOUND for a case that the actor may not see. */
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
    await this.drafts.save(at, {}, { merge: () => ({ [DONE]: typed['key'] ?? '' }) });
  }

  async find({ id }: StaffActor, place: string): Promise<Typing | undefined> {
    const found = await this.drafts.find({ owner: { staffId: id }, place });
    return found.state === 'kept' && hasText(found.draft.fields) ? found.draft : undefined;
  }

  /** Those of one case, by the rest of their place: the act, and its task. The last saved first. */
  async ofCase({ id }: StaffActor, caseNumber: string): Promise<Map<string, Typing>> {
    const about = `case ${caseNumber} `;
    const found = await this.drafts.under({ staffId: id }, about);
    const written = found.filter(({ fields }) => hasText(fields));
    return new Map(written.map((one) => [one.place.slice(about.length), one]));
  }

  /**
   * Keeps the form of a request that was refused as a whole, for the person whose session it came with, even if that is
   * over. Returns whether it is kept. The form's token has been checked, or it came from a page of ours.
   */
  async rescue(request: FastifyRequest): Promise<boolean> {
    const { path, staff } = siteOf(request);
    const place = request.method === 'POST' ? placeOf(path) : undefined;
    if (!place) return false;
    try {
      if (hasFiles(request)) await fileFormOf(request).passOver();
      const owner = staff?.id ?? (await this.lastOwner(request));
      const typed = typedIn(request.body);
      if (owner === undefined || !hasText(typed)) return false;
      await this.save(owner, place, typed);
      return true;
    } catch (error) {
      this.log.warn(`what was typed could not be kept: ${(error as Error).name}`);
      return false;
    }
  }

  private async check(actor: StaffActor, place: string): Promise<void> {
    const [kind, number] = place.split(' ');
    if (kind === 'case') await this.access.find(actor, number!, 'READER');
  }

  private lastOwner(request: FastifyRequest): Promise<string | undefined> | undefined {
    const token = request.cookies[sessionCookie(cookiesOf(request)?.secure ?? false)];
    return token === undefined ? undefined : this.sessions.lastOwner(token);
  }

  private async save(staffId: string, place: string, { [CSRF_FIELD]: _token, ...typed }: Fields) {
    const isLate = (before: Fields) =>
      (before['key'] === typed['key'] && turnOf(before) > turnOf(typed)) ||
      (typed['key'] !== undefined && before[DONE] === typed['key']);
    const merge = (before: Fields, given: Fields) => (isLate(before) ? before : given);
    await this.drafts.save({ owner: { staffId }, place: ofTask(place, typed) }, typed, { merge });
  }
}

const hasText = (fields: Fields): boolean =>
  Object.entries(fields).some(
    ([name, value]) => name !== DONE && name !== TASK && !isOurs(name) && value.trim() !== '',
  );
