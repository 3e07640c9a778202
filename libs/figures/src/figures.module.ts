import { CasesModule } from '@app/cases';
import { Module } from '@nestjs/common';
import { Figures } from './figures.js';
import { ServiceFigures } from './service-figures.js';

/** Figures over the data of all rooms; only reads. */
@Module({ imports: [CasesModule], providers: [Figures, ServiceFigures], exports: [Figures, ServiceFigures] })
export class FiguresModule {}
