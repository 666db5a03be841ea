/** A scheme as it is typed into the editor. */
export interface SchemeDraft {
	readonly margins: string;
	readonly sample: string;
	readonly fewest: string;
	readonly most: string;
	readonly base: 'ones' | 'supplied';
	readonly limit: 'none' | 'bounds' | 'trim';
	readonly lower: string;
	readonly upper: string;
}

/** A variable that margins may be of. */
export interface PickedVariable {
	readonly name: string;
	readonly label: string;
	/** Its answers by their labels, as `codes` numbers them. */
	readonly answers: readonly string[];
	readonly codes: readonly number[];
	readonly isDerived: boolean;
}

/** What is wrong with a field, by the field's name. */
export type ProblemOf = (control: string) => string | undefined;
