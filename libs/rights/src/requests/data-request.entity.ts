import { CaseFile } from '@app/cases';
import { Id, Instant, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';

/** What a person may ask about her data (個資法第3條): a copy; correct or supplement; stop using; delete. */
export const DATA_RIGHTS = ['COPY', 'CORRECT', 'RESTRICT', 'DELETE'] as const;
export type DataRight = (typeof DATA_RIGHTS)[number];

/** Why a request is refused (個資法第10條但書, 第11條第2項及第3項但書, 施行細則第21條). */
export const REFUSAL_GROUNDS = [
  ...(['NOT_HERS', 'NOT_WRONG', 'LEGAL_DUTY', 'RETENTION_PERIOD'] as const),
  ...(['NATIONAL_INTEREST', 'DUTY_HINDERED', 'THIRD_PARTY'] as const),
] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

/** A request is a case of its own, with the clock of the law; this row links it to the case that it is about. */
@Entity('data_request')
@Index('ux_data_request_caseId', ['caseId'], { unique: true })
@Index('ix_data_request_aboutCaseId', ['aboutCaseId'])
export class DataRequest {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_data_request_caseId' }) caseId: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_data_request_aboutCaseId' }) aboutCaseId: string;
  @Text({ nullable: true }) decision: 'GRANTED' | 'REFUSED' | null;
  @Text() kind: DataRight;
  @Text({ nullable: true }) ground: RefusalGround | null;
  @Instant() createdAt: number;
  @Instant({ nullable: true }) decidedAt: number | null;
  @Text({ nullable: true }) decidedBy: string | null;
  /** Of a granted copy: until when it can be read. */
  @Instant({ nullable: true }) copyUntil: number | null;
}
