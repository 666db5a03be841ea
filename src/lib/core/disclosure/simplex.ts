/** Maximise c·x where A x = b and lower ≤ x ≤ upper. Lower bounds are finite; upper ones may be Infinity. */
export interface Programme {
	readonly rows: number;
	readonly columns: number;
	/** A, row by row. */
	readonly matrix: Float64Array;
	readonly rhs: Float64Array;
	readonly lower: Float64Array;
	readonly upper: Float64Array;
}

/**
 * A basic feasible solution of a programme. It is worked on in place, so that one objective after another can be
 * maximised from where the last one ended.
 */
export interface Tableau {
	readonly programme: Programme;
	/** Rows still in use: those that others imply are dropped. */
	rows: number;
	/** Rows × (columns + 1), the right-hand side last; one more row for reduced costs. */
	readonly cells: Float64Array;
	/** Column that is basic in a row; -1 for the artificial variable of the first phase. */
	readonly basis: Int32Array;
	/** Range of each column once its lower bound is taken off. */
	readonly range: Float64Array;
	/** 1 where a column stands for its distance from the upper bound. */
	readonly flipped: Uint8Array;
	readonly basic: Uint8Array;
}

export type Optimum =
	{ readonly kind: 'optimal'; readonly value: number; readonly x: Float64Array } | { readonly kind: 'unbounded' };

const tiny = 1e-9;

/** After so many steps that change nothing Bland's rule takes over, which cannot run in circles. */
const patience = 40;

/**
 * A feasible solution by the first phase of the simplex method with bounded variables (Dantzig 1955); null where there
 * is none. It starts from artificial variables alone, so that nothing but the constraints goes into the result. While
 * all entries stay −1, 0 and 1, as they do for tables of one or two ways, whole numbers are computed exactly.
 */
export function feasible(programme: Programme): Tableau | null {
	const { rows, columns, matrix, rhs, lower, upper } = programme;
	const width = columns + 1;
	const cells = new Float64Array((rows + 1) * width);
	const range = upper.map((u, j) => u - (lower[j] ?? 0));
	if (range.some((r) => r < 0)) return null;
	let size = 0;
	const z = rows * width;
	for (let i = 0; i < rows; i++) {
		const row = i * width;
		let b = rhs[i] ?? 0;
		for (let j = 0; j < columns; j++) {
			const a = matrix[i * columns + j] ?? 0;
			cells[row + j] = a;
			if (a !== 0) b -= a * (lower[j] ?? 0);
		}
		cells[row + columns] = b;
		size = Math.max(size, Math.abs(b));
		const sign = b < 0 ? -1 : 1;
		for (let j = 0; j < width; j++) {
			const t = sign * (cells[row + j] ?? 0);
			cells[row + j] = t;
			cells[z + j] = (cells[z + j] ?? 0) + t;
		}
	}
	const tableau: Tableau = {
		programme,
		rows,
		cells,
		basis: new Int32Array(rows).fill(-1),
		range,
		flipped: new Uint8Array(columns),
		basic: new Uint8Array(columns),
	};
	// Where all right-hand sides are 0 the lower bounds are a solution.
	if (size > 0 && climb(tableau) === 'unbounded') return null;
	if ((cells[z + columns] ?? 0) > tiny * Math.max(1, size)) return null;
	driveOutArtificials(tableau);
	return tableau;
}

/** Maximises c·x from where the tableau stands. */
export function maximise(tableau: Tableau, objective: Float64Array): Optimum {
	const { programme, cells, basis, flipped, rows } = tableau;
	const { columns } = programme;
	const width = columns + 1;
	const z = rows * width;
	cells.fill(0, z, z + width);
	for (let j = 0; j < columns; j++) cells[z + j] = (flipped[j] === 1 ? -1 : 1) * (objective[j] ?? 0);
	for (let i = 0; i < rows; i++) {
		const c = cells[z + (basis[i] ?? 0)] ?? 0;
		if (c === 0) continue;
		for (let j = 0; j < width; j++) cells[z + j] = (cells[z + j] ?? 0) - c * (cells[i * width + j] ?? 0);
	}
	if (climb(tableau) === 'unbounded') return { kind: 'unbounded' };
	const x = solution(tableau);
	return { kind: 'optimal', value: valueOf(objective, x), x };
}

/** The values of all columns at the present basis. */
export function solution({ programme, rows, cells, basis, range, flipped }: Tableau): Float64Array {
	const { columns, lower } = programme;
	const x = new Float64Array(columns);
	for (let i = 0; i < rows; i++) {
		const j = basis[i] ?? -1;
		if (j >= 0) x[j] = cells[i * (columns + 1) + columns] ?? 0;
	}
	for (let j = 0; j < columns; j++)
		x[j] = (lower[j] ?? 0) + (flipped[j] === 1 ? (range[j] ?? 0) - (x[j] ?? 0) : (x[j] ?? 0));
	return x;
}

function valueOf(objective: Float64Array, x: Float64Array): number {
	let value = 0;
	for (let j = 0; j < x.length; j++) if (objective[j] !== 0) value += (objective[j] ?? 0) * (x[j] ?? 0);
	return value;
}

