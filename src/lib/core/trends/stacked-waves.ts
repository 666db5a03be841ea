import { type Domain } from '#core/estimation/index.ts';
import { type AnsweredWave, type TrendWave } from './series.ts';
import { type Stack, stackOf } from './stack.ts';

/** Waves of a request as one sample, in the order of `waves`. */
export interface StackedWaves {
	readonly stack: Stack;
	/** Their places in the request. */
	readonly waves: readonly number[];
}

/** Which waves of a request have people in common. */
export interface Stacks {
	/** Null for waves drawn apart, and where replicate weights tell no covariance of two waves. */
	readonly of: (waves: readonly number[]) => StackedWaves | null;
	/** Whether one with replicate weights has people in common with another, so that no stack holds them. */
	readonly isUnknown: (waves: readonly number[]) => boolean;
}

/** Looks for people in common once for the same waves. */
export function stacksOf(request: { readonly waves: readonly TrendWave[] }): Stacks {
	const known = new Map<string, StackedWaves | null>();
	const answered = (places: readonly number[]) =>
		places.toSorted((a, b) => a - b).flatMap((place) => answeredPanel(request.waves[place], place));
	const made = (places: readonly number[]): StackedWaves | null => {
		const stackable = answered(places).filter(({ wave }) => wave.design.replicates === null);
		const stack = stackable.length > 1 ? stackOf(stackable.map(({ wave }) => wave)) : null;
		return stack?.kind === 'stack' && stack.linked > 0 ? { stack, waves: stackable.map(({ place }) => place) } : null;
	};
	return {
		of: (places) => {
			const key = places.toSorted((a, b) => a - b).join(' ');
			if (!known.has(key)) known.set(key, made(places));
			return known.get(key) ?? null;
		},
		isUnknown: (places) => {
			const waves = answered(places).map(({ wave }) => wave);
			const replicated = waves.filter(({ design }) => design.replicates !== null);
			return replicated.some((one) => waves.some((other) => other !== one && haveCommonPeople(one, other)));
		},
	};
}

function answeredPanel(wave: TrendWave | undefined, place: number): { wave: AnsweredWave; place: number }[] {
	return wave?.kind === 'answered' && wave.panel ? [{ wave, place }] : [];
}

function haveCommonPeople({ panel: a }: AnsweredWave, { panel: b }: AnsweredWave): boolean {
	const people = new Set(a);
	return b?.some((person) => person >= 0 && people.has(person)) ?? false;
}

/** The rows of several waves' domains among those of all, one wave after another. */
export function together(parts: readonly (readonly [rows: number, domain: Domain])[]): Domain {
	if (parts.every(([, domain]) => domain === null)) return null;
	const rows = parts.map(([n, domain]) => domain ?? new Uint8Array(n).fill(1));
	const all = new Uint8Array(rows.reduce((sum, { length }) => sum + length, 0));
	let start = 0;
	for (const part of rows) {
		all.set(part, start);
		start += part.length;
	}
	return all;
}
