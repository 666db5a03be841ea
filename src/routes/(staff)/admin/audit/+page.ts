/** A form that asks for entries, and a table: nothing that needs a script. */
export const csr = false;
