import {
	type Arms,
	type Numbers,
	crosswise,
	designOf,
	doubleList,
	itemCount,
	share,
} from '#core/estimation/index.ts';
import { type Chance, type Scenario } from './scenario.ts';
import { intervalOf } from './shares.ts';

const n = 1000;
const sensitive = 0.12;
const items = [0.1, 0.4, 0.6, 0.85];
const otherItems = [0.15, 0.3, 0.5, 0.7];

interface Lists {
	readonly weights: Float64Array;
	readonly arms: Arms;
	readonly first: Numbers;
	/** The sensitive item is in the second list of those who do not see it in the first. */
	readonly second: Numbers;
}

function lists(next: Chance): Lists {
	const codes = Int8Array.from({ length: n }, (_, i) => 1 + (i % 2));
	const has = Uint8Array.from({ length: n }, () => (next() < sensitive ? 1 : 0));
	const count = (list: readonly number[], treatment: number): Numbers => ({
		values: Float64Array.from(codes, (arm, i) =>
			list.reduce((sum, p) => sum + (next() < p ? 1 : 0), arm === treatment ? has[i]! : 0),
		),
		missing: new Int8Array(n),
	});
	return {
		weights: Float64Array.from({ length: n }, () => 0.5 + next()),
		arms: { codes, treatment: 1, control: 2 },
		first: count(items, 1),
		second: count(otherItems, 2),
	};
}

function itemCounts(): Scenario {
	return {
		name: `Item count, ${100 * sensitive} %, ${n} rows in two arms`,
		truth: sensitive,
		methods: ['wald'],
		draw: (next) => {
			const { weights, arms, first } = lists(next);
			return [intervalOf(designOf({ weights }), itemCount(weights, first, arms), 'wald')];
		},
	};
}

function doubleLists(): Scenario {
	return {
		name: `Double list, ${100 * sensitive} %, ${n} rows in two arms`,
		truth: sensitive,
		methods: ['wald'],
		draw: (next) => {
			const { weights, arms, first, second } = lists(next);
			const turned: Arms = { codes: arms.codes, treatment: 2, control: 1 };
			const both = doubleList(weights, [
				{ count: first, arms },
				{ count: second, arms: turned },
			]);
			return [intervalOf(designOf({ weights }), both, 'wald')];
		},
	};
}

/** Birthdays in the first quarter of the year. */
const innocuous = 0.25;

function crosswiseAnswers(truth: number): Scenario {
	const design = designOf({ weights: new Float64Array(n).fill(1) });
	return {
		name: `Crosswise question, ${100 * truth} %, ${n} rows`,
		truth,
		methods: ['wald'],
		draw: (next) => {
			const codes = Int8Array.from({ length: n }, () => (next() < truth === next() < innocuous ? 1 : 2));
			const same = share(design.weights, codes, { counted: [1], missingInBase: [] });
			if (same.kind === 'no-base') throw new Error(same.kind);
			return [intervalOf(design, crosswise(same, innocuous), 'wald')];
		},
	};
}

export const indirectShares: readonly Scenario[] = [
	itemCounts(),
	doubleLists(),
	crosswiseAnswers(0.02),
	crosswiseAnswers(0.12),
];
