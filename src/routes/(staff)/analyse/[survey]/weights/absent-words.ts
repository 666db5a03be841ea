/** What is not there, in words for the page that says so. */
export function absentWords(kind: 'unknown-survey' | 'unknown-wave' | 'unknown-scheme', survey: string): string {
	switch (kind) {
		case 'unknown-survey':
			return `There is no survey called ${survey} here.`;
		case 'unknown-wave':
			return 'The survey has no such wave with completed interviews.';
		case 'unknown-scheme':
			return 'The survey has no such version of a weighting scheme.';
	}
}
