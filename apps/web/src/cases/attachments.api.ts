import { Attachments, FILES } from '@app/attachments';
import type { StaffActor } from '@app/people';
import { invalid } from '@app/platform';
import {
  Controller,
  Get,
  Header,
  Param,
  Post,
  Query,
  Req,
  Res,
  UnsupportedMediaTypeException,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { BearerGuard, Staff } from '../api/bearer.guard.js';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiQuery, ApiTags } from '../api/described.js';
import { Answers, AnswersFile, IgnoresKey } from '../api/openapi.js';
import { sendFile } from '../case-parts/files/send-file.js';
import { Uploads } from '../case-parts/files/uploads.js';
import { hasFiles, TakesFiles } from '../site/multipart.js';
import { numberOf } from '../case-parts/number-of.js';
import * as answer from './attachments.answers.js';

/** Files of a case for other systems: put into a draft, which an act names as `attachments`; downloaded. */
@ApiTags('staff')
@ApiBearerAuth()
@UseGuards(BearerGuard)
@Controller('api/v1/staff/cases')
export class StaffAttachmentsApi {
  constructor(
    private readonly uploads: Uploads,
    private readonly attachments: Attachments,
  ) {}

  /** Takes all files of the request, or none. */
  @Post(':caseNumber/attachments')
  @TakesFiles()
  @IgnoresKey()
  @Answers(answer.staged, 201)
  @ApiQuery({ name: 'draft', required: false })
  @ApiConsumes('multipart/form-data')
  @ApiBody(answer.filesBody)
  @Header('cache-control', 'no-store')
  async add(
    @Staff() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Query('draft') named: unknown,
    @Req() request: FastifyRequest,
  ) {
    if (!hasFiles(request)) throw new UnsupportedMediaTypeException();
    const draft = typeof named === 'string' && named !== '' ? named : randomUUID();
    const holder = { actor, caseNumber: numberOf(number), draft };
    const taken = await this.uploads.takeAll(request, { holder });
    if (taken.length === 0) throw invalid({ field: FILES, code: 'required' });
    return { draft, attachments: taken.map(answer.stagedShape) };
  }

  @Get(':caseNumber/attachments/:id')
  @AnswersFile()
  async download(
    @Staff() actor: StaffActor,
    @Param() { caseNumber: number, id }: { caseNumber: string; id: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return sendFile(reply, await this.attachments.open(actor, numberOf(number), id));
  }
}
