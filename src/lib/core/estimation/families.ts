/** Holm keeps the chance of any false finding, Benjamini–Hochberg the expected share of false ones among the findings. */
export type Adjustment = 'holm' | 'benjamini-hochberg';

/** Comparisons that are to be judged together, declared before anybody looks: a value to store beside the results. */
export interface Family {
	readonly name: string;
	readonly adjustment: Adjustment;
	/** 1 − the error that is allowed to the family, such as 0.95. */
	readonly level: number;
	readonly members: readonly string[];
}

export interface JudgedFamily {
	readonly kind: 'judged-family';
	readonly family: Family;
	readonly members: readonly JudgedMember[];
	/** Declared members that have no p value, such as a question that this wave did not ask. They do not count. */
	readonly without: readonly string[];
}

export interface JudgedMember {
	readonly id: string;
	readonly p: number;
	readonly adjustedP: number;
	/** Adjusted p below 1 − level. */
	readonly isFound: boolean;
}

/** A p value was given for what the family does not declare: to let it in would be to choose after looking. */
export interface Undeclared {
	readonly kind: 'undeclared';
	readonly ids: readonly string[];
}

/**
 * Judges a family by its own adjustment.
 *
 * @method  Families of tests: Holm, Benjamini–Hochberg
 * @formula p ascending, m of them. Holm: max over j ≤ k of (m − j + 1) p₍ⱼ₎. Benjamini–Hochberg: min over j ≥ k of (m / j) p₍ⱼ₎. At most 1
 * @source  Holm (1979), Scandinavian Journal of Statistics 6; Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57
 * @r       `p.adjust(p, "holm")`, `p.adjust(p, "BH")`
 */
export function judgedTogether(family: Family, p: ReadonlyMap<string, number>): JudgedFamily | Undeclared {
	const ids = [...p.keys()].filter((id) => !family.members.includes(id));
	if (ids.length > 0) return { kind: 'undeclared', ids };
	const tested = family.members.flatMap((id) => {
		const own = p.get(id);
		return own === undefined ? [] : [{ id, p: own }];
	});
	const adjusted = adjust(
		tested.map((member) => member.p),
		family.adjustment,
	);
	return {
		kind: 'judged-family',
		family,
		members: tested.map((member, k) => {
			const adjustedP = adjusted[k] ?? 1;
			return { ...member, adjustedP, isFound: adjustedP < 1 - family.level };
		}),
		without: family.members.filter((id) => !p.has(id)),
	};
}

function adjust(p: readonly number[], adjustment: Adjustment): number[] {
	switch (adjustment) {
		case 'holm':
			return holm(p);
		case 'benjamini-hochberg':
			return benjaminiHochberg(p);
	}
}

/**
 * Holm's (1979) adjustment for looking at a whole family at once: the factor on each p value, in the order given. A
 * factor f means that this comparison is decided at the level α/f, so that p·f < α just when the interval at level 1 −
 * α/f leaves out 0.
 */
export function holmFactors(p: readonly number[]): number[] {
	const factors = new Array<number>(p.length).fill(1);
	let soFar = 0;
	ascending(p).forEach(({ value, index }, rank) => {
		soFar = Math.max(soFar, value * (p.length - rank));
		// Several p values too small for a double are ties at the first rank.
		factors[index] = value > 0 ? soFar / value : p.length;
	});
	return factors;
}

/** p values adjusted by Holm's method, at most 1. R's `p.adjust(p, "holm")`. */
export function holm(p: readonly number[]): number[] {
	const factors = holmFactors(p);
	return p.map((value, k) => Math.min(1, value * (factors[k] ?? 1)));
}

/** p values adjusted for the share of false findings, at most 1. R's `p.adjust(p, "BH")`. */
export function benjaminiHochberg(p: readonly number[]): number[] {
	const adjusted = new Array<number>(p.length).fill(1);
	let least = 1;
	const order = ascending(p);
	for (let rank = order.length; rank > 0; rank--) {
		const { value, index } = order[rank - 1] ?? { value: 1, index: 0 };
		least = Math.min(least, (p.length / rank) * value);
		adjusted[index] = least;
	}
	return adjusted;
}

function ascending(p: readonly number[]): { readonly value: number; readonly index: number }[] {
	return p.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
}
