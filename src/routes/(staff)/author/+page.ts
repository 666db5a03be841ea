/** Plain forms: no script takes over the page while somebody is already typing into it. */
export const csr = false;
