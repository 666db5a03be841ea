import type { TypingProblem } from '#server/workflows/imports/change-draft.ts';
import type { DraftProblem } from '#server/workflows/imports/draft-problems.ts';
import type { FieldProblem } from '#ui/import/shown.ts';
import { countWords } from '#ui/trend/quantity.ts';

/** What has to be said or put right before a file can be brought in. `waves` are the values that tell its waves, in order. */
export function problemsOf(problems: readonly DraftProblem[], waves: readonly string[]): FieldProblem[] {
	const wave = (value: string | null, field: 'label' | 'day') =>
		value === null ? `one-${field}` : `wave-${waves.indexOf(value)}-${field}`;
	return problems.map((problem): FieldProblem => {
		if ('variable' in problem) return variableProblem(problem);
		switch (problem.kind) {
			case 'wave-label-missing':
				return { control: wave(problem.value, 'label'), message: `Say what ${waveWords(problem.value)} is called` };
			case 'wave-day-missing':
				return { control: wave(problem.value, 'day'), message: `Enter the last day of ${waveWords(problem.value)}` };
			case 'wave-label-taken':
				return {
					control: wave(problem.value, 'label'),
					message: `The survey has a wave called ${problem.label} already. Enter another name`,
				};
			case 'wave-label-twice':
				return {
					control: wave(problem.value, 'label'),
					message: `Two waves of the file are called ${problem.label}. Enter another name`,
				};
			case 'wave-cell-empty':
				return {
					control: 'wave-column',
					message: `${countWords(problem.count)} rows have nothing in ${problem.column}: every row has to tell its wave`,
				};
			case 'no-waves':
				return { control: 'wave-column', message: `${problem.column} does not tell waves. Choose another column` };
			case 'mode-missing':
				return { control: 'mode', message: 'Choose how it was asked' };
			case 'sample-missing':
				return { control: 'sample', message: 'Choose how people were found' };
			case 'weight-not-numeric':
				return {
					control: 'weight',
					message: `${problem.column} is no weight: not every row has a number of 0 or more. Choose another column, or none`,
				};
			case 'nothing-matched':
				return { control: 'variables', message: 'Every variable is left out. Line up at least one' };
			case 'too-many-answers':
				return {
					control: 'variables',
					message: `That is more than ${countWords(problem.most)} answers. Leave variables out, or bring the file in with soundings import`,
				};
		}
	});
}

type VariableProblem = Extract<DraftProblem, { variable: string }>;

function variableProblem(problem: VariableProblem): FieldProblem {
	const { variable } = problem;
	const verdict = `verdict-${variable}`;
	const column = `column-${variable}`;
	switch (problem.kind) {
		case 'verdict-missing':
			return { control: verdict, message: `Choose a verdict on ${variable}` };
		case 'not-identical':
			return {
				control: verdict,
				message: `${variable} is not identical: the file says so. Choose equivalent with a reason, or break`,
			};
		case 'reason-missing':
			return { control: `reason-${variable}`, message: `Enter the reason for the verdict on ${variable}` };
		case 'values-open':
			return {
				control: `variable-${variable}`,
				message: `Say what ${problem.values.slice(0, 5).join(', ')} of ${variable} ${problem.values.length === 1 ? 'stands' : 'stand'} for`,
			};
		case 'column-twice':
			return {
				control: column,
				message: `${problem.column} holds ${problem.other} already. Choose another for ${variable}`,
			};
		case 'numbers-outside':
			return {
				control: column,
				message: `${problem.column} has numbers that ${variable} cannot be. Leave it out, or correct the file`,
			};
		case 'too-many-values':
			return {
				control: column,
				message: `${problem.column} has too many different values for the options of ${variable}. Choose another`,
			};
		case 'question-in-part':
			return {
				control: verdict,
				message: `The question ${problem.question} is brought in whole or not at all: ${problem.missing.join(', ')} is left out, and would seem not to have been chosen`,
			};
	}
}

/** What was typed and could not be saved. */
export function typingProblemsOf(problems: readonly TypingProblem[]): FieldProblem[] {
	return problems.map((problem): FieldProblem => {
		switch (problem.kind) {
			case 'unknown-column':
				return {
					control: problem.variable === null ? 'wave-column' : `column-${problem.variable}`,
					message: `The file has no column ${problem.column}`,
				};
			case 'not-a-day':
				return {
					control: problem.at === null ? 'one-day' : `wave-${problem.at}-day`,
					message: `Enter a day such as 2014-05-31 in place of ${problem.typed}`,
				};
			case 'not-a-meaning':
				return { control: `meaning-${problem.at}`, message: `${problem.variable} has no such answer` };
		}
	});
}

function waveWords(value: string | null): string {
	return value === null ? 'the wave' : `wave ${value}`;
}
