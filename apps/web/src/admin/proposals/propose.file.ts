import type { StaffActor } from '@app/people';
import {
  Controller,
  HttpCode,
  Param,
  Post,
  Res,
  StreamableFile,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PageFilter } from '../../site/page.filter.js';
import { DeskGuard, SignedIn, Typed, type TypedForm } from '../../site/index.js';
import { SiteGuard } from '../../site/site-guard.js';
import { Proposals } from './proposals.js';

/** The proposed change as a file; made of what the form sends and kept nowhere. */
@Controller('desk/admin/commitments')
@UseGuards(SiteGuard, DeskGuard)
@UseFilters(PageFilter)
export class ProposalFile {
  constructor(private readonly proposals: Proposals) {}

  @Post(':id/file')
  @HttpCode(200)
  download(
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Typed() typed: TypedForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): StreamableFile {
    const { name, yaml } = this.proposals.propose(actor, id, typed);
    void reply.headers({
      'content-type': 'application/yaml; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    return new StreamableFile(Buffer.from(yaml));
  }
}
