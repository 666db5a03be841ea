/** The fields of a page's form that tell people from machines; no question's id begins with a line. */
export const unseenField = '_website';
export const workField = '_work';
