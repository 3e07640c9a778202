import { CaseReader, Confirmations, ContactDetails, type CaseFile } from '@app/cases';
import { Intake } from '@app/intake';
import type { CitizenActor } from '@app/people';
import type { Locale } from '@app/platform';
import { TO_CONFIRM, tokensOf } from './confirmations.js';
import type { Story } from './story.js';

/** The citizen of a case. */
export const her = ({ id }: Pick<CaseFile, 'id'>): CitizenActor => ({ kind: 'citizen', caseId: id });

/** Reports that wait to be confirmed, each from an address of its own, and what is done with them. */
export class Reports {
  private sent = 0;

  constructor(private readonly story: Story) {}

  async send(more: { contact?: object; service?: string; locale?: Locale } = {}): Promise<CaseFile> {
    const nth = ++this.sent;
    const input = {
      ...{ service: TO_CONFIRM, subject: `停車位 ${nth}`, description: '不夠' },
      ...{ contact: { name: '王小明', email: `citizen-${nth}@example.tw` }, ...more },
    };
    return (await this.story.desk.get(Intake).report(input, { address: '192.0.2.7' })).file;
  }

  now({ id }: CaseFile): Promise<CaseFile> {
    return this.story.desk.get(CaseReader).file(id);
  }

  /** The token of the link that was mailed last. */
  async tokenOf(file: CaseFile): Promise<string> {
    return (await tokensOf(this.story.desk, file)).at(-1)!;
  }

  async confirm(file: CaseFile): Promise<CaseFile> {
    return this.story.desk.get(Confirmations).confirm(await this.tokenOf(file));
  }

  resend(file: CaseFile): Promise<void> {
    return this.story.desk.get(Confirmations).resend(her(file), file.caseNumber);
  }

  /** She changes how she is told. */
  move(file: CaseFile, contact: object, key = String(++this.sent)): Promise<number> {
    const of = { actor: her(file), caseNumber: file.caseNumber };
    return this.story.desk.get(ContactDetails).change({ ...of, contact, locale: 'zh-TW', key });
  }
}
