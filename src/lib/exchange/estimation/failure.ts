/** Why a request cannot be answered, in one line that names the column, row or margin and says what to do. */
export interface Failure {
	readonly kind: 'failure';
	readonly words: string;
}

export function failure(words: string): Failure {
	return { kind: 'failure', words };
}
