import { z } from 'zod';

/** Why a value is absent. Every absence in Soundings has one of these reasons; there is no bare null or NaN. */
export const MissingReason = z.enum([
	'not-applicable',
	'not-asked',
	'not-reached',
	'routing-error',
	'dont-know',
	'refused',
]);
export type MissingReason = z.infer<typeof MissingReason>;

/**
 * Export codes, after UK data archive practice: not applicable (routed past), not asked (not in this version or wave),
 * not reached (broken off before), routing error, don't know, refused (prefer not to say, or left blank).
 */
export const missingCodes = {
	'not-applicable': -1,
	'not-asked': -2,
	'not-reached': -6,
	'routing-error': -7,
	'dont-know': -8,
	refused: -9,
} as const satisfies Record<MissingReason, number>;
