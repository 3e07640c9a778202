import { Intake, PublicOffer, report, type TakenIn } from '@app/intake';
import { Catalogue } from '@app/catalogue';
import { ProgressLookup } from '@app/lookups';
import { Idempotency, isoTaipei, line, parseInput, SETTINGS, type Settings } from '@app/platform';
import { Surveys } from '@app/satisfaction';
import { Body, Controller, Get, Header, HttpCode, Inject, Ip, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiTags } from './described.js';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { languageOf } from '../site/language.js';
import { IdempotencyKeyHeader } from './headers.js';
import * as answer from './answers.js';
import { Answers, bodyOf, IgnoresKey, surveyAnswer, TakesKey } from './openapi.js';
import { commitmentShape, progressShape } from './shapes.js';

/** However long: what is no number and no code is answered as one that does not exist. */
const typed = line(200_000);
const lookup = z.object({ caseNumber: typed, lookupCode: typed });

/** What anyone may ask: services, promises, a new case, progress by number and code, a questionnaire's answer. */
@ApiTags('public')
@Controller('api/v1')
export class PublicApi {
  constructor(
    private readonly intake: Intake,
    private readonly offer: PublicOffer,
    private readonly catalogue: Catalogue,
    private readonly progress: ProgressLookup,
    private readonly surveys: Surveys,
    private readonly idempotency: Idempotency,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('services')
  @Answers(answer.services)
  services(@Req() request: FastifyRequest) {
    const lang = languageOf(request);
    return this.offer.services().map(({ id, organisation, name, description, kind, channels }) => ({
      id,
      organisation,
      name: name[lang],
      description: description[lang],
      kind,
      channels,
    }));
  }

  @Get('commitments')
  @Answers(answer.commitments)
  commitments(@Req() request: FastifyRequest) {
    const lang = languageOf(request);
    const services = this.catalogue.services();
    return this.catalogue
      .commitments()
      .filter((c) => c.public)
      .map((c) => commitmentShape(c, services, lang));
  }

  @Post('cases')
  @TakesKey()
  @Answers(answer.opened, 201)
  @ApiBody(bodyOf(report))
  @Header('cache-control', 'no-store')
  async open(@Body() body: unknown, @Ip() address: string, @IdempotencyKeyHeader() idempotencyKey?: string) {
    return this.taken(await this.intake.report(body, { address, ...(idempotencyKey && { idempotencyKey }) }));
  }

  @Post('progress')
  @HttpCode(200)
  @IgnoresKey()
  @Answers(answer.progress)
  @ApiBody(bodyOf(lookup))
  @Header('cache-control', 'no-store')
  async find(@Body() body: unknown, @Ip() address: string, @Req() request: FastifyRequest) {
    const asked = parseInput(lookup, body);
    return progressShape(
      await this.progress.find({ ...asked, address }),
      this.catalogue,
      languageOf(request),
    );
  }

  @Post('surveys/:token')
  @HttpCode(200)
  @TakesKey()
  @Answers(answer.surveyed)
  @ApiBody(bodyOf(surveyAnswer))
  @Header('cache-control', 'no-store')
  async answer(@Param('token') token: string, @Body() body: unknown, @IdempotencyKeyHeader() key?: string) {
    return this.idempotency.once({ scope: `survey ${token}`, key, body }, async () => {
      // the page's form sends text; here a number is a number
      const { score } = await this.surveys.answer(token, parseInput(surveyAnswer, body));
      return { score };
    });
  }

  /** The answer to a new case; a repeat of the same key gets the same one. */
  private async taken({ file, lookupCode }: TakenIn) {
    const dueAt = await this.progress.nearestDue(file.id);
    return {
      caseNumber: file.caseNumber,
      lookupCode,
      status: file.status,
      dueAt: dueAt === null ? null : isoTaipei(dueAt),
      progressUrl: `${this.settings.publicUrl}/progress`,
    };
  }
}
