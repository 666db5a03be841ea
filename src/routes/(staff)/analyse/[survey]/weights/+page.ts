/** What is typed is tried while it is typed, and views leave as pictures; everything else is there without. */
export const csr = true;
