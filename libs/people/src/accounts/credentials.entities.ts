import { Id, Instant, Text } from '@app/platform';
import { Entity, Index } from 'typeorm';

/** A signed-in browser. Only the keyed hash of its cookie is kept. */
@Entity('staff_session')
@Index('ix_staff_session_staffId', ['staffId'])
export class StaffSession {
  @Id() id: string;
  @Text() staffId: string;
  @Instant() createdAt: number;
  @Instant() lastSeenAt: number;
}

/** A bearer token of the JSON API. Only its keyed hash is kept. */
@Entity('api_token')
@Index('ix_api_token_staffId', ['staffId'])
export class ApiToken {
  @Id() id: string;
  @Text() staffId: string;
  @Text() label: string;
  @Instant() createdAt: number;
  @Instant({ nullable: true }) expiresAt: number | null;
  @Instant({ nullable: true }) revokedAt: number | null;
}
