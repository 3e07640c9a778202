import { Id, Instant, Text } from '@app/platform';
import { Entity } from 'typeorm';

/** Somebody asks for a new lookup code: what was typed as a keyed hash, to be compared later with the case's own. */
@Entity('code_request')
export class CodeRequest {
  @Id() id: string;
  /** In its one notation; it may belong to no case. */
  @Text() caseNumber: string;
  @Text() contactIndex: string;
  @Instant() at: number;
}
