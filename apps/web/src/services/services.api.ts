import { PublicOffer } from '@app/intake';
import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiTags } from '../api/described.js';
import { Answers } from '../api/openapi.js';
import { languageOf } from '../site/language.js';
import { services, serviceShape } from './services.answers.js';

/** The public list of services. */
@ApiTags('public')
@Controller('api/v1/services')
export class ServicesApi {
  constructor(private readonly offer: PublicOffer) {}

  @Get()
  @Answers(services)
  services(@Req() request: FastifyRequest) {
    const locale = languageOf(request);
    return this.offer.services().map((service) => serviceShape(service, locale));
  }
}
