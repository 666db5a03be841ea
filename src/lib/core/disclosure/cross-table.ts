import { type Codes, type Domain } from '#core/estimation/index.ts';
import { type Members, membersOf, union } from './members.ts';
import { type Cell, type Magnitude, type Relation, type Table } from './table.ts';

/** One way of a table. Categories share nobody; those `under` another add up to it, and those under none to the total. */
export interface Axis {
	readonly id: string;
	readonly label: string;
	readonly categories: readonly Category[];
}

export interface Category {
	readonly code: string;
	readonly label: string;
	/** Code of the category that this one is a part of. */
	readonly under?: string;
}

/** What is known of one innermost cell. */
export interface Leaf {
	readonly count: number;
	readonly weighted?: number;
	readonly magnitude?: Magnitude;
	readonly members?: Members;
}

export interface CrossTable {
	readonly kind?: Table['kind'];
	readonly title: string;
	readonly axes: readonly Axis[];
	/** The innermost cell for a category of each axis, none of which has others under it. */
	readonly leaf: (codes: readonly string[]) => Leaf;
	/** Position of the axis whose categories are answers, so that the others make groups. */
	readonly answers?: number | null;
	readonly sensitive?: boolean;
	readonly cost?: (codes: readonly string[], count: number) => number;
}

/** The code that stands for all of an axis in the id of a cell. */
export const all = '*';

/**
 * A table of any number of ways with every margin and subtotal, and a relation for every sum in it. Ids are the codes
 * of the axes with commas between, such as `f,16-24` or `f,*`.
 */
export function crossTable({
	kind = 'counts',
	title,
	axes,
	leaf,
	answers = null,
	sensitive = false,
	cost,
}: CrossTable): Table {
	const nodes = axes.map(nodesOf);
	const sizes = nodes.map((of) => of.length);
	const strides = sizes.map((_, a) => sizes.slice(a + 1).reduce((product, size) => product * size, 1));
	const length = sizes.reduce((product, size) => product * size, 1);
	const nodeAt = (cell: number, axis: number) => Math.floor(cell / (strides[axis] ?? 1)) % (sizes[axis] ?? 1);
	const moved = (cell: number, axis: number, node: number) => cell + (node - nodeAt(cell, axis)) * (strides[axis] ?? 1);
	const relations: Relation[] = [];
	const known = new Map<number, Leaf>();
	const sumAt = (cell: number): Leaf => {
		const before = known.get(cell);
		if (before) return before;
		const axis = nodes.findIndex((of, a) => (of[nodeAt(cell, a)]?.children.length ?? 0) > 0);
		const parts = nodes[axis]?.[nodeAt(cell, axis)]?.children.map((child) => sumAt(moved(cell, axis, child)));
		const made = parts ? sumOf(parts) : leaf(nodes.map((of, a) => of[nodeAt(cell, a)]?.code ?? all));
		known.set(cell, made);
		return made;
	};
	const cells = Array.from({ length }, (_, at): Cell => {
		const of = nodes.map((some, a) => some[nodeAt(at, a)]);
		const codes = of.map((node) => node?.code ?? all);
		const { count, weighted = null, magnitude = null, members = null } = sumAt(at);
		of.forEach((node, a) => {
			if (node && node.children.length > 0)
				relations.push({ total: at, parts: node.children.map((child) => moved(at, a, child)) });
		});
		return {
			id: codes.join(','),
			label: of.flatMap((node) => (node && node.code !== all ? [node.label] : [])).join(', ') || 'everyone',
			count,
			weighted,
			magnitude,
			base: answers === null || nodeAt(at, answers) === 0 ? null : moved(at, answers, 0),
			cost: cost?.(codes, count) ?? null,
			fixed: false,
			members,
		};
	});
	return { kind, title, sensitive, cells, relations };
}

/** A way of a table made from a dataset's column. */
export interface CodedAxis {
	readonly id: string;
	readonly label: string;
	readonly codes: Codes;
	readonly categories: readonly { readonly code: number; readonly label: string }[];
}

/**
 * Counts respondents by the codes of one or more columns, and keeps who they are, so that the table can be held
 * against others. Rows outside the domain, without weight, or with a code that is no category of some axis are not in
 * the table.
 */
export function tabulate(
	axes: readonly CodedAxis[],
	weights: Float64Array,
	{ domain = null, ...rest }: Omit<CrossTable, 'axes' | 'leaf' | 'kind'> & { readonly domain?: Domain },
): Table {
	const leaves = new Map<string, { rows: number[]; weighted: number }>();
	const words = axes.map((axis) => new Map(axis.categories.map(({ code }) => [code, String(code)])));
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i] ?? 0;
		if (w === 0 || (domain !== null && domain[i] !== 1)) continue;
		let key = '';
		for (let a = 0; a < axes.length; a++) {
			const word = words[a]?.get(axes[a]?.codes[i] ?? -1);
			key = word === undefined || key === outside ? outside : key + (a > 0 ? ',' : '') + word;
		}
		if (key === outside) continue;
		const found = leaves.get(key);
		if (found) {
			found.rows.push(i);
			found.weighted += w;
		} else leaves.set(key, { rows: [i], weighted: w });
	}
	return crossTable({
		...rest,
		axes: axes.map(({ id, label, categories }) => ({
			id,
			label,
			categories: categories.map((category) => ({ code: String(category.code), label: category.label })),
		})),
		leaf: (codes) => {
			const { rows, weighted } = leaves.get(codes.join(',')) ?? { rows: [], weighted: 0 };
			const inside = new Uint8Array(weights.length);
			for (const row of rows) inside[row] = 1;
			return { count: rows.length, weighted, members: membersOf(inside) };
		},
	});
}

const outside = 'outside';

interface Node {
	readonly code: string;
	readonly label: string;
	/** Positions among the axis's nodes. */
	readonly children: readonly number[];
}

/** The total of an axis first, then its categories. */
function nodesOf({ label, categories }: Axis): Node[] {
	const childrenOf = (code: string | undefined) =>
		categories.flatMap((category, k) => (category.under === code ? [k + 1] : []));
	return [
		{ code: all, label, children: childrenOf(undefined) },
		...categories.map((category) => ({ ...category, children: childrenOf(category.code) })),
	];
}

function sumOf(parts: readonly Leaf[]): Leaf {
	const members = parts.flatMap((part) => part.members ?? []);
	const magnitudes = parts.flatMap((part) => part.magnitude ?? []);
	const keep = Math.max(2, ...magnitudes.map(({ largest }) => largest.length));
	return {
		count: parts.reduce((sum, { count }) => sum + count, 0),
		...(parts.every(({ weighted }) => weighted !== undefined)
			? { weighted: parts.reduce((sum, { weighted = 0 }) => sum + weighted, 0) }
			: {}),
		...(members.length === parts.length ? { members: union(members) } : {}),
		...(magnitudes.length === parts.length ? { magnitude: together(magnitudes, keep) } : {}),
	};
}

/** Contributors that give to one of the magnitudes only. */
export function together(magnitudes: readonly Magnitude[], keep: number): Magnitude {
	return {
		total: magnitudes.reduce((sum, { total }) => sum + total, 0),
		largest: magnitudes
			.flatMap(({ largest }) => largest)
			.sort((a, b) => b - a)
			.slice(0, keep),
	};
}
