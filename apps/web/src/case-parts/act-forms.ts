import type { ActName } from '@app/cases';
import type { StaffActor } from '@app/people';
import type { ComponentChildren } from 'preact';
import type { Site } from '../site/site.js';

export interface AskedForms {
  site: Site;
  actor: StaffActor;
  caseNumber: string;
  /** Only these, where the actor may do them now. */
  only: readonly ActName[];
  /** Where to lead once an act is done; see `wayBack`. */
  back: string;
}

/** Forms of acts on a case for other pages than its own. Implemented where the page of a case is. */
export abstract class ActForms {
  /** Undefined where the actor may not see the case. */
  abstract show(asked: AskedForms): Promise<ComponentChildren | undefined>;
  /** What a page says once an act is done. */
  abstract doneWords(site: Site, act: ActName): string;
}

const ROW = /^board ([\w-]{1,64})$/;

/** Id of a row of the board. */
export const rowId = (key: string): string => `row-${key}`;
export const toRow = (key: string): string => `board ${key}`;

/** The page that a form came from, as its hidden field `back` names it; undefined for the page of the case itself. */
export function wayBack(back: string | undefined, done: ActName, caseNumber: string): string | undefined {
  const key = ROW.exec(back ?? '')?.[1];
  return key && `/desk/board?done=${done}&case=${caseNumber}#${rowId(key)}`;
}
