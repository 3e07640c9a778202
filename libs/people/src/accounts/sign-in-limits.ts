import { minutes, type Limit } from '@app/platform';

const withinMs = minutes(15);

/** 附表十 item 33: five failures lock an account for a quarter of an hour, whether or not there is such an account. */
export const BY_LOGIN: Limit = { kind: 'sign-in', most: 5, withinMs };
/**
 * One password tried on many accounts. Wide, because a whole office stands behind one address: those who sign in
 * at the same moment count until their password was found right.
 */
export const BY_NETWORK: Limit = { kind: 'sign-in-network', most: 100, withinMs };
/** Guesses of the present password by the holder of a session. */
export const BY_SESSION_OWNER: Limit = { kind: 'password', most: 5, withinMs };
