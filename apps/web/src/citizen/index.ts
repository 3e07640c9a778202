import type { Provider, Type } from '@nestjs/common';
import { CommitmentsController } from './commitments/commitments.controller.js';
import { Drafts } from './draft.js';
import { HomeController } from './home.controller.js';
import { ProgressController } from './progress/progress.controller.js';
import { ReportController } from './report/report.controller.js';
import { SurveyController } from './survey.controller.js';

export const citizenControllers: Type[] = [
  HomeController,
  ReportController,
  ProgressController,
  SurveyController,
  CommitmentsController,
];
export const citizenProviders: Provider[] = [Drafts];
