import { Id, Instant, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';
import { CaseFile } from './case-file.entity.js';

export const DECISIONS = ['APPROVED', 'PARTLY_APPROVED', 'REJECTED', 'OTHER_DECISION'] as const;
export type DecisionCode = (typeof DECISIONS)[number];

/** The decision of a case and the document that told it, as they were recorded last. Follows the history. */
@Entity('case_decision', { withoutRowid: true })
@Index('ix_case_decision_documentNumber', ['documentNumber'], { where: '"documentNumber" IS NOT NULL' })
@Index('ix_case_decision_documentSerial', ['documentSerial'], { where: '"documentSerial" IS NOT NULL' })
export class CaseDecision {
  @Id() @ForeignKey(() => CaseFile, 'id', { name: 'fk_case_decision_caseId' }) caseId: string;
  @Text() decision: DecisionCode;
  /** New Taiwan dollars that an approval names. */
  @Text({ nullable: true }) amount: string | null;
  @Text({ nullable: true }) documentNumber: string | null;
  @Text({ nullable: true }) documentSerial: string | null;
  /** Day on which it went out. */
  @Text({ nullable: true }) documentDate: string | null;
  @Instant() recordedAt: number;
}
