import { CSRF_FIELD } from '../csrf.js';
import { useSite } from '../site.js';

/** Hidden field of every POST form. */
export const CsrfField = () => <input type="hidden" name={CSRF_FIELD} value={useSite().csrfToken()} />;
