import { CSRF_FIELD } from '../csrf.js';
import { useSite } from '../site.js';

/** Goes into every POST form. */
export const CsrfField = () => <input type="hidden" name={CSRF_FIELD} value={useSite().csrfToken()} />;
