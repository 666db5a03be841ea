import type { Meaning } from '#core/comparability/index.ts';
import type { VerdictChoice } from './import-words.ts';

/** A file that was sent, as its pages head it. */
export interface ShownFile {
	readonly id: string;
	readonly survey: string;
	readonly fileName: string;
	readonly bytes: number;
	readonly createdBy: string;
	readonly createdOn: string;
	readonly rows: number;
	readonly columns: number;
}

/** A value of a column, and what it becomes. */
export interface ShownValue {
	/** Empty for a cell without a value. */
	readonly value: string;
	readonly label: string;
	readonly isMissing: boolean;
	readonly count: number;
	readonly meaning: Meaning;
	/** It occurs, and nobody has said yet what it stands for. */
	readonly isOpen: boolean;
}

/** A variable of ours beside its column. */
export interface ShownVariable {
	readonly name: string;
	readonly label: string;
	readonly type: 'code' | 'number';
	readonly options: readonly { readonly code: number; readonly label: string }[];
	readonly numbers: { readonly least: number; readonly most: number } | null;
	readonly column: string | null;
	readonly verdict: VerdictChoice | null;
	readonly reason: string;
	readonly theirs: {
		readonly words: string;
		readonly likeness: string;
		/** Each as "place: theirs → ours". */
		readonly differences: readonly string[];
		readonly isSame: boolean;
		/** The file itself says that it is not identical. */
		readonly isOther: boolean;
		readonly numbers: { readonly least: number; readonly most: number } | null;
		readonly values: readonly ShownValue[];
	} | null;
}

/** A problem and the id of the control that cures it. */
export interface FieldProblem {
	readonly control: string;
	readonly message: string;
}

/** The message at a field, if something is wrong there. */
export function problemAt(problems: readonly FieldProblem[], control: string): string | undefined {
	return problems.find((problem) => problem.control === control)?.message;
}
