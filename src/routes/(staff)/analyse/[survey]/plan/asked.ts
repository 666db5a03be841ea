import type { Direction } from '#core/trends/index.ts';
import type { PlanQuestion } from '#server/workflows/analysis/plan-of.ts';

/** What an address of the plan asks for, what was typed into its fields, and which of that is no plan. */
export interface Asked {
	readonly question: PlanQuestion;
	readonly typed: Readonly<Record<string, string>>;
	readonly problems: readonly { readonly control: string; readonly message: string }[];
}

interface Field {
	readonly name: string;
	readonly label: string;
	/** In the unit of the field. */
	readonly least: number;
	readonly most: number;
	/** Of the field's unit to that of the plan: percent and points to shares. */
	readonly divisor: 1 | 100;
	readonly whole: boolean;
}

const field = (name: string, label: string, least: number, most: number, divisor: 1 | 100, whole = false): Field => ({
	...{ name, label, least, most, divisor, whole },
});

const fields = {
	share: field('share', 'Share now', 0.1, 99.9, 100),
	change: field('change', 'Change to show', 0.1, 99, 100),
	size: field('size', 'Completed interviews', 10, 10_000_000, 1, true),
	deff: field('deff', 'Design effect', 0.1, 50, 1),
	responseRate: field('response', 'Response rate', 0.1, 100, 100),
	overlap: field('overlap', 'People in both waves', 0, 100, 100),
	correlation: field('correlation', 'Correlation of their answers', -1, 1, 1),
	controlVariance: field('variance', 'Variance of the control list', 0.01, 10, 1),
	innocuous: field('innocuous', 'Chance of the innocuous statement', 1, 99, 100),
	family: field('family', 'Comparisons judged together', 1, 10_000, 1, true),
	power: field('power', 'Power', 50, 99.9, 100),
	level: field('level', 'Level', 0.1, 20, 100),
} as const;

/** Reads the fields of the form; empty ones count as not given, wrong ones as well, with what is wrong. */
export function askedOf(survey: string, parameters: URLSearchParams): Asked {
	const typed = Object.fromEntries(
		['measure', 'against', 'goes', 'technique', ...Object.values(fields).map(({ name }) => name)].map((name) => [
			name,
			(parameters.get(name) ?? '').trim().slice(0, 100),
		]),
	);
	const problems: { control: string; message: string }[] = [];
	const numbers: Partial<Record<keyof typeof fields, number>> = {};
	for (const key of keysOf(fields)) {
		const { name, divisor } = fields[key];
		const words = typed[name] ?? '';
		if (words === '') continue;
		const number = Number(words.replaceAll(',', '').replace(/%$/, ''));
		const message = problemOf(fields[key], number);
		if (message === undefined) numbers[key] = number / divisor;
		else problems.push({ control: name, message });
	}
	if (numbers.innocuous !== undefined && Math.abs(numbers.innocuous - 0.5) < 0.1) {
		delete numbers.innocuous;
		const message = 'Chance of the innocuous statement: keep 10 points away from 50%, where answers tell nothing';
		problems.push({ control: 'innocuous', message });
	}
	return {
		question: {
			...numbers,
			survey,
			measure: parameters.has('measure') ? typed.measure || null : undefined,
			bothWaves: typed.against === 'both',
			directions: directionsOf(typed.goes),
			technique: techniqueOf(typed.technique),
		},
		typed,
		problems,
	};
}

/** The query that asks the same, of the measure that was taken because nobody had said. */
export function addressOf({ typed }: Asked, measure: string | null): string {
	const given = Object.entries(typed).filter(([name, words]) => name !== 'measure' && words !== '');
	return `?${new URLSearchParams([['measure', measure ?? ''], ...given])}`;
}

function problemOf({ label, least, most, whole }: Field, number: number): string | undefined {
	const isWithin = number >= least && number <= most;
	if (isWithin && (!whole || Number.isInteger(number))) return undefined;
	return `${label}: enter a ${whole ? 'whole ' : ''}number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`;
}

function directionsOf(goes: string | undefined): Direction[] {
	return goes === 'rise' || goes === 'fall' ? [goes] : ['rise', 'fall'];
}

function techniqueOf(technique: string | undefined): PlanQuestion['technique'] {
	return technique === 'direct' || technique === 'item-count' || technique === 'crosswise' ? technique : undefined;
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[];
function keysOf(record: object): string[] {
	return Object.keys(record);
}
