import { z } from 'zod';

/** How an interview ended. */
export const Outcome = z.enum(['completed', 'broken-off', 'declined']);
export type Outcome = z.infer<typeof Outcome>;

/** Final disposition codes of the AAPOR Standard Definitions (10th edition): complete, break-off, refusal. */
export const aaporCodes = {
	completed: '1.1',
	'broken-off': '2.12',
	declined: '2.11',
} as const satisfies Record<Outcome, string>;
