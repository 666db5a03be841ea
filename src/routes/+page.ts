/** The start page is HTML alone. */
export const csr = false;
