/** Name of the staff cookie; `__Host-` ties it to this host over https. */
export const sessionCookie = (secure: boolean): string => (secure ? '__Host-desk' : 'desk');

/** Name of the citizen's cookie: her opened cases, and what she typed for them and has not sent. */
export const citizenCookie = (secure: boolean): string => (secure ? '__Host-case' : 'case');

/** Name of the cookie of the last look-up that failed: what was typed, sealed, for a few minutes. */
export const triedCookie = (secure: boolean): string => (secure ? '__Host-tried' : 'tried');
