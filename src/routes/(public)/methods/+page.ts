/** A page to read: HTML alone. */
export const csr = false;
