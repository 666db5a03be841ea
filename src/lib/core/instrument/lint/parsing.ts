import type { z } from 'zod';
import { Instrument } from '../instrument.ts';

/** Where a file is not an instrument: `path` is from the top, such as `sections/2/questions/3/options/1`. */
export interface Misfit {
	readonly path: string;
	/** The nearest named thing, such as `question "harm"`; empty at the top. */
	readonly place: string;
	readonly message: string;
}

export type ParsedInstrument =
	| { readonly kind: 'instrument'; readonly instrument: Instrument }
	| { readonly kind: 'misfits'; readonly misfits: readonly Misfit[] };

/** How deep an instrument may nest; conditions are the only part that nests freely. */
export const deepest = 60;

/** Reads JSON that has been parsed but not checked as an instrument, or says in an author's words where it is not one. */
export function parseInstrument(json: unknown): ParsedInstrument {
	if (isDeeperThan(json, deepest)) {
		return { kind: 'misfits', misfits: [{ path: '', place: '', message: `nests deeper than ${deepest} levels` }] };
	}
	const parsed = Instrument.safeParse(json);
	if (parsed.success) return { kind: 'instrument', instrument: parsed.data };
	return { kind: 'misfits', misfits: misfitsOf(parsed.error, json) };
}

/** What of a file does not fit its schema, in an author's words; at most 200 places. */
export function misfitsOf(error: z.ZodError, json: unknown): Misfit[] {
	return error.issues.flatMap((issue) => explained(issue, [], json)).slice(0, 200);
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function explained(issue: Issue, above: Path, json: unknown): Misfit[] {
	const path = [...above, ...issue.path];
	if (issue.code === 'invalid_union' && issue.errors.length > 0) {
		const branch = nearestBranch(issue.errors);
		if (branch !== undefined) return branch.flatMap((inner) => explained(inner, path, json));
	}
	if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
		return issue.issues.flatMap((inner) => explained(inner, path, json));
	}
	return [
		{ path: path.map(String).join('/'), place: placeOf(path, json), message: wordsOf(issue, valueAt(json, path)) },
	];
}

/** The branch of a union that got furthest into the value; undefined where none got past its first level. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
	const depth = (branch: readonly Issue[]) =>
		Math.max(...branch.map((issue) => (issue.code === 'unrecognized_keys' ? -1 : issue.path.length)));
	const missesAKey = (branch: readonly Issue[]) =>
		branch.some((issue) => issue.code === 'unrecognized_keys' && issue.path.length === 0);
	const [nearest] = branches
		.filter((branch) => depth(branch) > 0 && !missesAKey(branch))
		.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length);
	return nearest;
}

function wordsOf(issue: Issue, value: unknown): string {
	switch (issue.code) {
		case 'invalid_type':
			return value === undefined
				? `is missing: expected ${typeWords(issue.expected)}`
				: `should be ${typeWords(issue.expected)}, not ${typeWords(kindOf(value))}`;
		case 'unrecognized_keys':
			return `has ${issue.keys.map((key) => `“${key}”`).join(', ')}, which nothing here is called`;
		case 'invalid_value':
			return value === undefined
				? `is missing: expected ${oneOf(issue.values)}`
				: `should be ${oneOf(issue.values)}, not ${shown(value)}`;
		case 'invalid_union':
			return typeof issue.discriminator === 'string'
				? `has no “${issue.discriminator}” that is known here`
				: 'is none of the shapes that can stand here; a condition is one of all, any, not, answered, question with is, in or atLeast, experiment with arm';
		case 'too_small':
			return `is too ${issue.origin === 'string' || issue.origin === 'array' ? 'short' : 'small'}: at least ${issue.minimum}${unitWords(issue.origin)}`;
		case 'too_big':
			return `is too ${issue.origin === 'string' || issue.origin === 'array' ? 'long' : 'large'}: at most ${issue.maximum}${unitWords(issue.origin)}`;
		case 'invalid_format':
			return `${shown(value)} is not in the form expected here${issue.message.startsWith('Invalid') ? '' : `: ${issue.message}`}`;
		case 'not_multiple_of':
			return `should be a multiple of ${issue.divisor}`;
		case 'invalid_key':
		case 'invalid_element':
			return 'has a part that is not in the form expected here';
		case 'custom':
			return issue.message.startsWith('Invalid')
				? 'is not in the form expected here'
				: `should be otherwise: ${issue.message}`;
	}
}

function unitWords(origin: string): string {
	if (origin === 'string') return ' characters';
	return origin === 'array' ? ' entries' : '';
}

function oneOf(values: readonly unknown[]): string {
	const words = values.map((value) => shown(value));
	return words.length === 1 ? (words[0] ?? '') : `one of ${words.join(', ')}`;
}

function shown(value: unknown): string {
	const words = typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? 'nothing');
	return words.length > 60 ? `${words.slice(0, 57)}…` : words;
}

function kindOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

function typeWords(type: string): string {
	const words = new Map([
		['string', 'text'],
		['array', 'a list'],
		['object', 'an object'],
		['record', 'texts by language such as { "en": "…" }'],
		['number', 'a number'],
		['int', 'a whole number'],
		['boolean', 'true or false'],
	]);
	return words.get(type) ?? type;
}

function valueAt(json: unknown, path: Path): unknown {
	return path.reduce<unknown>((value, key) => memberOf(value, String(key)), json);
}

function memberOf(value: unknown, key: string): unknown {
	if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
	const member: unknown = Reflect.get(value, key);
	return member;
}

/** Names the innermost question, measure, section or other part with an id on the way to `path`. */
function placeOf(path: Path, json: unknown): string {
	for (let length = path.length; length > 0; length -= 1) {
		const id = memberOf(valueAt(json, path.slice(0, length)), 'id');
		const list = path.slice(0, length).findLast((key) => typeof key === 'string');
		if (typeof id === 'string' && typeof list === 'string') return `${list.replace(/s$/, '')} "${id}"`;
	}
	return '';
}

/** Whether a value nests deeper than `most` levels. Walks with a stack of its own, so that no file is deep enough to break it. */
export function isDeeperThan(json: unknown, most: number): boolean {
	let level: unknown[] = [json];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > most) return true;
		level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
	}
	return false;
}
