import { Idempotency, parseInput } from '@app/platform';
import { Surveys } from '@app/satisfaction';
import { Body, Controller, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '../api/described.js';
import { IdempotencyKeyHeader } from '../api/headers.js';
import { Answers, bodyOf, TakesKey } from '../api/openapi.js';
import { surveyAnswer, surveyed } from './survey.answers.js';

/** A questionnaire's answer. */
@ApiTags('public')
@Controller('api/v1/surveys')
export class SurveyApi {
  constructor(
    private readonly surveys: Surveys,
    private readonly idempotency: Idempotency,
  ) {}

  @Post(':token')
  @HttpCode(200)
  @TakesKey()
  @Answers(surveyed)
  @ApiBody(bodyOf(surveyAnswer))
  @Header('cache-control', 'no-store')
  async answer(@Param('token') token: string, @Body() body: unknown, @IdempotencyKeyHeader() key?: string) {
    return this.idempotency.once({ scope: `survey ${token}`, key, body }, async () => {
      // unlike the page's form, which sends text, the API requires a number
      const { score } = await this.surveys.answer(token, parseInput(surveyAnswer, body));
      return { score };
    });
  }
}
