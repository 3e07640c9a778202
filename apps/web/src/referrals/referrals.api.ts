import { inputOfAct, type ReadEvent } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Idempotency, isoTaipei, notFound } from '@app/platform';
import { PartnerInbox, type InboxQuery } from '@app/lookups';
import { isReferralAct, PartnerViews, REFERRAL_ACTS, Referrals, WORK_EVENTS } from '@app/referrals';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res, UseGuards } from '@nestjs/common';
import { numberOf } from '../case-parts/number-of.js';
import { ApiBearerAuth, ApiBody, ApiQuery, ApiTags } from '../api/described.js';
import type { FastifyReply } from 'fastify';
import { BearerGuard, Staff } from '../api/bearer.guard.js';
import { etag, IdempotencyKeyHeader, IfMatch } from '../api/headers.js';
import { iso } from '../api/answers.js';
import { Answers, bodyOf, TakesActs, TakesIfMatch, TakesKey, type DescribedAct } from '../api/openapi.js';
import { referralShape } from '../case-parts/case.answers.js';
import * as answer from './referrals.answers.js';

/** The description of each act on a referral in the API. */
const ACTS = Object.fromEntries(
  Object.entries(REFERRAL_ACTS).map(([name, { from, to, side, event, input }]): [string, DescribedAct] => [
    name,
    { input, description: `${from.join(', ')} → ${to}; ${side}; ${event}` },
  ]),
);

const WORK: readonly string[] = WORK_EVENTS;

const workShape = ({ type, at, text, facts: { how, outcome, attemptedAt, length } }: ReadEvent) => ({
  ...{ event: type, at: isoTaipei(at), text },
  ...{ how: how ?? null, outcome: outcome ?? null, length: length ?? null },
  attemptedAt: iso(attemptedAt ?? null),
});

/** Referrals: offered by the owner; accepted, returned and answered by the partner; recalled by the owner. */
@ApiTags('staff')
@ApiBearerAuth()
@UseGuards(BearerGuard)
@Controller('api/v1/staff')
export class StaffReferralsApi {
  constructor(
    private readonly referrals: Referrals,
    private readonly views: PartnerViews,
    private readonly inbox: PartnerInbox,
    private readonly idempotency: Idempotency,
  ) {}

  @Post('cases/:caseNumber/referrals')
  @TakesKey()
  @TakesIfMatch()
  @Answers(answer.referral, 201)
  @ApiBody(bodyOf(inputOfAct('refer')))
  async offer(
    @Staff() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Body() input: unknown,
    @IdempotencyKeyHeader() key?: string,
    @IfMatch() ifMatch?: number,
  ) {
    const caseNumber = numberOf(number);
    return this.idempotency.once({ scope: `${actor.id} refer ${caseNumber}`, key, body: input }, async () =>
      referralShape(
        await this.referrals.offer({ actor, caseNumber, input, ...(ifMatch !== undefined && { ifMatch }) }),
      ),
    );
  }

  @Get('referrals')
  @Answers(answer.inbox)
  @ApiQuery({
    name: 'cursor',
    required: false,
    description: 'from the Link header of the page before (RFC 8288)',
  })
  @Header('cache-control', 'no-store')
  async list(
    @Staff() actor: StaffActor,
    @Query() query: InboxQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { rows, next } = await this.inbox.list(actor, query);
    if (next) void reply.header('link', `<?cursor=${next}>; rel="next"`);
    return rows.map(answer.inboxShape);
  }

  @Get('referrals/:id')
  @Answers(answer.partnerReferral)
  @Header('cache-control', 'no-store')
  async show(
    @Staff() actor: StaffActor,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const view = await this.views.show(actor, id);
    const dues = await this.inbox.duesOf(view.referral);
    const { referral, caseNumber, serviceId, district, subject, description, petitioner, acts } = view;
    void reply.header('etag', etag(referral.version));
    return {
      ...referralShape(referral),
      caseNumber,
      service: serviceId,
      district,
      acceptBy: iso(view.acceptBy),
      replyBy: iso(view.replyBy),
      ...answer.leftOf(dues),
      subject,
      description,
      contact: petitioner,
      acts,
      reason: view.events.find(({ type }) => type === 'REFERRED')?.text ?? null,
      chase: view.chase,
      work: view.events.filter(({ type }) => WORK.includes(type)).map(workShape),
      timeAsked: view.course.asked && { ...view.course.asked, at: isoTaipei(view.course.asked.at) },
      unanswered: view.course.unanswered,
    };
  }

  @Post('referrals/:id/:act')
  @TakesKey()
  @TakesIfMatch()
  @Answers(answer.referral)
  @HttpCode(200)
  @TakesActs(ACTS)
  async act(
    @Staff() actor: StaffActor,
    @Param('id') referralId: string,
    @Param('act') act: string,
    @Body() input: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IdempotencyKeyHeader() key?: string,
    @IfMatch() ifMatch?: number,
  ) {
    if (!isReferralAct(act)) throw notFound();
    const scope = `${actor.id} referral ${referralId} ${act}`;
    const done = await this.idempotency.once({ scope, key, body: input }, async () =>
      referralShape(
        await this.referrals.perform({
          actor,
          referralId,
          act,
          input,
          ...(ifMatch !== undefined && { ifMatch }),
        }),
      ),
    );
    void reply.header('etag', etag(done.version));
    return done;
  }
}
