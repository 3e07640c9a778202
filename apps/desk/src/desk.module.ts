import { CasesModule } from '@app/cases';
import { IntakeModule } from '@app/intake';
import { LookupsModule } from '@app/lookups';
import { NoticesModule } from '@app/notices';
import { PlatformModule, type Clock, type Settings } from '@app/platform';
import { ReferralsModule } from '@app/referrals';
import { SatisfactionModule } from '@app/satisfaction';
import { Module, type DynamicModule } from '@nestjs/common';

@Module({})
export class DeskModule {
  static with(settings: Settings, clock?: Clock): DynamicModule {
    return {
      module: DeskModule,
      imports: [
        PlatformModule.with(settings, clock),
        CasesModule,
        IntakeModule,
        ReferralsModule,
        NoticesModule,
        SatisfactionModule,
        LookupsModule,
      ],
    };
  }
}
