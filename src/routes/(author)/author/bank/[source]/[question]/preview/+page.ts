/** A picture of the question: nothing in it does anything. */
export const csr = false;
