/** A form is saved while it is typed; without a script its buttons save it. */
export const csr = true;
