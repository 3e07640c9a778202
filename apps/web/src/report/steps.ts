import type { ServiceEntry } from '@app/catalogue';
import { notFound } from '@app/platform';
import { SeeOther, type TypedForm } from '../site/index.js';
import type { Answers, Question } from './question.js';
import { QUESTIONS } from './questions/index.js';

export const START = '/cases/new';
export const CHECK = `${START}/check`;
export const RECEIPT = `${START}/done`;

export const addressOf = ({ name }: Question): string => `${START}/${name}`;

export function questionNamed(name: string): Question {
  const found = QUESTIONS.find((question) => question.name === name);
  if (!found) throw notFound();
  return found;
}

/** Mark of a question that was submitted with valid answers; one with optional fields only is valid before. */
const answeredMark = ({ name }: Question) => `answered.${name}`;
export const answered = (question: Question): Answers => ({ [answeredMark(question)]: 'yes' });

const isOpen = (question: Question, answers: Answers, services: readonly ServiceEntry[]) =>
  answers[answeredMark(question)] !== 'yes' || question.check(answers, services).length > 0;

/** The first question not answered, or not validly. */
export const firstOpen = (answers: Answers, services: readonly ServiceEntry[]): Question | undefined =>
  QUESTIONS.find((question) => isOpen(question, answers, services));

export const isBefore = (one: Question, other: Question): boolean =>
  QUESTIONS.indexOf(one) < QUESTIONS.indexOf(other);

/** The first open question, else check-your-answers. */
export function nextOf(answers: Answers, services: readonly ServiceEntry[], query = ''): SeeOther {
  const open = firstOpen(answers, services);
  return new SeeOther(open ? `${addressOf(open)}${query}` : CHECK);
}

/** A service chosen by the link that led here (`?service=`), where it takes reports on the web. */
export function chosenService(id: string | null | undefined, services: readonly ServiceEntry[]): Answers {
  const known = services.some((service) => service.id === id);
  return known ? { service: id!, ...answered(QUESTIONS[0]!) } : {};
}

/** What a page of the form gives. Browsers do not send an unticked box, so it must remove an earlier tick. */
export const givenBy = ({ fields }: Question, typed: TypedForm): Answers =>
  Object.fromEntries(fields.map((field) => [field, typed[field] ?? '']));
