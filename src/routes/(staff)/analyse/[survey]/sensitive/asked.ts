import type { SensitiveReport } from '#core/trends/index.ts';

/** What `?beside.<question>=<measure>` sets beside each question; `none` stands for nothing. */
export function besideOf(parameters: URLSearchParams): Map<string, string | null> {
	const beside = new Map<string, string | null>();
	for (const [name, value] of parameters) {
		const [, question] = /^beside\.(.+)$/.exec(name) ?? [];
		if (question !== undefined) beside.set(question, value === 'none' ? null : value);
	}
	return beside;
}

/** The query that shows the same, whatever is set beside a question when nobody says. */
export function addressOf({ questions }: SensitiveReport): string {
	return `?${new URLSearchParams(questions.map(({ id, direct }) => [`beside.${id}`, direct?.id ?? 'none']))}`;
}
