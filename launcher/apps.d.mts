export const SPARING: string[];
