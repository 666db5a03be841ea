/** Tables and charts are copied in the browser; everything else is there without. */
export const csr = true;
