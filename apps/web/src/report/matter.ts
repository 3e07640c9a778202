import type { ServiceEntry, ServiceKind } from '@app/catalogue';
import type { Asking } from './question.js';

export const serviceOf = ({
  services,
  answers,
}: Pick<Asking, 'services' | 'answers'>): ServiceEntry | undefined =>
  services.find(({ id }) => id === answers['service']);

const PETITIONS: readonly ServiceKind[] = ['PETITION', 'HEAD_MAILBOX', 'FEEDBACK_MAILBOX'];

/** A petition (人民陳情), also through a mailbox: real name, confidentiality and appeals matter. */
export const isPetition = (service: ServiceEntry | undefined): boolean =>
  service !== undefined && PETITIONS.includes(service.kind);
