import { CaseReader, confirmationToken, type CaseFile } from '@app/cases';
import { Keyring } from '@app/platform';

/** Its service asks for a confirmation by e-mail within three days, and lets the mail be sent again three times. */
export const TO_CONFIRM = 'demo.head-mailbox';

interface Desk {
  get<T>(type: abstract new (...args: never[]) => T): T;
}

/** The tokens of the links that were mailed for a case, oldest first. */
export async function tokensOf(desk: Desk, { id }: Pick<CaseFile, 'id'>): Promise<string[]> {
  const events = await desk.get(CaseReader).events(id);
  const links = events.flatMap(({ type, facts }) =>
    type === 'CONFIRMATION_ASKED' ? [facts.confirmationId!] : [],
  );
  return links.map((link) => confirmationToken(desk.get(Keyring), link));
}
