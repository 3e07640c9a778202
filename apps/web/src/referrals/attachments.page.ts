import type { StaffActor } from '@app/people';
import { PartnerViews } from '@app/referrals';
import { Controller, Get, Param, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sendFile } from '../case-parts/files/send-file.js';
import { PageFilter } from '../site/page.filter.js';
import { DeskGuard, SignedIn } from '../site/session.js';
import { SiteGuard } from '../site/site-guard.js';

/** Downloads of a partner that accepted the referral. */
@Controller('desk/referrals')
@UseGuards(SiteGuard, DeskGuard)
@UseFilters(PageFilter)
export class ReferralAttachmentsPage {
  constructor(private readonly views: PartnerViews) {}

  @Get(':referralId/attachments/:id')
  async download(
    @SignedIn() actor: StaffActor,
    @Param() { referralId, id }: { referralId: string; id: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return sendFile(reply, await this.views.openAttachment(actor, referralId, id));
  }
}
