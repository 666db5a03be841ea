/** Places and partners by whose posters people come to an open link. */
export { addSource, removeSource, sourcesPageOf } from './sources-page.ts';
export type { SourcesPage } from './sources-page.ts';
export { posterOf } from './poster.ts';
