import { derivedToken, derivedTokenHash, Id, Text, type Keyring } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';
import { CaseFile } from './case-file.entity.js';

/**
 * The link with which a report is confirmed (確認信): one for each e-mail address that was given. The last
 * CONFIRMATION_ASKED names the one that counts. Its token is derived, never stored.
 */
@Entity('confirmation_link')
@Index('ux_confirmation_link_tokenHash', ['tokenHash'], { unique: true })
@Index('ix_confirmation_link_caseId', ['caseId'])
export class ConfirmationLink {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_confirmation_link_caseId' }) caseId: string;
  @Text() tokenHash: string;
}

export const confirmationToken = (keyring: Keyring, linkId: string): string =>
  derivedToken(keyring, 'confirmation-token', linkId);

export const confirmationHash = (keyring: Keyring, token: string): string =>
  derivedTokenHash(keyring, 'confirmation-token', token);

/** The row of a new link. */
export const confirmationLink = (keyring: Keyring, id: string, caseId: string): ConfirmationLink => ({
  ...{ id, caseId },
  tokenHash: confirmationHash(keyring, confirmationToken(keyring, id)),
});
