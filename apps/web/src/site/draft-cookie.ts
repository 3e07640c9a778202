/** Name of the cookie with the token of a browser's drafts; `__Host-` ties it to this host over https. */
export const draftCookie = (secure: boolean): string => (secure ? '__Host-draft' : 'draft');
