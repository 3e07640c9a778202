import type { Violation } from '@app/platform';
import type { CaseOrigin } from '../record/case-file.entity.js';
import type { FileRead } from './case-slices.js';

/** Finds demonstration cases beside real ones. This needs all cases, so it is reported once, at the end. */
export class OriginsSeen {
  /** Number of the first case of each origin. */
  private readonly first = new Map<CaseOrigin, string>();

  add({ origin, caseNumber }: Pick<FileRead, 'origin' | 'caseNumber'>): void {
    if (!this.first.has(origin)) this.first.set(origin, caseNumber);
  }

  violations(): Violation[] {
    const subject = this.first.get('DEMONSTRATION');
    if (subject === undefined || !this.first.has('LIVE')) return [];
    const words = `demonstration cases lie beside real ones, as ${this.first.get('LIVE')}`;
    return [{ invariant: 'demonstration-mixed', subject, words }];
  }
}
