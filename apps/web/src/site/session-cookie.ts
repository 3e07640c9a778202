/** Name of the staff cookie; `__Host-` ties it to this host over https. */
export const sessionCookie = (secure: boolean): string => (secure ? '__Host-desk' : 'desk');
