import { type Audit, type AuditFailure, audit } from './audit.ts';
import { together } from './cross-table.ts';
import { type Pattern, type Task, type Unprotectable, costOf, patterns, taskOf } from './patterns.ts';
import { type DisclosurePolicy } from './policy.ts';
import { type Reason, magnitudeReasons, primaryReasons } from './primary.ts';
import { publishedOf } from './published.ts';
import { type Table } from './table.ts';

/** Which cells must go, and the proof that this is enough. */
export interface Suppression {
	readonly kind: 'suppression';
	/** Per cell; empty for one that is shown. For the statistician, not for publication. */
	readonly reasons: readonly (readonly Reason[])[];
	/** 1 where the cell is hidden. */
	readonly hidden: Uint8Array;
	/** What all hidden cells cost together. */
	readonly cost: number;
	readonly audit: Audit;
}

/**
 * Chooses what else to hide so that no hidden cell can be worked out from what is shown, as `demandOf` defines it, at
 * little cost; then takes back what turns out not to be needed, and has the whole audited. What the auditor finds is
 * mended by hiding more; a table for which that ends without a clean audit is not suppressed but refused.
 *
 * Tables that are networks (one or two ways, or a hierarchy of one way) are protected along cheapest paths, all others
 * by linear programmes. Several orders are tried and the cheapest result is kept: near the least cost, not proved to be
 * it (tests/unit/disclosure/suppress.test.ts compares with all possible choices in small tables).
 *
 * @method  Secondary suppression
 * @formula least Σ cost of hidden cells such that for each hidden i: min yᵢ ≤ aᵢ, max yᵢ ≥ bᵢ, max yᵢ − min yᵢ ≥ w
 * @source  Fischetti & Salazar-González (2000), Journal of the American Statistical Association 95; paths after Cox (1980), same journal 75
 * @r       none (sdcTable is the usual package); every result is proved by the audit and compared with all possible choices in small tables
 */
export function suppress(
	table: Table,
	policy: DisclosurePolicy,
	reasons: readonly (readonly Reason[])[] = primaryReasons(table, policy),
): Suppression | Unprotectable {
	const lost = table.cells.flatMap(({ fixed }, cell) => (fixed && (reasons[cell] ?? []).length > 0 ? [cell] : []));
	if (lost.length > 0)
		return {
			kind: 'unprotectable',
			cells: lost,
			failures: lost.map((cell) => ({ cell, kind: 'already-shown' })),
		};
	const task = taskOf(table, policy, reasons);
	const check = ({ hidden }: Pattern): Checked => {
		const demands = task.demands.filter(({ cell }) => hidden[cell] === 1);
		const result = audit(publishedOf(table, hidden, policy, demands), demands);
		const failures = result.failures.length > 0 ? result.failures : tellingSums(table, hidden, policy);
		return { hidden, audit: result, failures };
	};
	let forced: readonly number[] = [];
	for (;;) {
		const found = patterns(task, forced);
		if (found.kind === 'unprotectable') return found;
		const first = check(found.cheapest);
		if (first.failures.length === 0) return suppression(task, first, reasons);
		const next = worthHiding(task, first.hidden, first.failures);
		const sound = [firstSound(found.others, check)];
		for (const cell of next) {
			const more = patterns(task, [...forced, cell]);
			if (more.kind === 'choices') sound.push(firstSound([more.cheapest, ...more.others], check));
		}
		const [best] = sound
			.flatMap((checked) => checked ?? [])
			.sort((a, b) => costOf(task, a.hidden) - costOf(task, b.hidden));
		if (best) return suppression(task, best, reasons);
		const [nearest] = next;
		if (nearest === undefined)
			return {
				kind: 'unprotectable',
				cells: [...new Set(first.failures.map(({ cell }) => cell))],
				failures: first.failures,
			};
		forced = [...forced, nearest];
	}
}

function suppression(task: Task, { hidden, audit }: Checked, reasons: readonly (readonly Reason[])[]): Suppression {
	return {
		kind: 'suppression',
		hidden,
		reasons: reasons.map((own, k) => (own.length === 0 && hidden[k] === 1 ? [{ kind: 'secondary' as const }] : own)),
		cost: costOf(task, hidden),
		audit,
	};
}

/** A choice of cells with what the auditor says of it. */
interface Checked {
	readonly hidden: Uint8Array;
	readonly audit: Audit;
	readonly failures: readonly AuditFailure[];
}

/** The first choice that the audit finds nothing against. */
function firstSound(choices: readonly Pattern[], check: (pattern: Pattern) => Checked): Checked | null {
	for (const pattern of choices) {
		const checked = check(pattern);
		if (checked.failures.length === 0) return checked;
	}
	return null;
}

/**
 * Hidden magnitudes whose known sum is itself sensitive, as when two hidden cells have one contributor each, who then
 * knows the other's.
 */
function tellingSums({ kind, cells, relations }: Table, hidden: Uint8Array, policy: DisclosurePolicy): AuditFailure[] {
	if (kind === 'counts') return [];
	return relations.flatMap(({ total, parts }): AuditFailure[] => {
		const among = parts.filter((part) => hidden[part] === 1);
		const [first] = among;
		if (first === undefined || hidden[total] === 1) return [];
		const sum = together(
			among.flatMap((part) => cells[part]?.magnitude ?? []),
			Math.max(2, policy.dominance?.n ?? 2),
		);
		return magnitudeReasons(sum, policy).length > 0 ? [{ cell: first, kind: 'too-narrow' }] : [];
	});
}

/** Cells still shown that are in a sum with one that failed, or else with any hidden one; the cheapest few, cheapest first. */
function worthHiding({ relations, costs }: Task, hidden: Uint8Array, failures: readonly AuditFailure[]): number[] {
	const failing = new Set(failures.map(({ cell }) => cell));
	const beside = (isNear: (cell: number) => boolean) => {
		const near = relations.map(({ total, parts }) => [total, ...parts]).filter((among) => among.some(isNear));
		return [...new Set(near.flat())]
			.filter((k) => hidden[k] !== 1 && (costs[k] ?? Infinity) < Infinity)
			.sort((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0))
			.slice(0, 6);
	};
	const near = beside((cell) => failing.has(cell));
	return near.length > 0 ? near : beside((cell) => hidden[cell] === 1);
}
