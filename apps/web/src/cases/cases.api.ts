import { ActsWithFiles } from '@app/attachments';
import { actNamed, inputOfAct, isActName, LookupCodes, MENU, type ActName, type CaseFile } from '@app/cases';
import { callRating, CallRatings, Intake, loggedCase, loggedContact } from '@app/intake';
import { CaseDetails, CaseLists, ProgressLookup, type CaseQuery } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Idempotency, invalid, isoTaipei, notFound, SETTINGS, type Settings } from '@app/platform';
import { Referrals, type OfferRequest } from '@app/referrals';
import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiQuery, ApiTags } from '../api/described.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../site/language.js';
import { BearerGuard, Staff } from '../api/bearer.guard.js';
import { etag, IdempotencyKeyHeader, IfMatch } from '../api/headers.js';
import { Answers, bodyOf, TakesActs, TakesIfMatch, TakesKey, type DescribedAct } from '../api/openapi.js';
import { referralShape } from '../case-parts/case.answers.js';
import { numberOf } from '../case-parts/number-of.js';
import * as answer from './cases.answers.js';

/** The description of each act of staff in the API. */
const ACTS = Object.fromEntries(
  MENU.map((name): [string, DescribedAct] => {
    const { from, to, who, event } = actNamed(name);
    const description = `${from.join(', ')} → ${to === 'SAME' ? 'unchanged' : to}; ${who.join(', ')}; ${event}`;
    return [name, { input: inputOfAct(name), description }];
  }),
);

/** Staff: contacts solved at once, cases, their acts. Access is checked by the rooms. */
@ApiTags('staff')
@ApiBearerAuth()
@UseGuards(BearerGuard)
@Controller('api/v1/staff')
export class StaffCasesApi {
  constructor(
    private readonly intake: Intake,
    private readonly ratings: CallRatings,
    private readonly lists: CaseLists,
    private readonly details: CaseDetails,
    private readonly acts: ActsWithFiles,
    private readonly referrals: Referrals,
    private readonly codes: LookupCodes,
    private readonly progress: ProgressLookup,
    private readonly idempotency: Idempotency,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post('contacts')
  @TakesKey()
  @Answers(answer.contacted, 201)
  @ApiBody(bodyOf(loggedContact))
  contact(@Staff() actor: StaffActor, @Body() body: unknown, @IdempotencyKeyHeader() key?: string) {
    return this.intake.logContact(actor, body, key);
  }

  /** Satisfaction before hang-up; `call` is the id of the contact, or the telephone system's number of the call. */
  @Post('calls/:call/rating')
  @HttpCode(200)
  @Answers(answer.rated)
  @ApiBody(bodyOf(callRating))
  rate(@Staff() actor: StaffActor, @Param('call') call: string, @Body() body: unknown) {
    return this.ratings.rate(actor, call, body);
  }

  @Post('cases')
  @TakesKey()
  @Answers(answer.opened, 201)
  @ApiBody(bodyOf(loggedCase))
  @Header('cache-control', 'no-store')
  async open(@Staff() actor: StaffActor, @Body() body: unknown, @IdempotencyKeyHeader() key?: string) {
    const { file, lookupCode } = await this.intake.logCase(actor, body, key);
    const dueAt = await this.progress.nearestDue(file.id);
    const progressUrl = `${this.settings.publicUrl}/progress`;
    return {
      caseNumber: file.caseNumber,
      lookupCode,
      status: file.status,
      dueAt: dueAt === null ? null : isoTaipei(dueAt),
      progressUrl,
    };
  }

  @Get('cases')
  @Answers(answer.caseList)
  @ApiQuery({ name: 'queue', required: false })
  @ApiQuery({ name: 'status', required: false })
  @ApiQuery({ name: 'q', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @Header('cache-control', 'no-store')
  async list(@Staff() actor: StaffActor, @Query() query: CaseQuery) {
    const { cases, next } = await this.lists.list(actor, query);
    return { cases: cases.map(answer.listedShape), next };
  }

  @Get('cases/:caseNumber')
  @Answers(answer.caseDetail)
  @Header('cache-control', 'no-store')
  async show(
    @Staff() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const detail = await this.details.show(actor, numberOf(number));
    void reply.header('etag', etag(detail.file.historySeq));
    return answer.detailShape(detail, languageOf(request));
  }

  /** Issues a new code, shown once, to a caller whom the agent has identified; the old one becomes invalid. */
  @Post('cases/:caseNumber/lookup-code')
  @HttpCode(200)
  @TakesKey()
  @Answers(answer.codeIssued)
  @Header('cache-control', 'no-store')
  async issueCode(
    @Staff() actor: StaffActor,
    @Param('caseNumber') number: string,
    @IdempotencyKeyHeader() key?: string,
  ) {
    const { file, lookupCode } = await this.codes.issue(actor, numberOf(number), key);
    return { caseNumber: file.caseNumber, lookupCode };
  }

  @Post('cases/:caseNumber/acts/:act')
  @HttpCode(200)
  @TakesKey()
  @TakesIfMatch()
  @Answers(answer.acted)
  @TakesActs(ACTS)
  async act(
    @Staff() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Param('act') act: string,
    @Body() input: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IdempotencyKeyHeader() key?: string,
    @IfMatch() ifMatch?: number,
  ) {
    if (!isActName(act)) throw notFound();
    const caseNumber = numberOf(number);
    const scope = `${actor.id} act ${caseNumber} ${act}`;
    const draft = draftIn(input);
    const request = { actor, caseNumber, input, ...(ifMatch !== undefined && { ifMatch }) };
    const done = await this.idempotency.once({ scope, key, body: input }, () =>
      act === 'refer'
        ? this.refer(request)
        : this.acts.perform({ ...request, act }, draft).then((file) => doneShape(file, act)),
    );
    void reply.header('etag', etag(done.version));
    return done;
  }

  /** An act performed by the room `referrals`: returns the referral beside the case. */
  private async refer(request: OfferRequest) {
    const { referral, file } = await this.referrals.refer(request);
    return { ...doneShape(file, 'refer'), referral: referralShape(referral) };
  }
}

/** `attachments`: the draft of files that were added for this act. */
function draftIn(input: unknown): string | undefined {
  const draft = (input as { attachments?: unknown } | null | undefined)?.attachments;
  if (draft === undefined || draft === null) return undefined;
  if (typeof draft !== 'string') throw invalid({ field: 'attachments', code: 'wrong-type' });
  return draft;
}

const doneShape = ({ caseNumber, status, historySeq, unitId }: CaseFile, act: ActName) => ({
  caseNumber,
  status,
  unit: unitId,
  version: historySeq,
  awaitsApproval: actNamed(act).approved === true || actNamed(act).asks === true,
});

/** Parses a case number; a malformed one is treated as a case that does not exist. */
