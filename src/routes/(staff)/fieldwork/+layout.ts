/** Links and forms do all of it, so what is typed before a script has come is never lost. Pages that need one say so. */
export const csr = false;
