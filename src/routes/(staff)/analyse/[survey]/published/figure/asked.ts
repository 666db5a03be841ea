/** The round that an address is about, and of a figure that is there already its measure. */
export function askedOf({ params, url }: { readonly params: { readonly survey: string }; readonly url: URL }) {
	const { searchParams } = url;
	return {
		survey: params.survey,
		round: searchParams.get('round') ?? '',
		measure: searchParams.get('measure') || null,
	};
}
