import { CodeRequests, isMistyped, parseCaseNumber, type KnownContact } from '@app/cases';
import { invalid, parseInput } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { contactDetails } from './report-input.js';

/** Number of the case, and an e-mail address or telephone number that was left with it. */
export interface LostCodeInput {
  caseNumber: string;
  contact: string;
}

/** A new lookup code for a citizen who lost hers. */
@Injectable()
export class LostCode {
  constructor(private readonly requests: CodeRequests) {}

  /**
   * Throws INVALID for what can be neither a number nor an address, by its form alone, and TOO_MANY. Whether there is
   * such a case is not said.
   */
  async ask(input: LostCodeInput, address: string): Promise<void> {
    const caseNumber = parseCaseNumber(input.caseNumber);
    if (!caseNumber)
      throw invalid({
        field: 'caseNumber',
        code: isMistyped(input.caseNumber) ? 'case-number-mistyped' : 'case-number',
      });
    await this.requests.ask(caseNumber, contactOf(input.contact), address);
  }
}

function contactOf(typed: string): KnownContact {
  const kind = /[@＠]/.test(typed) ? 'email' : 'phone';
  const schema = contactDetails.pick({ [kind]: true } as { email: true });
  const value = (parseInput(schema, { [kind]: typed }) as Record<string, string | undefined>)[kind];
  if (value === undefined) throw invalid({ field: 'contact', code: 'required' });
  return { kind, value };
}
