import type { Instrument } from '#core/instrument/index.ts';
import { wayOverBridges } from './bridged.ts';
import type { Verdict } from './verdict.ts';
import { compareVersions, isComparable } from './verdict.ts';

/** The verdicts on any two versions of a survey. */
export interface Ledger {
	/** Verdicts from `older` to `newer`, by version number; undefined when the ledger does not hold both. */
	between(older: number, newer: number): readonly Verdict[] | undefined;
	/** Whether a variable is asked alike, or bridged, from `older` through version `at` to `newer`. */
	passes(variable: string, older: number, at: number, newer: number): boolean;
}

/**
 * Puts the versions of one survey together, so that verdicts compose: what is the same from 1 to 2 and declared
 * equivalent from 2 to 3 is equivalent from 1 to 3, and what version 3 restores is comparable with 1 whatever 2 did. Where
 * nothing else leads from one to the other, the halves of a version that bridges do.
 * Only versions from the older to the newer take part, so that no verdict changes because a later version is published.
 */
export function ledger(versions: readonly Instrument[]): Ledger {
	const inOrder = versions.toSorted((a, b) => a.version - b.version);
	const direct = new Map<Instrument, Map<Instrument, ReadonlyMap<string, Verdict>>>();

	const directly = (older: Instrument, newer: Instrument): ReadonlyMap<string, Verdict> => {
		const fromOlder = direct.get(older) ?? new Map<Instrument, ReadonlyMap<string, Verdict>>();
		direct.set(older, fromOlder);
		const known = fromOlder.get(newer);
		if (known !== undefined) return known;
		const comparableSince = (variable: string, since: number) => {
			if (older.version === newer.version) return false;
			const first = inOrder.find(({ version }) => version === since);
			return first === undefined || isComparable(through(variable, first, older));
		};
		const verdicts = new Map(
			compareVersions(older, newer, { comparableSince }).map((verdict) => [verdict.variable, verdict]),
		);
		fromOlder.set(newer, verdicts);
		return verdicts;
	};

	/** The best chain of verdicts from one version to another: as few steps as can be, each comparable. */
	const through = (variable: string, older: Instrument, newer: Instrument): Verdict | undefined => {
		const straight = directly(older, newer).get(variable);
		if (straight !== undefined && isComparable(straight)) return straight;
		const between = inOrder.filter(({ version }) => version > older.version && version < newer.version);
		let chains: { at: Instrument; steps: Verdict[] }[] = [{ at: older, steps: [] }];
		const seen = new Set([older.version]);
		while (chains.length > 0) {
			const longer: typeof chains = [];
			for (const { at, steps } of chains) {
				for (const next of [newer, ...between]) {
					if (next.version <= at.version || seen.has(next.version)) continue;
					const step = directly(at, next).get(variable);
					if (step === undefined || !isComparable(step)) continue;
					if (next.version === newer.version) return composed(variable, [...steps, step]);
					seen.add(next.version);
					longer.push({ at: next, steps: [...steps, step] });
				}
			}
			chains = longer;
		}
		return overBridges(variable, older, [...between, newer], straight) ?? straight;
	};

	const overBridges = (
		variable: string,
		older: Instrument,
		versions: readonly Instrument[],
		straight: Verdict | undefined,
	): Verdict | undefined => {
		if (straight?.kind !== 'break' || versions.every(({ bridges }) => bridges.length === 0)) return undefined;
		const way = wayOverBridges(variable, older, versions, (one, from, to) => directly(from, to).get(one));
		if (way === undefined) return undefined;
		const { differences } = straight;
		return { kind: 'bridged', variable, differences, bridges: way.bridges, reasons: reasonsOf(way.steps) };
	};

	const numbered = (number: number) => inOrder.find(({ version }) => version === number);

	const leads = (variable: string, olderVersion: number, newerVersion: number): boolean => {
		const [older, newer] = [numbered(olderVersion), numbered(newerVersion)];
		if (older === undefined || newer === undefined) return false;
		const verdict = olderVersion === newerVersion ? undefined : through(variable, older, newer);
		return olderVersion === newerVersion || verdict?.kind === 'bridged' || isComparable(verdict);
	};

	return {
		passes: (variable, older, at, newer) => leads(variable, older, at) && leads(variable, at, newer),
		between: (olderVersion, newerVersion) => {
			const [older, newer] = [numbered(olderVersion), numbered(newerVersion)];
			if (older === undefined || newer === undefined || olderVersion > newerVersion) return undefined;
			return [...directly(older, newer).keys()].flatMap((variable) => through(variable, older, newer) ?? []);
		},
	};
}

function composed(variable: string, steps: readonly Verdict[]): Verdict {
	const differences = steps.flatMap((step) => step.differences);
	const reasons = reasonsOf(steps);
	if (reasons.length === 0) return { kind: 'identical', variable, differences };
	return { kind: 'equivalent', variable, differences, reason: reasons.join(' ') };
}

function reasonsOf(steps: readonly Verdict[]): string[] {
	return [...new Set(steps.flatMap((step) => (step.kind === 'equivalent' ? [step.reason] : [])))];
}
