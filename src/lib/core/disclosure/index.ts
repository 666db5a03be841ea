/**
 * Disclosure control: what may be published of the answers. Thresholds, secondary suppression with an auditor that
 * proves it, rounding, and differences from earlier releases; the result is a `Cleared<T>`, which nothing else can make.
 */
export { type Audit, type AuditFailure, type Bounds, type PublishedTable, audit } from './audit.ts';
export { type ClearedTrend, clearEstimate, clearTrend, releasedFigure } from './clear-figure.ts';
export {
	type ClearedCell,
	type ClearedTable,
	type TableAudit,
	type TableContext,
	clearTable,
	releasedTable,
} from './clear-table.ts';
export { type Cleared, isCleared } from './cleared.ts';
export {
	type Axis,
	type Category,
	type CodedAxis,
	type CrossTable,
	type Leaf,
	crossTable,
	tabulate,
} from './cross-table.ts';
export { type Demand } from './demand.ts';
export { type Difference, differences } from './differencing.ts';
export { type ClearedFigure, type Figure, type ShownFigure, figureReasons } from './figure.ts';
export { type Members, membersOf } from './members.ts';
export { type Unprotectable } from './patterns.ts';
export { DisclosurePolicy, defaultPolicy } from './policy.ts';
export { type Reason, primaryReasons } from './primary.ts';
export { type Refusal } from './refusal.ts';
export { type Released, type ReleasedCell } from './release.ts';
export { type NotANetwork, type RoundedTable, type RoundingMethod, auditRounding, roundTable } from './rounding.ts';
export { type Suppression, suppress } from './suppress.ts';
export { type Cell, type Magnitude, type NotATable, type Relation, type Table, faultOf } from './table.ts';
export { narrowedTogether } from './together.ts';
