import type { Instrument } from '#core/instrument/index.ts';
import type { Verdict } from './verdict.ts';
import { compareVersions } from './verdict.ts';

/** The verdicts on any two versions of a survey. */
export interface Ledger {
	/** Verdicts from `older` to `newer`, by version number; undefined when the ledger does not hold both. */
	between(older: number, newer: number): readonly Verdict[] | undefined;
}

/**
 * Puts the versions of one survey together, so that verdicts compose: what is the same from 1 to 2 and declared
 * equivalent from 2 to 3 is equivalent from 1 to 3, and what version 3 restores is comparable with 1 whatever 2 did.
 * Only versions from the older to the newer take part, so that no verdict changes because a later version is published.
 */
export function ledger(versions: readonly Instrument[]): Ledger {
	const inOrder = versions.toSorted((a, b) => a.version - b.version);
	const direct = new Map<string, ReadonlyMap<string, Verdict>>();

	const directly = (older: Instrument, newer: Instrument): ReadonlyMap<string, Verdict> => {
		const key = `${older.version}-${newer.version}`;
		const known = direct.get(key);
		if (known !== undefined) return known;
		const comparableSince = (variable: string, since: number) => {
			const first = inOrder.find(({ version }) => version === since);
			return first === undefined || isComparable(through(variable, first, older));
		};
		const verdicts = new Map(
			compareVersions(older, newer, { comparableSince }).map((verdict) => [verdict.variable, verdict]),
		);
		direct.set(key, verdicts);
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
		return straight;
	};

	return {
		between: (olderVersion, newerVersion) => {
			const older = inOrder.find(({ version }) => version === olderVersion);
			const newer = inOrder.find(({ version }) => version === newerVersion);
			if (older === undefined || newer === undefined || olderVersion > newerVersion) return undefined;
			return [...directly(older, newer).keys()].flatMap((variable) => through(variable, older, newer) ?? []);
		},
	};
}

export function isComparable(verdict: Verdict | undefined): boolean {
	return verdict?.kind === 'identical' || verdict?.kind === 'equivalent';
}

function composed(variable: string, steps: readonly Verdict[]): Verdict {
	const differences = steps.flatMap((step) => step.differences);
	const reasons = steps.flatMap((step) => (step.kind === 'equivalent' ? [step.reason] : []));
	if (reasons.length === 0) return { kind: 'identical', variable, differences };
	return { kind: 'equivalent', variable, differences, reason: [...new Set(reasons)].join(' ') };
}
