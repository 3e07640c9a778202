import type { Locale } from '@app/platform';
import type { OrganisationEntry, ServiceEntry } from '@app/catalogue';
import type { ComponentChild } from 'preact';
import type { FileFieldProps } from '../case-parts/files/file-field.js';

export type Answers = Record<string, string>;

/** What a question can use; not the request itself. */
export interface Asking {
  locale: Locale;
  /** Services that take reports on the web, with their agencies. */
  services: readonly ServiceEntry[];
  organisations: readonly OrganisationEntry[];
  answers: Answers;
  /** Error texts by field name. */
  errors: Record<string, string>;
  /** The files of the draft, and what the chosen service takes. */
  files: Omit<FileFieldProps, 'error'>;
}

/**
 * One page of the form, in its own file: its texts, its fields, their check, and its view; without HTTP.
 */
export interface Question {
  name: string;
  title(locale: Locale): string;
  fields: readonly string[];
  /** Its form has an input for files. */
  files?: true;
  /** Names of the fields in error texts. */
  labels?: Record<string, (locale: Locale) => string>;
  /** Error codes with their parameters, by field name; empty when the answers are valid. */
  check(answers: Answers, services: readonly ServiceEntry[]): FieldCode[];
  body(asking: Asking): ComponentChild;
  /** Its rows on check-your-answers. */
  rows?(asking: Asking): AnswerRow[];
  /** Its part of the input sent to `intake`. */
  input?(answers: Answers, services: readonly ServiceEntry[]): object;
}

interface AnswerRow {
  label: string;
  answer: string | undefined;
}

export interface FieldCode {
  field: string;
  code: string;
  params?: Record<string, string | number>;
}
