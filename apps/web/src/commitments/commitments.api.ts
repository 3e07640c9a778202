import { Catalogue } from '@app/catalogue';
import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiTags } from '../api/described.js';
import { Answers } from '../api/openapi.js';
import { languageOf } from '../site/language.js';
import { commitments, commitmentShape } from './commitments.answers.js';

/** The public promises. */
@ApiTags('public')
@Controller('api/v1/commitments')
export class CommitmentsApi {
  constructor(private readonly catalogue: Catalogue) {}

  @Get()
  @Answers(commitments)
  commitments(@Req() request: FastifyRequest) {
    const locale = languageOf(request);
    const services = this.catalogue.services();
    return this.catalogue
      .commitments()
      .filter((c) => c.public)
      .map((c) => commitmentShape(c, services, locale));
  }
}
