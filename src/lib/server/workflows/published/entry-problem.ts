/** What is wrong with what was typed, at the control that cures it. */
export interface EntryProblem {
	readonly control: string;
	readonly message: string;
}
