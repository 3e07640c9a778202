import { History } from '@app/cases';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CallRecord } from './call-record.entity.js';

/** What the caller needed, such as help with hearing, goes with the data of the case that the call opened. */
@Injectable()
export class ErasedCalls implements OnModuleInit {
  constructor(private readonly history: History) {}

  onModuleInit(): void {
    this.history.listen(async ({ type }, { manager, file }) => {
      if (type === 'ERASED') await manager.update(CallRecord, { id: file.id }, { need: null });
    });
  }
}
