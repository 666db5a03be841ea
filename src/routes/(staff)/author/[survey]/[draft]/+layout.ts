/** Edits are sent as they are typed; without scripts every page is a form that is saved. */
export const csr = true;
