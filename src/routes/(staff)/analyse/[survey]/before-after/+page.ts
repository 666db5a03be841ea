/** Plain forms, tables and drawings that need no script. */
export const csr = false;
