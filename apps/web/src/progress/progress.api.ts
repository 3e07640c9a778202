import { Catalogue } from '@app/catalogue';
import { ProgressLookup } from '@app/lookups';
import { line, parseInput } from '@app/platform';
import { Body, Controller, Header, HttpCode, Ip, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiBody, ApiTags } from '../api/described.js';
import { Answers, bodyOf, IgnoresKey } from '../api/openapi.js';
import { languageOf } from '../site/language.js';
import { progress, progressShape } from './progress.answers.js';

/** Of any length: an invalid number or code is answered like one that does not exist. */
const typed = line(200_000);
const lookup = z.object({ caseNumber: typed, lookupCode: typed });

/** Progress by number and code. */
@ApiTags('public')
@Controller('api/v1/progress')
export class ProgressApi {
  constructor(
    private readonly progress: ProgressLookup,
    private readonly catalogue: Catalogue,
  ) {}

  @Post()
  @HttpCode(200)
  @IgnoresKey()
  @Answers(progress)
  @ApiBody(bodyOf(lookup))
  @Header('cache-control', 'no-store')
  async find(@Body() body: unknown, @Ip() address: string, @Req() request: FastifyRequest) {
    const asked = parseInput(lookup, body);
    const found = await this.progress.find({ ...asked, address });
    return progressShape(found, this.catalogue, languageOf(request));
  }
}
