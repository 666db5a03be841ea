/** Draws what the studio around it tells, as it is typed. */
export const csr = true;
