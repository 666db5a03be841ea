/** What `?beside.<question>=<measure>` sets beside each question; `none` stands for nothing. */
export function besideOf(parameters: URLSearchParams): Map<string, string | null> {
	const beside = new Map<string, string | null>();
	for (const [name, value] of parameters) {
		const [, question] = /^beside\.(.+)$/.exec(name) ?? [];
		if (question !== undefined) beside.set(question, value === 'none' ? null : value);
	}
	return beside;
}
