import { eventsOf, History, type CaseContext } from '@app/cases';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { CallRecord } from './call-record.entity.js';

/** What is hers in the record of a call; the number leads to the recording of the telephone system. */
const EMPTIED = { need: null, reference: null } as const;

/** What is kept of her calls goes with the data of the case: of the one that opened it, and of later ones about it. */
@Injectable()
export class ErasedCalls implements OnModuleInit {
  constructor(private readonly history: History) {}

  onModuleInit(): void {
    this.history.listen(async ({ type }, context) => {
      if (type === 'ERASED')
        await context.manager.update(CallRecord, { id: In(await callsOf(context)) }, EMPTIED);
    });
  }
}

/** Ids of the calls that the history of the case names. */
async function callsOf(context: CaseContext): Promise<string[]> {
  const notes = await eventsOf(context, ['NOTED']);
  const named = notes.map(({ facts }) => facts['contactId']).filter((id) => typeof id === 'string');
  return [...new Set([context.file.id, ...named])];
}
