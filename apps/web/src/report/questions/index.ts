import type { Question } from '../question.js';
import { contact } from './contact.js';
import { details } from './details.js';
import { privacy } from './privacy.js';
import { service } from './service.js';
import { subject } from './subject.js';

/**
 * The pages of the form in order, one question each; check-your-answers follows. The privacy notice stands before the
 * first questions whose answers are personal data.
 */
export const QUESTIONS: readonly Question[] = [service, subject, privacy, details, contact];