/** Raises the objective in the last row until no column can; a positive reduced cost is one that would raise it. */
function climb(tableau: Tableau): 'top' | 'unbounded' {
	const { programme, range } = tableau;
	const width = programme.columns + 1;
	let idle = 0;
	for (;;) {
		const entering = chooseColumn(tableau, idle >= patience);
		if (entering < 0) return 'top';
		const { row, step, reachesUpper } = chooseRow(tableau, entering);
		const own = range[entering] ?? Infinity;
		if (step === Infinity && own === Infinity) return 'unbounded';
		if (own <= step) {
			flipColumn(tableau, entering);
			idle = own > 0 ? 0 : idle + 1;
			continue;
		}
		if (reachesUpper) flipBasic(tableau, row);
		pivot(tableau, row, entering, width);
		idle = step > tiny ? 0 : idle + 1;
	}
}

function chooseColumn({ programme, rows, cells, basic, range }: Tableau, bland: boolean): number {
	const z = rows * (programme.columns + 1);
	let best = -1;
	let most = tiny;
	for (let j = 0; j < programme.columns; j++) {
		const d = cells[z + j] ?? 0;
		if (d <= most || basic[j] === 1 || range[j] === 0) continue;
		if (bland) return j;
		best = j;
		most = d;
	}
	return best;
}

/** The first basic variable to meet one of its bounds as column `entering` grows. */
function chooseRow({ programme, rows, cells, basis, range }: Tableau, entering: number) {
	const width = programme.columns + 1;
	let row = -1;
	let step = Infinity;
	let reachesUpper = false;
	for (let i = 0; i < rows; i++) {
		const t = cells[i * width + entering] ?? 0;
		const j = basis[i] ?? -1;
		const value = cells[i * width + width - 1] ?? 0;
		let limit = Infinity;
		if (t > tiny) limit = value > 0 ? value / t : 0;
		else if (t < -tiny && j >= 0) {
			const room = (range[j] ?? Infinity) - value;
			limit = room > 0 ? room / -t : 0;
		}
		if (limit < step || (limit === step && step < Infinity && j < (basis[row] ?? 0))) {
			row = i;
			step = limit;
			reachesUpper = t < 0;
		}
	}
	return { row, step, reachesUpper };
}

/** Writes a nonbasic column as its distance from the other bound. */
function flipColumn({ programme, rows, cells, range, flipped }: Tableau, column: number): void {
	const width = programme.columns + 1;
	const reach = range[column] ?? 0;
	for (let i = 0; i <= rows; i++) {
		const t = cells[i * width + column] ?? 0;
		if (t === 0) continue;
		cells[i * width + width - 1] = (cells[i * width + width - 1] ?? 0) - t * reach;
		cells[i * width + column] = -t;
	}
	flipped[column] = 1 - (flipped[column] ?? 0);
}

/** The same for a basic one, whose row is the only place where it stands. */
function flipBasic({ programme, cells, basis, range, flipped }: Tableau, row: number): void {
	const width = programme.columns + 1;
	const column = basis[row] ?? 0;
	for (let j = 0; j < width; j++) if (j !== column) cells[row * width + j] = -(cells[row * width + j] ?? 0);
	cells[row * width + width - 1] = (cells[row * width + width - 1] ?? 0) + (range[column] ?? 0);
	flipped[column] = 1 - (flipped[column] ?? 0);
}

function pivot({ rows, cells, basis, basic }: Tableau, row: number, column: number, width: number): void {
	const divisor = cells[row * width + column] ?? 1;
	if (divisor !== 1) for (let j = 0; j < width; j++) cells[row * width + j] = (cells[row * width + j] ?? 0) / divisor;
	for (let i = 0; i <= rows; i++) {
		const factor = cells[i * width + column] ?? 0;
		if (i === row || factor === 0) continue;
		for (let j = 0; j < width; j++)
			cells[i * width + j] = (cells[i * width + j] ?? 0) - factor * (cells[row * width + j] ?? 0);
		cells[i * width + column] = 0;
	}
	const left = basis[row] ?? -1;
	if (left >= 0) basic[left] = 0;
	basis[row] = column;
	basic[column] = 1;
}

/** Artificial variables that are basic at 0 give way to any column; where there is none the row says nothing new. */
function driveOutArtificials(tableau: Tableau): void {
	const { programme, cells, basis, basic } = tableau;
	const width = programme.columns + 1;
	for (let i = tableau.rows - 1; i >= 0; i--) {
		if (basis[i] !== -1) continue;
		cells[i * width + width - 1] = 0;
		let column = -1;
		for (let j = 0; j < programme.columns && column < 0; j++)
			if (basic[j] === 0 && Math.abs(cells[i * width + j] ?? 0) > tiny) column = j;
		if (column >= 0) {
			pivot(tableau, i, column, width);
			continue;
		}
		const last = tableau.rows - 1;
		cells.copyWithin(i * width, last * width, last * width + width);
		basis[i] = basis[last] ?? -1;
		cells.copyWithin(last * width, tableau.rows * width, (tableau.rows + 1) * width);
		tableau.rows = last;
	}
}
