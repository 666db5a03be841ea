/** Charts are drawn in the browser; everything else is there without. */
export const csr = true;
