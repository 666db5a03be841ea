/** Plain forms that need no script. */
export const csr = false;
