/** Numbers pseudonyms over several waves; -1 for people who are not known again. */
export function personNumbers(): (pseudonym: string) => number {
	const known = new Map<string, number>();
	return (pseudonym) => {
		if (pseudonym === '') return -1;
		const number = known.get(pseudonym) ?? known.size;
		known.set(pseudonym, number);
		return number;
	};
}
