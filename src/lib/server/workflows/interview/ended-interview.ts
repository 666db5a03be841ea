import type { StoredResponse } from '../../storage/index.ts';

/** An ended interview, before it is known where it is kept. */
export type EndedInterview = Omit<StoredResponse, 'wave'>;
