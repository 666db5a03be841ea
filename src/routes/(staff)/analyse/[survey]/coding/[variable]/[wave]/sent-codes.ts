/** What a form says of the codes of one answer. */
interface SentCodes {
	readonly response: string;
	readonly codes: readonly number[];
	readonly none: boolean;
	/** How many changes of the frame whoever chose had seen. */
	readonly seen: number;
	readonly alike: boolean;
	/** Which answer of the page it was. */
	readonly number: string;
}

/** Reads it; `as` stands for codes that are taken together by one button. */
export async function sentCodes(request: Request): Promise<SentCodes> {
	const form = await request.formData();
	const said = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.slice(0, 5000) : '';
	};
	const as = form.has('as') ? said('as').split(',') : undefined;
	const given = as ?? form.getAll('code').slice(0, 1000);
	const codes = given.flatMap((value) => (typeof value === 'string' && /^\d{1,3}$/.test(value) ? [Number(value)] : []));
	return {
		response: said('response'),
		codes,
		none: as === undefined ? said('none') === 'yes' : codes.length === 0,
		seen: Number(said('seen')) || 0,
		alike: said('alike') === 'yes',
		number: said('number').slice(0, 10),
	};
}
