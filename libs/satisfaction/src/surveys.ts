import {
  actNamed,
  CaseAccess,
  History,
  isRestricted,
  lastEvent,
  place,
  type CaseContext,
  type CaseFile,
  type EventType,
  type HistoryEvent,
} from '@app/cases';
import { Catalogue, surveyAfter, type ServiceEntry } from '@app/catalogue';
import { SYSTEM, type CitizenActor } from '@app/people';
import {
  TimeSource,
  days,
  derivedToken,
  derivedTokenHash,
  hours,
  Keyring,
  minutes,
  newId,
  notFound,
  optional,
  paragraph,
  parseInput,
  Problem,
  Reader,
  seal,
  SETTINGS,
  UnitOfWork,
  type FieldProblem,
  type Settings,
} from '@app/platform';
import { TimerBook, TimerRunner, type Timer } from '@app/sla/timers';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MoreThanOrEqual, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { Survey } from './survey.entity.js';

const answer = z.object({
  score: z.coerce.number().int().min(1).max(5),
  comment: optional(paragraph(2_000)),
});
/** What is wrong with an answer, by field; the same rules as when it is given. */
export function checkAnswer(input: unknown): FieldProblem[] {
  try {
    parseInput(answer, input);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.detail.fields ?? [];
  }
}

/** 1 非常不滿意, 2 不滿意: these require a further explanation where the organisation promised one. */
const DISSATISFIED_UP_TO = 2;

/** Events that cancel a questionnaire: the case is open again, withdrawn or merged, or her data may not be used. */
const ENDS: readonly EventType[] = ['REOPENED', 'WITHDRAWN', 'MERGED', 'RESTRICTED'];

/** Questionnaires after an answer or a closing: planned, sent by a timer, answered without signing in, expired. */
@Injectable()
export class Surveys implements OnModuleInit {
  constructor(
    private readonly history: History,
    private readonly runner: TimerRunner,
    private readonly timers: TimerBook,
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.history.listen((event, context) => this.react(event, context));
    this.runner.handle('survey.goes-out', (timer, now) => this.goOut(timer, now));
    this.runner.handle('survey.expires', (timer, now) => this.expire(timer, now));
  }

  /** The questionnaire behind a token, for its page. Throws NOT_FOUND when unknown or expired. */
  find(token: string): Promise<Survey> {
    return this.open(this.reader.repository(Survey).manager, token);
  }

  /** The token of the questionnaire that waits for this citizen, for a link on her case; undefined where none does. */
  async askedOf(actor: CitizenActor): Promise<string | undefined> {
    const waiting = { caseId: actor.caseId ?? '', state: 'SENT' as const };
    const surveys = await this.reader.findBy(Survey, waiting);
    const open = surveys.find(({ expiresAt }) => expiresAt! > this.time.now());
    return open && derivedToken(this.keyring, 'survey-token', open.id);
  }

  /**
   * Throws NOT_FOUND for an unknown or expired token and for an erased case, NOT_ALLOWED when it was answered
   * already.
   */
  answer(token: string, input: unknown): Promise<Survey> {
    return this.work.run(async (manager) => {
      const survey = await this.open(manager, token);
      if (survey.state === 'ANSWERED') throw new Problem('NOT_ALLOWED', 'survey-answered');
      const { score, comment } = parseInput(answer, input);
      const context = await this.context(manager, survey.caseId);
      const key = await context.key();
      if (!key) throw notFound(); // erased meanwhile: the answer could not be stored
      const sealed = comment === undefined ? null : seal(key, place('survey.comment', survey.id), comment);
      const now = this.time.now();
      const answered: Survey = { ...survey, state: 'ANSWERED', score, comment: sealed, answeredAt: now };
      // two answers at the same moment both read SENT: the conditional update decides which one counts
      const { affected } = await manager.update(Survey, { id: survey.id, state: 'SENT' }, answered);
      if (!affected) throw new Problem('NOT_ALLOWED', 'survey-answered');
      await this.timers.cancel(survey.id, ['survey.expires']);
      await this.tell(context, answered, now);
      return answered;
    });
  }

  private async tell(context: CaseContext, survey: Survey, at: number): Promise<void> {
    const actor: CitizenActor = { kind: 'citizen', caseId: survey.caseId };
    const facts = { surveyId: survey.id, score: survey.score! };
    const dissatisfied = survey.score! <= DISSATISFIED_UP_TO && (await this.standsAnswered(context));
    const answered = { type: 'SURVEY_ANSWERED' as const, at, actor, facts };
    await this.history.append(
      context,
      dissatisfied ? [answered, { type: 'DISSATISFIED', at, actor, facts }] : [answered],
    );
  }

  /**
   * Whether a poor rating requires a further explanation. Of a reopened case only the rating is stored, until it is
   * answered or closed again (whichever its service sends the questionnaire after).
   */
  private async standsAnswered(context: CaseContext): Promise<boolean> {
    if (!actNamed('supplementary-reply').from.includes(context.file.status)) return false;
    const ended = surveyAfter(this.serviceOf(context.file));
    const last = await lastEvent(context, [ended, 'REOPENED']);
    return last?.type !== 'REOPENED';
  }

