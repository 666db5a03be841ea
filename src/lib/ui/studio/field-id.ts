/** The id of a place's field, which links lead to: no sign in it means anything to a selector or an address. */
export function fieldId(place: string): string {
	return `at-${place.replaceAll(/[^a-z0-9_-]+/gi, '-')}`;
}
