import { z } from 'zod';

/** How an interview ended. *quota-full*: kindly, since enough people like the respondent had answered. */
export const Outcome = z.enum(['completed', 'broken-off', 'declined', 'quota-full']);
export type Outcome = z.infer<typeof Outcome>;

/** Final disposition codes of the AAPOR Standard Definitions (10th edition): complete, break-off, refusal, quota filled. */
export const aaporCodes = {
	completed: '1.1',
	'broken-off': '2.12',
	declined: '2.11',
	'quota-full': '4.8',
} as const satisfies Record<Outcome, string>;
