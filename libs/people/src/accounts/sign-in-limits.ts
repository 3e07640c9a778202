import { minutes, type Limit } from '@app/platform';

const withinMs = minutes(15);

/** 附表十 item 33: five failures lock an account for a quarter of an hour, whether or not the account exists. */
export const BY_LOGIN: Limit = { kind: 'sign-in', most: 5, withinMs };
/**
 * Against one password tried on many accounts. Wide, because a whole office shares one address: concurrent sign-ins
 * count until their password is verified.
 */
export const BY_NETWORK: Limit = { kind: 'sign-in-network', most: 100, withinMs };
/** Guesses of the current password by the holder of a session. */
export const BY_SESSION_OWNER: Limit = { kind: 'password', most: 5, withinMs };
