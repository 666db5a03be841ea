import type { freezeTypedRules } from '#server/workflows/quality/quality-pages.ts';

type NotFrozen = Exclude<Awaited<ReturnType<typeof freezeTypedRules>>, { kind: 'frozen' }>;

/** Why rules were not frozen, with the field that cures it. */
export function notFrozen(refused: NotFrozen): { readonly field: string; readonly problem: string } {
	switch (refused.kind) {
		case 'refused':
			return { field: refused.field, problem: refused.words };
		case 'reason-missing':
			return { field: 'reason', problem: 'Say why these rules are frozen' };
		case 'no-rules':
			return { field: 'reading', problem: `These are no rules: ${refused.words}` };
		case 'nothing-to-calibrate-on':
			return { field: 'speedWave', problem: 'That wave is not over, or nobody knows how long its interviews took' };
		case 'changed-meanwhile':
			return { field: 'reason', problem: 'Somebody else froze a version meanwhile: look at it, then freeze yours' };
		case 'unknown-survey':
			return { field: 'reason', problem: 'The survey has no published questionnaire yet' };
	}
}
