/** Plain forms: nothing here is quicker with a script, and words under masks stay in one answer of the server. */
export const csr = false;
