/** The most that there may be of each part of an account, so that it fits into the numbers that stand for it. */
export const rolesMax = 64;
export const codesMax = 64;
export const viewsMax = 64;
export const kindsMax = 6;

/** What is acted on: a resource by its code, or one of these. */
export const subjects = { creation: -1, interface: -2, account: -3 } as const;
