import { Knowledge } from '@app/knowledge';
import type { StaffActor } from '@app/people';
import { taipeiDate, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { TypedForm } from '../site/pages.decorators.js';
import type { FoundEntry } from './faq.view.js';

/** Questions and answers beside the call form. */
@Injectable()
export class CallKnowledge {
  constructor(
    private readonly knowledge: Knowledge,
    private readonly time: TimeSource,
  ) {}

  /** Those that fit the summary; undefined where none was typed. */
  async found(actor: StaffActor, typed: TypedForm): Promise<FoundEntry[] | undefined> {
    const summary = typed['subject']?.trim() ?? '';
    if (summary === '') return undefined;
    const today = taipeiDate(this.time.now());
    const entries = await this.knowledge.find(actor, summary);
    return entries.map((entry) => ({ ...entry, late: entry.reviewOn < today }));
  }

  /** The form with the answer of the entry whose button was pressed, below what was typed before. */
  async used(actor: StaffActor, typed: TypedForm): Promise<TypedForm> {
    const { use, ...rest } = typed;
    if (!use) return rest;
    const { id, answer } = await this.knowledge.entry(actor, use);
    const before = rest['answer']?.trim() ?? '';
    if (before.includes(answer)) return { ...rest, knowledge: id };
    return { ...rest, knowledge: id, answer: [before, answer].filter(Boolean).join('\n') };
  }
}
