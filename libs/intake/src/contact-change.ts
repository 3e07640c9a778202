import { ContactDetails } from '@app/cases';
import type { CitizenActor } from '@app/people';
import { LOCALES, parseInput } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { contactDetails } from './report-input.js';

const REMOVE = z.literal('yes').optional();

/**
 * What a citizen may change of how she is told; a field left empty stays as it is. Her name is changed as a correction
 * of data (個資法 §11).
 */
export const contactChange = contactDetails
  .pick({ email: true, phone: true })
  .extend({ removeEmail: REMOVE, removePhone: REMOVE, locale: z.enum(LOCALES) });

/** The citizen changes how she is told, by the same rules as when she reported. */
@Injectable()
export class ContactChange {
  constructor(private readonly details: ContactDetails) {}

  /** Returns the number of the event, for the receipt. Throws INVALID, or NOT_ALLOWED for an erased case. */
  async change(actor: CitizenActor, caseNumber: string, input: unknown, key: string): Promise<number> {
    const { email, phone, removeEmail, removePhone, locale } = parseInput(contactChange, input);
    const contact = {
      ...(removeEmail ? { email: null } : email !== undefined && { email }),
      ...(removePhone ? { phone: null } : phone !== undefined && { phone }),
    };
    return this.details.change({ actor, caseNumber, contact, locale, key });
  }
}
