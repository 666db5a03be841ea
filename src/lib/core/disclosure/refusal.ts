import { type AuditFailure } from './audit.ts';
import { type Difference } from './differencing.ts';
import { type NotATable } from './table.ts';

/** Why something was not cleared. For the statistician: parts of it are as secret as the data. */
export type Refusal =
	| NotATable
	/** No choice of cells to hide protects the table. */
	| {
			readonly kind: 'unprotectable';
			readonly cells: readonly string[];
			readonly failures: readonly AuditFailure['kind'][];
	  }
	/** With earlier releases it would tell of a group that is too small, or of what was suppressed. */
	| { readonly kind: 'differencing'; readonly differences: readonly Difference[] }
	/** There were releases of this wave before, and it is not known who is in these cells. */
	| { readonly kind: 'members-unknown'; readonly cells: readonly string[] };
