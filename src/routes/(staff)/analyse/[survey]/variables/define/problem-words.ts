import type { DefinitionProblem } from '#core/dataset/index.ts';
import type { FieldProblem } from './entered.ts';

/** Why a definition was not saved, for the summary of errors. */
export function problemsOf(
	refusal:
		| { readonly kind: 'refused'; readonly problems: readonly DefinitionProblem[] }
		| { readonly kind: 'changed-meanwhile'; readonly version: number }
		| { readonly kind: 'weights-rest-on'; readonly waves: readonly string[] }
		| { readonly kind: 'unknown-survey' },
): FieldProblem[] {
	switch (refusal.kind) {
		case 'refused':
			return refusal.problems.map((problem) => ({ control: controlOf(problem), message: words(problem) }));
		case 'changed-meanwhile':
			return [
				{
					control: 'label',
					message:
						refusal.version === 0
							? 'This variable is not there any more'
							: `Somebody has saved version ${refusal.version} since. Open the variable again to change theirs`,
				},
			];
		case 'weights-rest-on':
			return [
				{
					control: 'label',
					message: `${refusal.waves.join(', ')}: weighted by this variable, so that a change would change every figure without a word. Take the scheme back first, or define another variable`,
				},
			];
		case 'unknown-survey':
			return [{ control: 'label', message: 'This survey is not there any more' }];
	}
}

function controlOf({ kind }: DefinitionProblem): string {
	return kind === 'name-of-a-question' || kind === 'name-taken' ? 'name' : 'label';
}

function words(problem: DefinitionProblem): string {
	switch (problem.kind) {
		case 'name-of-a-question':
			return 'Enter another name: a question has this one';
		case 'name-taken':
			return 'Enter another name: a derived variable has this one, in use or retired';
		case 'unknown-source':
			return `The survey has no column ${problem.source} any more`;
		case 'unreadable-source':
			return `Nothing of this kind can be made of ${problem.source}`;
		case 'unknown-code':
			return `${problem.source} has no answer ${problem.code}`;
		case 'cycle':
			return problem.through.length === 0
				? 'A variable cannot be made of itself'
				: `A variable cannot be made of itself; this one would be, by way of ${problem.through.join(', ')}`;
	}
}
