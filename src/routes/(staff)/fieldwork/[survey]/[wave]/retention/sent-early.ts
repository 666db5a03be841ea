import { z } from 'zod';
import type { RetentionStep } from '#core/fieldwork/index.ts';

const Early = z
	.object({
		step: z.enum(['invitations', 'answers', 'panel']),
		reason: z.string().max(1000).default(''),
		sure: z.string().optional(),
	})
	.transform(({ sure, ...rest }) => ({ ...rest, isConfirmed: sure === 'yes' }));

/** The step that somebody wants carried out before it is due; undefined where a form names none. */
export async function sentEarly(request: Request): Promise<z.infer<typeof Early> | undefined> {
	return Early.safeParse(Object.fromEntries(await request.formData())).data;
}

/** What was wrong, at which field, with what was typed. */
export function earlyProblem(
	{ step, reason }: { readonly step: RetentionStep; readonly reason: string },
	why: 'reason-missing' | 'not-confirmed' | 'not-now' | 'unknown-wave',
) {
	const said = {
		'reason-missing': { control: `reason-${step}`, message: 'Give the reason: it stays on record.' },
		'not-confirmed': { control: `sure-${step}`, message: 'Tick the box: what is deleted cannot be brought back.' },
		'not-now': {
			control: 'promised',
			message: 'That cannot be deleted now: it is gone already, or the wave or its panel still takes answers.',
		},
		'unknown-wave': { control: 'promised', message: 'There is no such wave of this survey.' },
	} as const;
	return { step, reason, problem: said[why] };
}
