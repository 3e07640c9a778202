import { CasesModule } from '@app/cases';
import { Module } from '@nestjs/common';
import { Figures } from './figures.js';

/** Figures over what all rooms keep; only reads. */
@Module({ imports: [CasesModule], providers: [Figures], exports: [Figures] })
export class FiguresModule {}
