import type { Instrument, QuestionId } from '#core/instrument/index.ts';
import type { Difference } from './difference.ts';
import { differencesBetween } from './difference.ts';
import { completeLanguages, fingerprint } from './fingerprint.ts';
import type { Fingerprint } from './fingerprint.ts';

/**
 * Whether a variable of two versions may be drawn as one series. `equivalent`: it differs, and a declaration with its
 * reason covers every difference. `break`: it differs and none does; no trend crosses it.
 */
export type Verdict = { readonly variable: string; readonly differences: readonly Difference[] } & (
	| { readonly kind: 'identical' | 'only-in-older' | 'only-in-newer' }
	/** `judged`: what somebody found against it beyond what differs here, in sentences. */
	| { readonly kind: 'break'; readonly judged?: readonly string[] }
	| { readonly kind: 'equivalent'; readonly reason: string }
	/**
	 * It differs, and versions on the way, in their order, asked the earlier wording of one random half and the later of the
	 * other: the step between the two is measured there. `reasons` are those of declarations on the way.
	 */
	| { readonly kind: 'bridged'; readonly bridges: readonly BridgedBy[]; readonly reasons: readonly string[] }
);

/** A bridge that a variable is taken over: where it stands, and what its earlier wording is called there. */
export interface BridgedBy {
	readonly version: number;
	readonly experiment: string;
	readonly before: string;
	readonly arm: BridgeArm;
}

/** The column that says which wording a respondent met, and its codes for the two. */
export interface BridgeArm {
	readonly variable: string;
	readonly earlier: number;
	readonly later: number;
}

/** Whether one series may be drawn through it as it is. */
export function isComparable(verdict: Verdict | undefined): boolean {
	return verdict?.kind === 'identical' || verdict?.kind === 'equivalent';
}

export interface CompareOptions {
	/** How each was asked; a difference is a break unless a declaration covers `mode`. */
	readonly modes?: { readonly older: readonly string[]; readonly newer: readonly string[] };
	/**
	 * Whether `variable` of the older version is comparable with version `since`, to which a declaration refers. Two
	 * versions alone cannot tell, so it counts as true; the ledger, which has them all, answers.
	 */
	readonly comparableSince?: (variable: string, since: number) => boolean;
}

/**
 * The verdict on every variable of two versions of one survey: first those of the newer in its order, then those that it
 * dropped. A declaration in the newer version applies when its `since` is at or before the older one and it covers all
 * the differences. Where who is asked depends on a question that breaks, the base differs too; where that question was
 * declared equivalent, so is the base, for its reason.
 */
export function compareVersions(older: Instrument, newer: Instrument, options: CompareOptions = {}): Verdict[] {
	const source = commonSource(older, newer);
	const before = fingerprint(older, { ...source, ...(options.modes && { modes: options.modes.older }) });
	const after = fingerprint(newer, { ...source, ...(options.modes && { modes: options.modes.newer }) });
	const comparableSince = options.comparableSince ?? (() => true);
	const reached = new Map<string, Verdict>();
	const underWay = new Set<string>();

	const verdictOn = (variable: string): Verdict => {
		const known = reached.get(variable);
		if (known !== undefined) return known;
		underWay.add(variable);
		const verdict = reach(variable);
		underWay.delete(variable);
		reached.set(variable, verdict);
		return verdict;
	};

	const reach = (variable: string): Verdict => {
		const was = before.get(variable);
		const is = after.get(variable);
		if (is === undefined) return { kind: 'only-in-older', variable, differences: [] };
		if (was === undefined) return { kind: 'only-in-newer', variable, differences: [] };
		const own = differencesBetween(was, is);
		const filters = is.filters.map((filter) => ({ filter, verdict: worst(columnsOf(filter)) }));
		const broken = filters.flatMap(({ filter, verdict }) =>
			verdict?.kind === 'break' ? [filterDifference(filter, verdict)] : [],
		);
		const inherited = filters.flatMap(({ filter, verdict }) =>
			verdict?.kind === 'equivalent' ? [{ difference: filterDifference(filter, verdict), reason: verdict.reason }] : [],
		);
		const differences = [...own, ...broken, ...inherited.map(({ difference }) => difference)];
		if (differences.length === 0) return { kind: 'identical', variable, differences };
		const declared = declaredReasons(variable, [...own, ...broken]);
		if (declared === undefined) return { kind: 'break', variable, differences };
		const reasons = [...new Set([...declared, ...inherited.map(({ reason }) => reason)])];
		return { kind: 'equivalent', variable, differences, reason: reasons.join(' ') };
	};

	/** The reasons of the declarations that together cover all of `differences`; undefined when one is not covered. */
	const declaredReasons = (variable: string, differences: readonly Difference[]): string[] | undefined => {
		const applying = newer.equivalences.filter(
			(equivalence) =>
				equivalence.variable === variable &&
				equivalence.since <= older.version &&
				(equivalence.since === older.version || comparableSince(variable, equivalence.since)),
		);
		const covered = (difference: Difference) =>
			applying.filter((equivalence) => equivalence.differences.includes(difference.kind));
		if (differences.some((difference) => covered(difference).length === 0)) return undefined;
		return [...new Set(differences.flatMap(covered))].map(({ reason }) => reason);
	};

	/** The verdicts on the columns of a question; those under way are left out, as only a faulty file can ask for them. */
	const columnsOf = (question: QuestionId): Verdict[] =>
		[...new Set([...columnNames(before, question), ...columnNames(after, question)])]
			.filter((variable) => !underWay.has(variable))
			.map(verdictOn);

	const dropped = [...before.keys()].filter((variable) => !after.has(variable));
	return [...after.keys(), ...dropped].map(verdictOn);
}

/** Texts are compared in a language that both versions have complete, the newer's first such. */
function commonSource(older: Instrument, newer: Instrument): { source?: string } {
	const had = completeLanguages(older);
	const source = completeLanguages(newer).find((language) => had.includes(language));
	return source === undefined ? {} : { source };
}

function columnNames(fingerprints: ReadonlyMap<string, Fingerprint>, question: string): string[] {
	return [...fingerprints.values()].filter((one) => one.question === question).map(({ variable }) => variable);
}

/** A filter is as good as its worst column; one that only one version has, where others stayed, is in their options. */
function worst(verdicts: readonly Verdict[]): Verdict | undefined {
	return verdicts.find(({ kind }) => kind === 'break') ?? verdicts.find(({ kind }) => kind === 'equivalent');
}

function filterDifference(filter: QuestionId, verdict: Verdict): Difference {
	const kinds = [...new Set(verdict.differences.map(({ kind }) => kind))].join(', ');
	return {
		kind: 'base',
		place: `who is asked follows "${filter}"`,
		before: 'as it was asked',
		after: `changed in ${kinds}`,
	};
}
