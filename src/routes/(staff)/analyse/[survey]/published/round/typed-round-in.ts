import type { TypedRound } from '#server/workflows/published/typed-round.ts';

/** What was typed into the form of a round. */
export function typedRoundIn(form: FormData): TypedRound {
	const text = (field: string) => {
		const value = form.get(field);
		return typeof value === 'string' ? value.slice(0, 1000) : '';
	};
	return {
		...{ label: text('label'), opensOn: text('opensOn'), closesOn: text('closesOn') },
		modes: form
			.getAll('mode')
			.filter((mode) => typeof mode === 'string')
			.slice(0, 20),
		sampleType: text('sampleType'),
	};
}
