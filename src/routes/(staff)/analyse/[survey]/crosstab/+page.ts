/** Large tables are drawn as far as they are seen; everything else is there without. */
export const csr = true;
