/** What an address of the changes asks for: `?wave=` and `?by=`; empty values count as not given. */
export function askedOf(parameters: URLSearchParams): { wave: string | undefined; breakBy: string | undefined } {
	return { wave: parameters.get('wave') || undefined, breakBy: parameters.get('by') || undefined };
}