  private async open(manager: EntityManager, token: string): Promise<Survey> {
    const survey = await manager.findOneBy(Survey, {
      tokenHash: derivedTokenHash(this.keyring, 'survey-token', token),
    });
    const now = this.time.now();
    if (!survey || !['SENT', 'ANSWERED'].includes(survey.state) || survey.expiresAt! <= now) throw notFound();
    return survey;
  }

  private async react(event: HistoryEvent, context: CaseContext): Promise<void> {
    if (ENDS.includes(event.type)) return this.cancel(context);
    if (event.type !== 'REPLIED' && event.type !== 'CLOSED') return;
    if (await isRestricted(context)) return;
    const after = surveyAfter(this.serviceOf(context.file));
    if (event.type === after) {
      // the questionnaire of a further reply replaces one not sent yet
      await this.cancel(context);
      await this.plan(event, context, after === 'REPLIED' ? 0 : undefined);
    }
    // answered while the service was configured to send it after closing
    else if (event.type === 'CLOSED' && !(await this.asked(context))) await this.plan(event, context);
  }

  /** Whether the last reply has a questionnaire. */
  private asked({ manager, file }: CaseContext): Promise<boolean> {
    return manager.existsBy(Survey, { caseId: file.id, plannedAt: MoreThanOrEqual(file.repliedAt ?? 0) });
  }

  private async plan(event: HistoryEvent, { manager, file }: CaseContext, wait?: number): Promise<void> {
    const set = this.settings.SURVEY_DELAY_MINUTES;
    const usual = wait ?? hours(this.serviceOf(file).surveyDelayHours);
    const plannedAt = event.at + (set === undefined ? usual : minutes(set));
    const id = newId(event.at);
    const tokenHash = derivedTokenHash(
      this.keyring,
      'survey-token',
      derivedToken(this.keyring, 'survey-token', id),
    );
    const blank = { sentAt: null, expiresAt: null, answeredAt: null, score: null, comment: null };
    const where = { caseId: file.id, organisationId: file.organisationId };
    await manager.insert(Survey, {
      id,
      ...where,
      tokenHash,
      mode: 'LINK',
      state: 'PLANNED',
      plannedAt,
      ...blank,
    });
    await this.timers.arm([
      { kind: 'survey.goes-out', caseId: file.id, subjectId: id, occurrence: 'first', dueAt: plannedAt },
    ]);
  }

  /** Cancels a planned questionnaire: a reopened case gets one after its next answer or closing. */
  private async cancel({ manager, file }: CaseContext): Promise<void> {
    const planned = await manager.findBy(Survey, { caseId: file.id, state: 'PLANNED' });
    for (const survey of planned) {
      await manager.update(Survey, { id: survey.id }, { state: 'CANCELLED' });
      await this.timers.cancel(survey.id, ['survey.goes-out']);
    }
  }

  private async goOut(timer: Timer, now: number): Promise<void> {
    await this.work.run(async (manager) => {
      const survey = await manager.findOneBy(Survey, { id: timer.subjectId, state: 'PLANNED' });
      if (!survey) return;
      const context = await this.context(manager, survey.caseId);
      const expiresAt = now + days(this.serviceOf(context.file).surveyValidDays);
      await manager.update(Survey, { id: survey.id }, { state: 'SENT', sentAt: now, expiresAt });
      await this.timers.arm([
        {
          kind: 'survey.expires',
          caseId: survey.caseId,
          subjectId: survey.id,
          occurrence: 'end',
          dueAt: expiresAt,
        },
      ]);
      await this.history.append(context, [
        {
          type: 'SURVEY_SENT',
          at: now,
          actor: SYSTEM,
          facts: { surveyId: survey.id, ...this.runner.lateness(timer, now) },
        },
      ]);
    });
  }

  private async expire(timer: Timer, now: number): Promise<void> {
    await this.work.run(async (manager) => {
      const expired = await manager.update(
        Survey,
        { id: timer.subjectId, state: 'SENT' },
        { state: 'EXPIRED' },
      );
      if (!expired.affected) return;
      const context = await this.context(manager, timer.caseId!);
      await this.history.append(context, [
        {
          type: 'SURVEY_EXPIRED',
          at: now,
          actor: SYSTEM,
          facts: { surveyId: timer.subjectId, ...this.runner.lateness(timer, now) },
        },
      ]);
    });
  }

  private serviceOf({ serviceId }: Pick<CaseFile, 'serviceId'>): ServiceEntry {
    return this.catalogue.serviceOfCase(serviceId)!;
  }

  private context(manager: EntityManager, caseId: string): Promise<CaseContext> {
    return this.access.enter(manager, SYSTEM, { id: caseId });
  }
}
