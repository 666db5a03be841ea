/** Respondent pages are HTML alone: nothing of Svelte runs in the browser. */
export const csr = false;
