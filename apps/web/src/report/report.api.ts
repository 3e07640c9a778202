import { Intake, report } from '@app/intake';
import { ProgressLookup } from '@app/lookups';
import { SETTINGS, type Settings } from '@app/platform';
import { Body, Controller, Header, Inject, Ip, Post } from '@nestjs/common';
import { z } from 'zod';
import { iso } from '../api/answers.js';
import { ApiBody, ApiTags } from '../api/described.js';
import { IdempotencyKeyHeader } from '../api/headers.js';
import { Answers, bodyOf, TakesKey } from '../api/openapi.js';
import { opened } from '../case-parts/case.answers.js';

const sent = opened.extend({
  confirmBy: z.iso
    .date()
    .optional()
    .describe(
      'With the status AWAITING_CONFIRMATION: the last day on which the link mailed to her can be followed. ' +
        'Until she has done so the case is not received, and nothing is promised.',
    ),
});

/** A new case. */
@ApiTags('public')
@Controller('api/v1/cases')
export class ReportApi {
  constructor(
    private readonly intake: Intake,
    private readonly progress: ProgressLookup,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * A repeat of the same key gets the same answer. Where the service asks for it (`confirmation` in its configuration) and
   * an e-mail address is given, the case awaits the confirmation by the link in a mail.
   */
  @Post()
  @TakesKey()
  @Answers(sent, 201)
  @ApiBody(bodyOf(report))
  @Header('cache-control', 'no-store')
  async open(@Body() body: unknown, @Ip() address: string, @IdempotencyKeyHeader() idempotencyKey?: string) {
    const { file, lookupCode } = await this.intake.report(body, {
      address,
      ...(idempotencyKey && { idempotencyKey }),
    });
    return {
      caseNumber: file.caseNumber,
      lookupCode,
      status: file.status,
      ...(file.confirmBy !== null && { confirmBy: file.confirmBy }),
      dueAt: iso(await this.progress.nearestDue(file.id)),
      progressUrl: `${this.settings.publicUrl}/progress`,
    };
  }
}
