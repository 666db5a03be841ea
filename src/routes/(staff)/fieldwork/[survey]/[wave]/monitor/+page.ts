/** The counts change while the page is looked at; without a script there is a link to load them again. */
export const csr = true;
