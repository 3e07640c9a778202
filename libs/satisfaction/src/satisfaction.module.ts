import { CasesModule } from '@app/cases';
import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { Satisfaction1764000000007 } from './satisfaction.migration.js';
import { ErasedSurveys } from './erased-surveys.js';
import { Survey } from './survey.entity.js';
import { Surveys } from './surveys.js';

registerTables({ entities: [Survey], migrations: [Satisfaction1764000000007] });

@Module({ imports: [CasesModule], providers: [Surveys, ErasedSurveys], exports: [Surveys] })
export class SatisfactionModule {}
