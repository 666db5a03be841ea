/** Something to read, with links. */
export const csr = false;
