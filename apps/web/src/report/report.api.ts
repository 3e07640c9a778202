import { Intake, report } from '@app/intake';
import { ProgressLookup } from '@app/lookups';
import { SETTINGS, type Settings } from '@app/platform';
import { Body, Controller, Header, Inject, Ip, Post } from '@nestjs/common';
import { iso } from '../api/answers.js';
import { ApiBody, ApiTags } from '../api/described.js';
import { IdempotencyKeyHeader } from '../api/headers.js';
import { Answers, bodyOf, TakesKey } from '../api/openapi.js';
import { opened } from '../case-parts/case.answers.js';

/** A new case. */
@ApiTags('public')
@Controller('api/v1/cases')
export class ReportApi {
  constructor(
    private readonly intake: Intake,
    private readonly progress: ProgressLookup,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A repeat of the same key gets the same answer. */
  @Post()
  @TakesKey()
  @Answers(opened, 201)
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
      dueAt: iso(await this.progress.nearestDue(file.id)),
      progressUrl: `${this.settings.publicUrl}/progress`,
    };
  }
}
